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
    ReplyTimes,
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
        """Return the petitions that a figure counts, by their day, page by page."""
        ...

    def achieved(self, cut: Cut) -> Sequence[Achieved]:
        """Return what was achieved in a period."""
        ...

    def reply_times(self, cut: Cut) -> ReplyTimes:
        """Return how long petitioners waited for their first answer."""
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

    def reach(
        self, actor: Actor, organisation_id: str | None, *, alone: bool = False
    ) -> frozenset[str] | None:
        """Return the organisations that are asked about; None: all there are.

        `alone`: that organisation without those below it.
        Raises NoOrganisation, and OutOfScope for one beyond the actor's reach.
        """
        scope = scope_of(actor)
        own = None if scope is None else self.reader.below(scope)
        if organisation_id is None:
            return own
        if own is not None and organisation_id not in own:
            raise OutOfScope
        if alone:
            return frozenset({organisation_id})
        return self.reader.below(organisation_id)

    def names(self, ids: Iterable[str | None]) -> Mapping[str, str]:
        """Return what those organisations are called that are known."""
        known = self.reader.units(frozenset(each for each in ids if each))
        return {each.organisation_id: each.name for each in known}

    def sheet(self, cut: Cut, compare: Compare | None = None) -> FigureSheet:
        """Return the figures of a cut, by the rules in force on its last day."""
        other = self._other(cut, compare)
        now = self.reader.tally(cut)
        then = None if other is None else self.reader.tally(other)
        return self._written(cut, now, other, then)

    def stations(self, cut: Cut, root: str) -> FigureSheet:
        """Return the figures of each direct subordinate of `root` with all below it.

        `root`'s own stand under its own id. Together they are the centre's (B-08).
        """
        apart = replace(cut, by_organisation=True)
        branch = branches(root, self.reader.units(self.reader.below(root)))
        return self._written(apart, _gathered(self.reader.tally(apart), branch))

    def _written(
        self,
        cut: Cut,
        now: Mapping[str, Tally],
        other: Cut | None = None,
        then: Mapping[str, Tally] | None = None,
    ) -> FigureSheet:
        policy = self.rules(datetime.combine(cut.period.last, time(12), CHINA))
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


def branches(root: str, units: Iterable[Unit]) -> Mapping[str, str]:
    """Return for every organisation the direct subordinate of `root` it belongs to."""
    above = {each.organisation_id: each.parent_id for each in units}
    return {each: _branch(each, root, above) for each in above}


def _branch(unit: str, root: str, above: Mapping[str, str | None]) -> str:
    seen = {unit}
    while unit != root and (parent := above.get(unit)) not in (None, root, *seen):
        unit = str(parent)
        seen.add(unit)
    return unit


def _gathered(
    found: Mapping[str, Tally], branch: Mapping[str, str]
) -> Mapping[str, Tally]:
    gathered: dict[str, list[Tally]] = {}
    for unit, tally in found.items():
        gathered.setdefault(branch.get(unit, unit), []).append(tally)
    return {key: together(tallies) for key, tallies in gathered.items()}
