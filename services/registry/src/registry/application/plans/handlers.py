"""Plans: made by those who reach the household, or keep the place; reviewed, closed."""

from datetime import date
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.archive.keeping import held_file, must_have_charge
from registry.application.authority import known_lineage, must_keep, must_reach
from registry.application.plans.commands import (
    ChangePlan,
    ClosePlan,
    ReadPlan,
    ReviewPlan,
)
from registry.application.plans.ports import PlansWork
from registry.application.plans.views import FullPlan, PlanCard, card_of
from registry.application.rules import Rules
from registry.domain.access import FULL_PURPOSES, Access
from registry.domain.aid.rules import HelpPolicy
from registry.domain.archive.section import SubjectKind
from registry.domain.plans.errors import PlanKeepsSubject, PlanUnknown
from registry.domain.plans.plan import Plan, PlanFor, PlanWords, check_review
from registry.domain.values import civil_day, end_of

WORDS = ("plans.classes", "plans.measures", "plans.note")


def change_plan(
    command: ChangePlan, work: PlansWork, *, clock: Clock, rules: Rules
) -> PlanCard:
    """Bring a plan into force, or change it; the same again changes nothing.

    The database refuses (PlanInForce) a second plan in force for one subject.
    """
    now = clock.now()
    today, policy = civil_day(now), rules.help_at(now)
    known = work.plans.find(command.plan_id)
    _must_write(command.actor, work, command.subject, command.subject_id, today)
    if known is not None and not known.is_of(command.subject, command.subject_id):
        raise PlanKeepsSubject
    if known is None:
        known = Plan(
            plan_id=command.plan_id,
            subject=command.subject,
            subject_id=command.subject_id,
            opened_on=today,
            words=command.words,
        )
        work.plans.add(known)
    if not known.revision or known.words != command.words:
        _check(command, work, policy)
        if not known.revision or known.words.review_on != command.words.review_on:
            check_review(command.words.review_on, today, policy.review_days)
    known.change(command.words, command.seen, command.actor.id, at=now)
    return card_of(known)


def review_plan(
    command: ReviewPlan, work: PlansWork, *, clock: Clock, rules: Rules
) -> PlanCard:
    """Write down what a review found, and set the next one."""
    now = clock.now()
    known, today = work.plans.get(command.plan_id), civil_day(now)
    _must_write(command.actor, work, known.subject, known.subject_id, today)
    check_review(command.review_on, today, rules.help_at(now).review_days)
    who, seen = command.actor.id, command.seen
    known.review(command.note, command.review_on, today, seen, who, at=now)
    return card_of(known)


def close_plan(command: ClosePlan, work: PlansWork, *, clock: Clock) -> PlanCard:
    """Close a plan; it is kept with all that was said of it."""
    now = clock.now()
    known, today = work.plans.get(command.plan_id), civil_day(now)
    _must_write(command.actor, work, known.subject, known.subject_id, today)
    known.close(command.why, today, command.seen, command.actor.id, at=now)
    return card_of(known)


def read_plan(
    command: ReadPlan, work: PlansWork, *, clock: Clock, wall: Clock
) -> FullPlan:
    """Return a plan with its words; a look at a household's is written down first."""
    if command.purpose not in FULL_PURPOSES:
        raise Invalid(fields={"purpose": "bad-purpose"})
    known, today = work.plans.get(command.plan_id), civil_day(clock.now())
    if known.subject is PlanFor.HOUSEHOLD:
        _must_reach_home(command.actor, work, known.subject_id, today)
        work.access_log.note(
            Access(
                actor=command.actor,
                purpose=command.purpose,
                resident_id=UUID(known.subject_id),
                fields=WORDS,
                at=wall.now(),
            )
        )
    else:
        must_reach(command.actor, work.organisations, known.subject_id)
    until, steps = end_of(command.on), work.plans.history(command.plan_id)
    seen = [each for each in steps if until is None or each.at <= until]
    if not seen:
        raise PlanUnknown
    return FullPlan(plan=card_of(known, seen[-1].words), history=seen)


def _check(command: ChangePlan, work: PlansWork, policy: HelpPolicy) -> None:
    """Refuse (Invalid) strangers, classes that there are not, and classes of places."""
    known = {each.code for each in policy.classes}
    words, of_home = command.words, command.subject is PlanFor.HOUSEHOLD
    if set(words.classes) - known:
        raise Invalid(fields={"classes": "unknown-class"})
    if bool(words.classes) is not of_home:
        raise Invalid(fields={"classes": "household-has-classes"})
    for staff_id in sorted(_people(words)):
        if work.staff.find(staff_id) is None:
            raise Invalid(fields={"owner": "unknown-staff"})


def _people(words: PlanWords) -> set[str]:
    return {words.owner, *(each.who for each in words.measures)}


def _must_write(
    actor: Actor, work: PlansWork, subject: PlanFor, subject_id: str, today: date
) -> None:
    if subject is PlanFor.HOUSEHOLD:
        _must_reach_home(actor, work, subject_id, today)
    else:
        known_lineage(work.organisations, subject_id, "subject_id")
        must_keep(actor, work.organisations, {subject_id})


def _must_reach_home(
    actor: Actor, work: PlansWork, subject_id: str, today: date
) -> None:
    """Refuse (OutOfReach) another place, and a 楼栋长 another building (A-07)."""
    file = held_file(work, SubjectKind.HOUSEHOLD, UUID(subject_id))
    must_reach(actor, work.organisations, file.organisation_id)
    must_have_charge(actor, work.charges, file, today)
