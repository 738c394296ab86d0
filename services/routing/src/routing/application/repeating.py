"""Repeat visits go to whom received the first visit (首访督办, domain.md D-09)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from routing.application.ports import RoutingWork
from routing.domain.accused import kept_out
from routing.domain.case import Case
from routing.domain.deadline import Clocks


@dataclass(frozen=True, kw_only=True)
class Visit:
    """That a petition is visit number `visit` of the matter of the first one.

    `done` once its case has gone where it belongs; `rule` is the policy by which it
    went to whom received the first visit, None where it stayed by its own rule. Number
    0 is none: it was undone.
    """

    petition_id: UUID
    first_petition_id: UUID
    visit: int
    repeated_at: datetime
    done: bool = False
    rule: str | None = None


@dataclass(frozen=True, kw_only=True)
class HearRepeat(Command):
    """Take in that somebody came again about the same matter."""

    visit: Visit


@dataclass(frozen=True, kw_only=True)
class HearNoRepeat(Command):
    """Take in that it was no repeat visit: the note of `repeated_at` was undone."""

    petition_id: UUID
    first_petition_id: UUID
    repeated_at: datetime


@dataclass(frozen=True, kw_only=True)
class SettleRepeats(Command):
    """Give those of these repeat visits on whose cases have come since."""

    petition_ids: Sequence[UUID]


class Visits(Protocol):
    """What intake told of repeat visits."""

    def take(self, visit: Visit) -> Visit:
        """Keep a visit unless it or a later note is known; return what is known."""
        ...

    def of(self, petition_id: UUID) -> Visit | None:
        """Return what is known of a petition, for this unit alone."""
        ...

    def keep(self, visit: Visit) -> None:
        """Keep what became of it."""
        ...

    def first_receiver(self, petition_id: UUID) -> str | None:
        """Return the unit that received a petition first, by door or assignment."""
        ...


class RepeatWork(RoutingWork, Protocol):
    """Routing's unit of work, as far as repeat visits need it."""

    @property
    def visits(self) -> Visits: ...  # noqa: D102


def hear_repeat(
    command: HearRepeat, work: RepeatWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Keep a visit; give its case to whom received the first, if the policy says so."""
    _settle(work.visits.take(command.visit), work, clock, clocks)


def hear_no_repeat(command: HearNoRepeat, work: RepeatWork) -> None:
    """Keep that it is no repeat; its case stays with who has it, as any other.

    The undoing may come before what it undoes, which then does nothing more.
    """
    known = work.visits.of(command.petition_id)
    if known is None or known.repeated_at <= command.repeated_at:
        none = Visit(
            petition_id=command.petition_id,
            first_petition_id=command.first_petition_id,
            visit=0,
            repeated_at=command.repeated_at,
            done=True,
        )
        work.visits.keep(none)


def settle_repeats(
    command: SettleRepeats, work: RepeatWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Do what follows of what was told before the cases were there."""
    for petition_id in command.petition_ids:
        visit = work.visits.of(petition_id)
        if visit is not None:
            _settle(visit, work, clock, clocks)


def _settle(visit: Visit, work: RepeatWork, clock: Clock, clocks: Clocks) -> None:
    cases = work.cases.get_many([visit.petition_id, visit.first_petition_id])
    case = cases.get(visit.petition_id)
    if visit.done or case is None or visit.first_petition_id not in cases:
        return
    policy = clocks.policy
    rule = policy.code if policy.first_receiver_supervises else None
    receiver = work.visits.first_receiver(visit.first_petition_id) if rule else None
    if receiver is not None and _may_receive(receiver, case, work):
        units, now = work.directory.units, clock.now()
        case.receive_again(receiver, clocks, units=units, at=now)
    work.visits.keep(replace(visit, done=True, rule=rule))


def _may_receive(receiver: str, case: Case, work: RepeatWork) -> bool:
    units = work.directory.units
    out = kept_out(case.matter.accused, units)
    return units.is_active(receiver) and receiver not in out
