"""Figures for who asks: within their reach, by the rules of the place and the day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor
from minqing_kernel.working_time import CHINA
from notify.application.figures.views import (
    Achieved,
    Cut,
    FactRow,
    FigureSheet,
    Line,
    Unit,
)
from notify.domain.errors import OutOfScope
from notify.domain.figures.measures import Dimension, Measures, Tally
from notify.domain.figures.policy import RULES, RatesPolicy
from notify.domain.figures.rates import change, figures_of
from notify.domain.organisation import scope_of


class Compare(StrEnum):
    """Which other period figures are held against."""

    PERIOD_BEFORE = "period-before"
    YEAR_BEFORE = "year-before"


class FigureReader(Protocol):
    """Reads counts, and the petitions behind them."""

    def tally(self, cut: Cut) -> Mapping[str, Tally]:
        """Return the counts of a cut by what it tells apart."""
        ...

    def rows(
        self,
        cut: Cut,
        measure: str,
        *,
        aside: str | None,
        after: UUID | None,
        limit: int,
    ) -> Sequence[FactRow]:
        """Return the petitions that a figure counts, by their id, page by page."""
        ...

    def achieved(self, cut: Cut) -> Sequence[Achieved]:
        """Return what was achieved in a period."""
        ...

    def below(self, organisation_id: str) -> frozenset[str]:
        """Return an organisation and all below it."""
        ...

    def units(self, ids: frozenset[str]) -> Sequence[Unit]:
        """Return those organisations that are known."""
        ...


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Answers questions about figures; `rules` finds the policy of a moment."""

    reader: FigureReader
    rules: Callable[[datetime], RatesPolicy]
    clock: Clock

    def reach(self, actor: Actor, organisation_id: str | None) -> frozenset[str] | None:
        """Return the organisations that are asked about; None: all there are.

        Raises NoOrganisation, and OutOfScope for one beyond the actor's reach.
        """
        scope = scope_of(actor)
        own = None if scope is None else self.reader.below(scope)
        if organisation_id is None:
            return own
        if own is not None and organisation_id not in own:
            raise OutOfScope
        return self.reader.below(organisation_id)

    def sheet(self, cut: Cut, compare: Compare | None = None) -> FigureSheet:
        """Return the figures of a cut, by the rules in force on its last day."""
        policy = self.rules(datetime.combine(cut.period.last, time(12), CHINA))
        other = self._other(cut, compare)
        now = self.reader.tally(cut)
        then = None if other is None else self.reader.tally(other)
        lines = (
            self._line(key, now.get(key, {}), _of(then, key), policy)
            for key in sorted(now.keys() | (then or {}).keys())
        )
        whole = None if then is None else together(then.values())
        return FigureSheet(
            cut=cut,
            policy=policy.code,
            as_of=self.clock.now(),
            total=self._line("", together(now.values()), whole, policy),
            lines=tuple(lines) if _tells_apart(cut) else (),
            compared_with=None if other is None else other.period,
            bases={rule: policy.basis(rule) for rule in RULES},
        )

    @staticmethod
    def _other(cut: Cut, compare: Compare | None) -> Cut | None:
        if compare is None:
            return None
        if compare is Compare.YEAR_BEFORE:
            return replace(cut, period=cut.period.a_year_before())
        return replace(cut, period=cut.period.before())

    @staticmethod
    def _line(key: str, now: Tally, then: Tally | None, policy: RatesPolicy) -> Line:
        figures = figures_of(now, policy)
        if then is None:
            return Line(key=key, figures=figures)
        before = figures_of(then, policy)
        moved = change(figures.counts.cases, before.counts.cases)
        return Line(key=key, figures=figures, before=before, change=moved)


def _of(found: Mapping[str, Tally] | None, key: str) -> Tally | None:
    return None if found is None else found.get(key, {})


def together(found: Iterable[Tally]) -> Tally:
    """Return the tally of everything that was told apart."""
    whole: dict[str, Measures] = {}
    for tally in found:
        for aside, counts in tally.items():
            whole[aside] = whole.get(aside, Measures()) + counts
    return whole


def _tells_apart(cut: Cut) -> bool:
    return cut.by_organisation or cut.by is not Dimension.ALL
