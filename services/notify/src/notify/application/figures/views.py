"""What the figures are asked, and what they answer: flat, frozen, nobody's name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from notify.domain.figures.measures import Basis, Dimension
from notify.domain.figures.period import Period
from notify.domain.figures.rates import Figures


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Which petitions, and what they are told apart by.

    `organisations` None: all of them; `where` are values of dimensions; `by` tells
    apart by a dimension, or `by_organisation` by who answers.
    """

    basis: Basis
    period: Period
    organisations: frozenset[str] | None = None
    where: tuple[tuple[Dimension, str], ...] = ()
    by: Dimension = Dimension.ALL
    by_organisation: bool = False

    @property
    def dimensions(self) -> frozenset[Dimension]:
        """What the petitions are chosen or told apart by, beside the organisation."""
        chosen = {dimension for dimension, _ in self.where}
        return frozenset(chosen | {self.by} - {Dimension.ALL})

    @property
    def has_sums(self) -> bool:
        """Say whether sums are kept of it: of one dimension at a time they are."""
        return len(self.dimensions) <= 1


@dataclass(frozen=True, kw_only=True)
class FactRow:
    """One petition, as far as figures know it."""

    petition_id: UUID
    receipt: str | None
    organisation_id: str
    grid: str
    category: str
    channel: str
    source: str
    kind: str
    persons: int
    aside: str
    state: str | None
    outcome: str | None
    accepted_at: datetime | None
    due_at: datetime | None
    resolved_at: datetime | None
    answered_at: datetime | None
    solved: bool | None
    satisfied: bool | None


@dataclass(frozen=True, kw_only=True)
class Achieved:
    """What answers achieved, summed: what is approximate stands apart (D-32).

    `words` counts the figures that are words alone, `n` all of them.
    """

    kind: str
    unit: str
    exact: Decimal
    approximate: Decimal
    words: int
    n: int


@dataclass(frozen=True, kw_only=True)
class ReplyTimes:
    """How long petitioners waited for the first answer, in days.

    Two counts had it within 15 and within 60 days (条例第22、34条); the median and the
    longest are None where nobody was answered.
    """

    answered: int
    within_15: int
    within_60: int
    median_days: Decimal | None
    longest_days: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Unit:
    """An organisation in its place."""

    organisation_id: str
    name: str
    parent_id: str | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """The figures of one value; `change` of the cases in per cent, where compared."""

    key: str
    figures: Figures
    before: Figures | None = None
    change: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class FigureSheet:
    """Figures of a period, by what they are told apart by, and of all together."""

    cut: Cut
    policy: str
    as_of: datetime
    total: Line
    lines: tuple[Line, ...] = ()
    compared_with: Period | None = None
    bases: Mapping[str, str] = field(default_factory=dict)
