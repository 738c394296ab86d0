"""Items: entered, corrected, reported upward, struck off, entered again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.authority import must_reach
from registry.application.ledgers.commands import EnterItem, StepItem
from registry.application.ledgers.ports import LedgersWork
from registry.application.ledgers.reach import (
    held_item,
    must_be_in_charge_of,
    must_see_item,
    must_work_at,
    petition_of,
    readable_ledger,
)
from registry.application.ledgers.views import ItemCard, item_card
from registry.application.ledgers.withdrawing import take_back_all
from registry.application.rules import Rules
from registry.domain.archive.errors import PetitionUnheard
from registry.domain.errors import Taken
from registry.domain.ledgers.errors import ItemChanged
from registry.domain.ledgers.item import About, ItemAccount, LedgerItem, Move
from registry.domain.ledgers.lifecycle import LedgerStep
from registry.domain.ledgers.policy import AboutKind, LedgerKind
from registry.domain.ledgers.publication import WithdrawalReason
from registry.domain.values import civil_day

PUBLISHED_OF = ("category", "unit", "home_id")
"""What a publication rests upon: what it names, and whose consent it needed."""


def enter_item(
    command: EnterItem, work: LedgersWork, *, clock: Clock, rules: Rules
) -> ItemCard:
    """Enter an item (建账), or say it otherwise; the same again changes nothing.

    A matter that enters a restricted ledger is at once public no more (A-17).
    """
    said, now, actor = command.account, clock.now(), command.actor
    policy, today = rules.ledgers_at(now), civil_day(now)
    kind = readable_ledger(policy, said.ledger, actor)
    must_work_at(actor, work, said.organisation_id)
    work.ledgers.lock_matter(said.about)
    known = work.ledgers.find(command.item_id)
    if known is not None:
        must_see_item(actor, work, known, policy, today)
        if said == known.account:
            return item_card(known)
        if command.seen != known.revision:
            raise ItemChanged
    policy.category(said.category)
    _check(actor, said, work, today)
    if known is None:
        known = _entered(command, said, kind, work, now)
    else:
        _correct(command, known, work, now)
    return item_card(known)


def step_item(
    command: StepItem, work: LedgersWork, *, clock: Clock, rules: Rules
) -> ItemCard:
    """Let an item go a step; the same step sent again changes nothing."""
    now, item = clock.now(), held_item(work, command.item_id)
    policy, today = rules.ledgers_at(now), civil_day(now)
    must_see_item(command.actor, work, item, policy, today)
    gone = work.ledgers.taken(command.step_id)
    if gone is not None:
        if gone != (item.item_id, command.step.value):
            raise Taken
        return item_card(item)
    if command.on > today:
        raise Invalid(fields={"on": "not-yet"})
    kind = policy.ledger(item.account.ledger)
    move = Move(
        step_id=command.step_id,
        step=command.step,
        on=command.on,
        at=now,
        by=command.actor,
        reason=command.reason,
        note=command.note,
    )
    item.go(STEPS[command.step](command, item, kind, move, work))
    return item_card(item)


def _report(
    command: StepItem, item: LedgerItem, _: LedgerKind, move: Move, work: LedgersWork
) -> Move:
    """Report it to somebody above (报账): to whom, under which number."""
    above = work.organisations.lineage(item.account.organisation_id)[1:]
    if command.to not in above:
        raise Invalid(fields={"to": "not-above"})
    if not command.number:
        raise Invalid(fields={"number": "required"})
    return replace(move, detail={"to": command.to, "number": command.number})


def _exit(
    command: StepItem, item: LedgerItem, kind: LedgerKind, move: Move, _: LedgersWork
) -> Move:
    """Strike it off (销号); what is solved tells what came of it."""
    reason = kind.exit_reason(command.reason or "")
    if command.result is not None:
        item.account = replace(item.account, result=command.result)
    if reason.solved and item.account.result is None:
        raise Invalid(fields={"result": "required"})
    return replace(move, solved=reason.solved)


def _reenter(
    command: StepItem, item: LedgerItem, kind: LedgerKind, move: Move, work: LedgersWork
) -> Move:
    """Enter it again; what the public reads of it holds no more."""
    kind.entry_reason(command.reason or "")
    take_back_all(
        item.account.about, work, move, WithdrawalReason.CHANGED, only=item.item_id
    )
    if item.restricted:
        take_back_all(item.account.about, work, move, WithdrawalReason.OTHER)
    return replace(move, detail={"round": item.round + 1})


STEPS = {
    LedgerStep.REPORT: _report,
    LedgerStep.EXIT: _exit,
    LedgerStep.REENTER: _reenter,
}
"""The steps that are gone by one item alone, and what each asks for."""


def _entered(
    command: EnterItem,
    said: ItemAccount,
    kind: LedgerKind,
    work: LedgersWork,
    now: datetime,
) -> LedgerItem:
    kind.entry_reason(said.reason)
    if said.about.kind not in kind.about:
        raise Invalid(fields={"about": "bad-about"})
    if said.entered_on > civil_day(now):
        raise Invalid(fields={"entered_on": "not-yet"})
    item = LedgerItem(
        item_id=command.item_id,
        account=said,
        restricted=kind.restricted,
        recorded_by=command.actor.id,
        recorded_at=now,
        entered_on=said.entered_on,
        last_on=said.entered_on,
    )
    move = _move(command, item, LedgerStep.ENTER, said.entered_on, now)
    move = replace(move, reason=said.reason)
    if kind.restricted:
        take_back_all(said.about, work, move, WithdrawalReason.OTHER)
    work.ledgers.add(item)
    item.enter(move)
    return item


def _correct(
    command: EnterItem, item: LedgerItem, work: LedgersWork, now: datetime
) -> None:
    """Say it otherwise; what the public reads of it must not be older than that."""
    said, today = command.account, civil_day(now)
    if any(getattr(said, e) != getattr(item.account, e) for e in PUBLISHED_OF):
        move = _move(command, item, LedgerStep.CORRECT, today, now)
        changed = WithdrawalReason.CHANGED
        take_back_all(said.about, work, move, changed, only=item.item_id)
    item.correct(said, _move(command, item, LedgerStep.CORRECT, today, now))


def _move(
    command: EnterItem, item: LedgerItem, step: LedgerStep, on: date, now: datetime
) -> Move:
    step_id = uuid5(item.item_id, f"{step}/{item.revision + 1}")
    return Move(step_id=step_id, step=step, on=on, at=now, by=command.actor)


def _check(actor: Actor, said: ItemAccount, work: LedgersWork, today: date) -> None:
    """Refuse (Invalid, OutOfReach) what names nobody known, or not the actor's."""
    if said.person is not None and work.staff.find(said.person) is None:
        raise Invalid(fields={"person": "unknown-staff"})
    if said.unit is not None and not work.organisations.lineage(said.unit):
        raise Invalid(fields={"unit": "unknown-organisation"})
    for organisation_id in sorted(_keepers(said, work)):
        must_reach(actor, work.organisations, organisation_id)
    if said.about.kind is AboutKind.PETITION:
        _check_petition(actor, said, work)
    must_be_in_charge_of(actor, said, work, today)


