"""A draw: out of which visits, with which seed, for which period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.checks.events import ChecksDrawn
from registry.domain.checks.lots import drawn, population_digest, seed_of
from registry.domain.checks.rules import CheckRule
from registry.domain.periods import Period
from registry.domain.values import civil_day


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be drawn: by which rule, of which place, for which period."""

    rule: str
    organisation_id: str
    since: date


@dataclass(eq=False, kw_only=True)
class CheckDraw(Aggregate):
    """One draw, made once; the population and both parts of the seed are kept."""

    draw_id: UUID
    asked: Asked
    title: str
    basis: str
    until: date
    due_on: date
    population: Sequence[UUID]
    nonce: str
    seed: str
    size: int
    drawn_by: str
    drawn_at: datetime

    @property
    def period(self) -> Period:
        """Return the period whose visits were drawn from."""
        return Period(since=self.asked.since, until=self.until)

    @property
    def sample(self) -> list[UUID]:
        """Return the visits that were drawn, in their order."""
        return drawn(self.seed, self.population, self.size)


def draw(
    draw_id: UUID,
    asked: Asked,
    rule: CheckRule,
    period: Period,
    population: Sequence[UUID],
    *,
    nonce: str,
    by: str,
    at: datetime,
) -> CheckDraw:
    """Return the draw of a period that is over; raises Invalid on `since`.

    Of nothing no lots are drawn: what is entered late can still be drawn from.
    """
    today = civil_day(at)
    if period.until >= today:
        raise Invalid(fields={"since": "not-over"})
    if not population:
        raise Invalid(fields={"since": "no-visits"})
    made = CheckDraw(
        draw_id=draw_id,
        asked=asked,
        title=rule.title,
        basis=rule.basis,
        until=period.until,
        due_on=today + timedelta(days=rule.due_days),
        population=sorted(set(population)),
        nonce=nonce,
        seed=seed_of(nonce, population_digest(population)),
        size=rule.size(len(set(population))),
        drawn_by=by,
        drawn_at=at,
    )
    made.record(
        ChecksDrawn(
            draw_id=draw_id,
            revision=1,
            rule=asked.rule,
            organisation_id=asked.organisation_id,
            population=len(made.population),
            drawn=made.size,
            seed=made.seed,
            at=at,
        )
    )
    return made
