"""Numbers that the read model answers with."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many cases were answered within so many days, and which share that is."""

    days: int
    answered: int
    share: float


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """How many cases the place's rules leave out of the rates, and why."""

    reason: str
    cases: int


@dataclass(frozen=True, kw_only=True)
class FigureSum:
    """What was achieved of one kind: exact and approximate amounts, kept apart.

    `words` counts the figures that are told in words alone.
    """

    kind: str
    unit: str
    exact: Decimal
    approximate: Decimal
    words: int


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """How cases stand or were answered last: solved, explained, referred, kept apart.

    `waiting` counts those without an answer, `suspended` those that stand still. 三到位
    (条例第27条), of the answered: how many claims were `supported`, and of them
    `supported_solved`; `lacking_basis` and `not_supported` were explained with reasons;
    `in_need` were told of help, `aided` got some; `unjudged` says nothing of it.
    """

    cases: int
    resolved: int
    explained: int
    referred: int
    waiting: int
    suspended: int
    supported: int
    supported_solved: int
    lacking_basis: int
    not_supported: int
    in_need: int
    aided: int
    unjudged: int
    figures: list[FigureSum]
    excluded: list[LeftOut]


@dataclass(frozen=True, kw_only=True)
class AnswerTimes:
    """How long petitioners waited for their first answer.

    Measured from the moment the petition was received, in days of 24 hours; shares are
    of the answered ones. Median and longest are None while nothing is answered.
    """

    cases: int
    answered: int
    within: list[Count]
    median_days: float | None
    longest_days: float | None
    excluded: list[LeftOut]