def _check_petition(actor: Actor, said: ItemAccount, work: LedgersWork) -> None:
    standing = petition_of(said, work)
    above = work.organisations.lineage(actor.organisation_id or "")
    if standing is None or standing.is_hidden_from(above):
        raise PetitionUnheard


def _keepers(said: ItemAccount, work: LedgersWork) -> set[str]:
    """Return who keeps the files of whom and what it names: all of it is known."""
    about = said.about
    homes = work.households.get_many([said.home_id] if said.home_id else [])
    _known(said.home_id is None or homes, "home_id")
    found: list[Any] = list(homes.values())
    for kind, one in _found(about, work):
        _known(about.kind is not kind or one, "about")
        found += [one] if one else []
    return {each.profile.organisation_id for each in found}


def _found(about: About, work: LedgersWork) -> Iterable[tuple[AboutKind, Any]]:
    resident, firm = about.key(AboutKind.RESIDENT), about.key(AboutKind.FIRM)
    people = work.residents.get_many([resident]) if resident else {}
    yield AboutKind.RESIDENT, people.get(resident) if resident else None
    yield AboutKind.FIRM, work.firms.find(firm) if firm else None
    place = about.id if about.kind is AboutKind.PLACE else None
    yield AboutKind.PLACE, work.premises.find(place) if place else None


def _known(found: UUID | object | None, field: str) -> None:
    if not found:
        raise Invalid(fields={field: f"unknown-{field.removesuffix('_id')}"})
