"""Draws of closed cases: by lot (抽样回访) or all of them (回头看, D-13).

A draw is kept whole: its seed, what it was made from and what it took, so that anybody
can make it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.working_time import local_day
from notify.domain.follow_ups.closing import Closing
from notify.domain.follow_ups.errors import BadPeriod, RateTooLow, TooManyClosings
from notify.domain.follow_ups.events import RoomFact
from notify.domain.follow_ups.policy import FollowUpPolicy
from notify.domain.follow_ups.visit import Visit, VisitKind
from notify.domain.occurrence import TELLABLE

LARGEST: Final = 100_000
"""Closings that one draw is made from at most: it is one transaction."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be drawn: closings of these days, of a unit and all below it."""

    kind: VisitKind
    title: str
    organisation_id: str | None
    closed_from: date
    closed_until: date
    percent: int
    seed: str
    due_on: date

    def check(self, policy: FollowUpPolicy, *, at: datetime) -> None:
        """Refuse a period that is none (BadPeriod) and too small a sample."""
        in_order = self.closed_from <= self.closed_until <= local_day(at)
        if not in_order or self.closed_from.year not in TELLABLE:
            raise BadPeriod(fields={"closed_until": "out-of-range"})
        if self.due_on < local_day(at):
            raise BadPeriod(fields={"due_on": "out-of-range"})
        if self.kind is VisitKind.SAMPLE and self.percent < policy.sample_percent:
            raise RateTooLow(fields={"percent": "too-low"})


@dataclass(eq=False, kw_only=True)
class Round(Aggregate):
    """A draw that was made; `population` names each closing, `drawn` counts."""

    round_id: UUID
    plan: Plan
    population: list[str]
    drawn: int
    drawn_by: str
    drawn_at: datetime


def name_of(closing: Closing) -> str:
    """Return how a draw names a closing."""
    return f"{closing.petition_id}:{closing.case_revision}"


def taken(population: Sequence[str], seed: str, percent: int) -> list[str]:
    """Return the share of a population that a seed chooses, rounded up.

    Each name's place is the hash of seed and name: neither the order in which the
    population is told nor the machine matters.
    """
    share = -(-len(population) * percent // 100)
    lots = sorted(
        population, key=lambda name: sha256(f"{seed}:{name}".encode()).digest()
    )
    return lots[:share]


def draw(
    round_id: UUID,
    plan: Plan,
    closings: Sequence[Closing],
    *,
    by: str,
    at: datetime,
) -> tuple[Round, list[Visit]]:
    """Draw, and return the draw with the visits that it calls for.

    Raises TooManyClosings.
    """
    if len(closings) > LARGEST:
        raise TooManyClosings(fields={"closed_from": "too-many"})
    named = {name_of(each): each for each in closings}
    chosen = taken(list(named), plan.seed, plan.percent)
    made = Round(
        round_id=round_id,
        plan=plan,
        population=sorted(named),
        drawn=len(chosen),
        drawn_by=by,
        drawn_at=at,
    )
    made.record(
        RoomFact(subject=f"round:{round_id}", number=1, step="drawn", by=by, at=at)
    )
    return made, [_visit(made, named[name]) for name in chosen]


def _visit(made: Round, closing: Closing) -> Visit:
    return Visit(
        visit_id=uuid5(made.round_id, name_of(closing)),
        kind=made.plan.kind,
        petition_id=closing.petition_id,
        receipt=closing.receipt,
        case_revision=closing.case_revision,
        organisation_id=closing.organisation_id,
        resolved_by=closing.resolved_by,
        due_on=made.plan.due_on,
        round_id=made.round_id,
    )
