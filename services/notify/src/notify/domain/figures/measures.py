"""What is counted of every petition, and what sets some of them apart."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter
from typing import Final, Self


class Basis(StrEnum):
    """Which day of a petition decides the period that it belongs to."""

    ACCEPTED = "accepted"
    CLOSED = "closed"
    DUE = "due"
    VISITED = "visited"
    REFUSED = "refused"


class Dimension(StrEnum):
    """By what figures are told apart, beside the organisation."""

    ALL = "all"
    GRID = "grid"
    CATEGORY = "category"
    CHANNEL = "channel"
    SOURCE = "source"
    KIND = "kind"


class Aside(StrEnum):
    """What sets a petition apart; a place's policy says which of them are left out."""

    ARCHIVE = "archive"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    REPEATED = "repeated"
    THANKS = "thanks"
    LEGACY = "legacy"
    REFERRED = "referred"


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Counts over some petitions: 件 is `cases`, 人次 is `persons`.

    `done` are answered (办结), `in_time` by their date; `resolved`, `explained` and
    `referred` say how. `visited` were asked again and answered (有效回访), `unreached`
    could not be or kept silent (未接通); `solved_yes` and `solved_no` are what they
    said of the matter, `satisfied` and `dissatisfied` of the answer. `rebound`: one of
    both was denied (反弹).
    """

    cases: int = 0
    persons: int = 0
    dispatched: int = 0
    contacted: int = 0
    contacted_in_time: int = 0
    done: int = 0
    in_time: int = 0
    resolved: int = 0
    explained: int = 0
    referred: int = 0
    returned: int = 0
    passed: int = 0
    supervised: int = 0
    visited: int = 0
    unreached: int = 0
    solved_yes: int = 0
    solved_no: int = 0
    satisfied: int = 0
    dissatisfied: int = 0
    rebound: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(
            **{name: getattr(self, name) + getattr(other, name) for name in MEASURES}
        )


MEASURES: Final = tuple(each.name for each in fields(Measures))
"""The names of what is counted."""

_NUMBERS: Final = attrgetter(*MEASURES)

Tally = Mapping[str, Measures]
"""Counts by what sets petitions apart; `""` are those that nothing does."""


def total(tally: Tally) -> Measures:
    """Return the counts of all, whatever sets them apart."""
    if len(tally) == 1:
        return next(iter(tally.values()))
    sums = map(sum, zip(*map(_NUMBERS, tally.values()), strict=True))
    return Measures(**dict(zip(MEASURES, sums, strict=False)))
