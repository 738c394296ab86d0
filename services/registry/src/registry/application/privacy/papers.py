"""Words of plans and ledgers that no rule keeps any more; facts and counts stay."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.messages import SYSTEM
from registry.application.commands import RegistryCommand
from registry.application.privacy.commands import ForgetItem, ForgetPaper, ForgetPlan
from registry.application.privacy.ports import PrivacyWork
from registry.application.rules import Rules
from registry.domain.access import Access, Purpose
from registry.domain.ledgers.item import LedgerItem
from registry.domain.ledgers.publication import PublicationState
from registry.domain.plans.plan import PlanFor
from registry.domain.privacy.policy import LEDGERS, PLANS
from registry.domain.values import civil_day

CLOSED = frozenset({PublicationState.REJECTED, PublicationState.WITHDRAWN})


def forget_plan(
    command: ForgetPlan, work: PrivacyWork, *, clock: Clock, wall: Clock, rules: Rules
) -> Sequence[str]:
    """Forget what a household's closed plan said; a place's names nobody."""
    plan = work.plans.get(command.plan_id)
    of_home = plan.subject is PlanFor.HOUSEHOLD
    if not of_home or plan.words.forgotten:
        return []
    if not is_over(PLANS, plan.closed_on, clock, rules):
        return []
    work.plans.forget_editions(plan.plan_id)
    plan.forget(SYSTEM.id, at=clock.now())
    note_gone(command, UUID(plan.subject_id), [PLANS], work, wall)
    return [PLANS]


def forget_item(
    command: ForgetItem, work: PrivacyWork, *, clock: Clock, wall: Clock, rules: Rules
) -> Sequence[str]:
    """Forget the words of what was struck off a ledger (销号); public, it is kept."""
    item = work.ledgers.get(command.item_id)
    told = work.publications.of_item(command.item_id)
    if item.account.forgotten or any(each.state not in CLOSED for each in told):
        return []
    if not is_over(LEDGERS, item.exited_on, clock, rules):
        return []
    forget_words(item, work, clock)
    subject = item.account.concerned or item.item_id
    note_gone(command, subject, [LEDGERS], work, wall)
    return [LEDGERS]


def forget_paper(
    command: ForgetPaper, work: PrivacyWork, *, clock: Clock, wall: Clock, rules: Rules
) -> Sequence[str]:
    """Forget the words of a meeting on a ledger, or of a week's list."""
    paper = work.papers(command.section).get(command.paper_id)
    over = is_over(command.section, paper.made_on, clock, rules)
    if paper.forgotten or not over:
        return []
    paper.forget(at=clock.now())
    note_gone(command, command.paper_id, [command.section], work, wall)
    return [command.section]


def forget_items_about(
    resident_id: UUID, work: PrivacyWork, clock: Clock
) -> Sequence[str]:
    """Forget the words of every item about somebody who is forgotten themselves."""
    found = work.ledgers.about_person(resident_id)
    for item_id in found:
        forget_words(work.ledgers.get(item_id), work, clock)
    return [LEDGERS] if found else []


def forget_words(item: LedgerItem, work: PrivacyWork, clock: Clock) -> None:
    """Forget what was said of an item: in steps, papers, and for the public."""
    item.forget()
    work.ledgers.forget_steps(item.item_id)
    for section, key in work.ledgers.papers_of(item.item_id):
        work.papers(section).get(key).forget_item(item.item_id, at=clock.now())
    for each in work.publications.of_item(item.item_id):
        if each.state is not PublicationState.PUBLISHED:
            each.forget(at=clock.now())


def is_over(section: str, day: date | None, clock: Clock, rules: Rules) -> bool:
    """Tell whether a rule keeps this no longer of what ended on a day."""
    today = civil_day(clock.now())
    return day is not None and any(
        rule.section == section and day <= rule.last_day(today)
        for rule in rules.policy_at(clock.now()).retention
    )


def note_gone(
    command: RegistryCommand,
    subject_id: UUID,
    gone: Sequence[str],
    work: PrivacyWork,
    wall: Clock,
) -> None:
    """Write down what was forgotten, in the chain of looks."""
    work.access_log.note(
        Access(
            actor=command.actor,
            purpose=Purpose.RETENTION,
            resident_id=subject_id,
            fields=gone,
            at=wall.now(),
        )
    )
