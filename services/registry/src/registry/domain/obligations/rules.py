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
    """What counts: visits of some kinds, entries in sections, duties that are held."""

    VISITS = "visits"
    SECTIONS = "sections"
    DUTIES = "duties"


class Measure(StrEnum):
    """How it is counted.

    `distinct`: each subject once. `events`: each visit. `days`: each day (evening).
    `average`: days a week, over the period. `cover`: every subject of the set.
    `cells`: every named cell of a matrix.
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
    `off_tag: station-day` what they do on that day does not count.
    """

    source: Source
    codes: frozenset[str] = frozenset()
    start: time | None = None
    end: time | None = None
    off_tag: str | None = None
    by_tag: str | None = None
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

    def faults(self) -> Sequence[str]:
        """Return what contradicts itself, in words; nothing for a sound rule."""
        return [words for wrong, words in _checks(self) if wrong]


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
WHOSE: Final = {
    Source.VISITS: frozenset(Target) - {Target.GRID},
    Source.SECTIONS: frozenset({Target.RESIDENT, Target.HOUSEHOLD}),
    Source.DUTIES: frozenset(
        {Target.ORGANISATION, Target.GRID, Target.HOUSEHOLD, Target.PREMISES}
    ),
}
"""To whom each source can be."""
CHARGED: Final = frozenset({Target.RESIDENT, Target.HOUSEHOLD, Target.FIRM})
OWED_TO: Final = frozenset({Measure.DISTINCT, Measure.COVER})


def _checks(rule: Rule) -> Sequence[tuple[bool, str]]:
    return [*_of_owers(rule), *_of_counts(rule), *_of_days(rule)]


def _of_owers(rule: Rule) -> Sequence[tuple[bool, str]]:
    owes, whom = rule.owes, rule.whom
    picky = whom is not None and bool(whom.types or whom.tag or whom.floating)
    floats = whom is not None and whom.floating
    staff = owes.bearer is Bearer.STAFF
    said = bool(owes.duty or owes.tag or owes.role)
    charge = whom is not None and whom.reach is Reach.CHARGE
    return [
        (staff and not said, "owes: staff owe by a duty, a tag or a role"),
        (not staff and said, "owes: duty, tag and role are of staff alone"),
        (owes.bearer is Bearer.UNIT and not owes.types, "owes: types: which units"),
        (owes.bearer is Bearer.GRID and bool(owes.types), "owes: a grid has levels"),
        (owes.bearer is not Bearer.GRID and bool(owes.levels), "owes: levels of grids"),
        (charge and not staff, "whom: of charge: only staff have charges"),
        (
            picky and not rule.has_set,
            "whom: types, tag and floating pick out of a charge or a unit",
        ),
        (
            floats and whom is not None and whom.kind is not Target.RESIDENT,
            "whom: floating are residents",
        ),
        (
            charge and whom is not None and whom.kind not in CHARGED,
            "whom: in somebody's charge are residents, households, firms",
        ),
    ]


def _of_counts(rule: Rule) -> Sequence[tuple[bool, str]]:
    counts, whom, measure = rule.counts, rule.whom, rule.measure
    plain = counts.source is not Source.VISITS
    matrix = measure is Measure.CELLS
    timed = counts.start is not None or counts.off_tag is not None
    return [
        ((counts.start is None) != (counts.end is None), "counts: from goes with to"),
        (
            bool(counts.start and counts.end and counts.start >= counts.end),
            "counts: from is before to",
        ),
        (plain and timed, "counts: hours and off days are of visits"),
        (matrix != bool(counts.cells), "counts: cells go with measure cells"),
        (matrix and plain, "counts: cells are of visits"),
        (not counts.kinds, "counts: names nothing that counts"),
        (measure in OWED_TO and whom is None, f"measure: {measure} needs whom"),
        (
            measure is Measure.COVER and not rule.has_set,
            "measure: cover needs a set: whom: of charge or unit",
        ),
        (plain and measure not in OWED_TO, "measure: distinct or cover, of subjects"),
        (
            whom is not None and whom.kind not in WHOSE[counts.source],
            f"whom: {counts.source} tell nothing of such subjects",
        ),
        (
            counts.source is Source.SECTIONS and not rule.has_set,
            "whom: entries count for a set: of charge or unit",
        ),
        (
            rule.at_most is not None and rule.at_most < rule.amount,
            "at_most: less than what is owed",
        ),
    ]


def _of_days(rule: Rule) -> Sequence[tuple[bool, str]]:
    outside = rule.on_rest in {OnRest.NEXT, OnRest.SKIP}
    standing = rule.every is Every.ALWAYS
    held = rule.counts.source is Source.DUTIES
    return [
        (
            rule.weekday is not None and rule.every is not Every.WEEK,
            "due: a weekday is of a week",
        ),
        (
            rule.month_day is not None and rule.every is not Every.MONTH,
            "due: a day of the month is of a month",
        ),
        (
            rule.dayed and rule.measure is not Measure.EVENTS,
            "due: what is owed on a day is counted by events",
        ),
        (
            not rule.dayed and outside,
            "holiday: what is owed in a period stays, or is due on the working day"
            " before",
        ),
        (standing != held, "period: duties are held always, and they alone"),
        (rule.valid_from > rule.valid_to, "valid_to: before valid_from"),
        (
            rule.measure is Measure.AVERAGE and rule.every is Every.WEEK,
            "measure: an average needs more than a week",
        ),
    ]
