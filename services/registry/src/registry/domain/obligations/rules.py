"""The language of rules: who owes, to whom, what counts, how much; checked when made.

Rules are dated data of a place: a new kind of obligation needs no code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final

from minqing_kernel.errors import NotFound
from minqing_kernel.messages import Role
from registry.domain.obligations.periods import Every
from registry.domain.profiles import DutyKind


class RuleUnknown(NotFound):
    """No rule of this code is in force on that day."""

    code = "obligation-unknown"


class Bearer(StrEnum):
    """A member of staff, a unit, or a grid through its heads."""

    STAFF = "staff"
    UNIT = "unit"
    GRID = "grid"


class Target(StrEnum):
    """居民, 户, 企业商户及驻区单位, 机构, 小区院落楼栋, 网格."""

    RESIDENT = "resident"
    HOUSEHOLD = "household"
    FIRM = "firm"
    ORGANISATION = "organisation"
    PREMISES = "premises"
    GRID = "grid"


class Reach(StrEnum):
    """Which of them: in one's own charge, of the unit and below it, whoever it is."""

    CHARGE = "charge"
    UNIT = "unit"
    ANY = "any"


class Source(StrEnum):
    """What counts: visits of some kinds, entries in sections, duties held, forms."""

    VISITS = "visits"
    SECTIONS = "sections"
    DUTIES = "duties"
    FORMS = "forms"


class Measure(StrEnum):
    """How it is counted.

    `distinct`: each subject once. `events`: each visit. `days`: each day (evening).
    `average`: days a week, over the period. `cover`: every subject of the set.
    `cells`: every named cell of a matrix, for each subject of the set if there is one.
    """

    DISTINCT = "distinct"
    EVENTS = "events"
    DAYS = "days"
    AVERAGE = "average"
    COVER = "cover"
    CELLS = "cells"


class OnRest(StrEnum):
    """What becomes of a day that is not worked: it stays, moves, or is let off."""

    STAY = "stay"
    NEXT = "next"
    PREVIOUS = "previous"
    SKIP = "skip"


class Inherit(StrEnum):
    """Whether what was done belongs to the post, and passes on, or to the person."""

    POST = "post"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True)
class Owes:
    """Who owes: by a duty, a tag, a role, the kind of the organisation, a level."""

    bearer: Bearer
    duty: DutyKind | None = None
    tag: str | None = None
    role: Role | None = None
    types: frozenset[str] = frozenset()
    levels: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Whom:
    """To whom: `types` are kinds of firms, organisations, premises or levels of grids.

    `tag`: whoever is tagged so; `floating`: whoever is registered elsewhere (流动人口).
    """

    kind: Target
    reach: Reach = Reach.ANY
    types: frozenset[str] = frozenset()
    tag: str | None = None
    floating: bool = False


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of a matrix: which kinds of visits fill it."""

    code: str
    title: str
    kinds: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What counts: codes of the source; at which hours; never on one's `off_tag` day.

    A member tagged `station-day-tuesday` is stationed on Tuesdays: with
    `off_tag: station-day` what they do on that day does not count. `closed_only`: a
    visit counts once it is closed (C-05).
    """

    source: Source
    codes: frozenset[str] = frozenset()
    start: time | None = None
    end: time | None = None
    off_tag: str | None = None
    by_tag: str | None = None
    closed_only: bool = False
    cells: tuple[Cell, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """Return every code that may count, those of the cells among them."""
        return self.codes.union(*(each.kinds for each in self.cells))


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One obligation. `weekday` (Monday 0) or `month_day`: it is owed on that day."""

    code: str
    title: str
    owes: Owes
    counts: Counts
    every: Every
    measure: Measure
    basis: str
    amount: int = 1
    at_most: int | None = None
    whom: Whom | None = None
    weekday: int | None = None
    month_day: int | None = None
    on_rest: OnRest = OnRest.STAY
    grace_days: int = 0
    inherit: Inherit = Inherit.POST
    valid_from: date = date.min
    valid_to: date = date.max

    @property
    def dayed(self) -> bool:
        """Tell whether it is owed on one day of each period."""
        return self.weekday is not None or self.month_day is not None

    @property
    def has_set(self) -> bool:
        """Tell whether only subjects of a known set count."""
        return self.whom is not None and self.whom.reach is not Reach.ANY

    @property
    def passes_on(self) -> bool:
        """Tell whether a successor takes over what was done in the post."""
        return self.inherit is Inherit.POST and self.owes.duty is not None

    def holds_on(self, day: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True, kw_only=True)
class ObligationPolicy:
    """The rules of a place at a moment; weeks start on Monday (0) or another day."""

    rules: Sequence[Rule] = ()
    week_starts: int = 0

    def on(self, day: date) -> Sequence[Rule]:
        """Return the rules that hold on a day."""
        return [each for each in self.rules if each.holds_on(day)]

    def rule(self, code: str, day: date) -> Rule:
        """Return a rule that holds on a day, or raise RuleUnknown."""
        for each in self.on(day):
            if each.code == code:
                return each
        raise RuleUnknown


NO_OBLIGATIONS: Final = ObligationPolicy()
"""No statute sets any: what is owed, a place says."""
