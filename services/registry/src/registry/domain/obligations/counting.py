"""What was done, counted: each subject once, however often and in whatever order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, NamedTuple

from registry.domain.obligations.matrix import Pair, pairs_filled, pairs_owed
from registry.domain.obligations.periods import WEEK, Period
from registry.domain.obligations.rules import Counts, Measure, Rule
from registry.domain.values import CHINA

HUNDREDTHS: Final = 100


class Fact(NamedTuple):
    """One thing that was done: by whom, for which unit, when, to whom, what.

    A visit of three subjects is three facts of one `event`. There are many: a tuple.
    """

    staff_id: str
    organisation_id: str
    day: date
    at: datetime | None
    event: str
    code: str
    target: str | None = None


@dataclass(frozen=True, kw_only=True)
class Credit:
    """Whose doing counts, on which days; `until` does not belong to them any more."""

    staff_id: str
    since: date = date.min
    until: date = date.max

    def admits(self, fact: Fact) -> bool:
        """Tell whether something done counts by this."""
        return self.staff_id == fact.staff_id and self.since <= fact.day < self.until


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How much was done of how much; which subjects, which cells, by predecessors.

    Of a matrix: `filled` for all its subjects, `lacking` by subject and cell;
    `targets` are those of whom nothing is lacking.
    """

    done: int
    required: int
    inherited: int = 0
    targets: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()
    lacking: frozenset[Pair] = frozenset()
    too_many: bool = False

    @property
    def met(self) -> bool:
        """Tell whether nothing is left to do."""
        return self.done >= self.required and not self.too_many

    @property
    def missing(self) -> int:
        """Return how much is left to do."""
        return max(0, self.required - self.done)


def counted(
    facts: Iterable[Fact], counts: Counts, off_days: frozenset[int] = frozenset()
) -> list[Fact]:
    """Return what counts of the rule's facts: at its hours, not on an off day.

    Monday is 0. Of which kinds they are, who reads them asks for alone.
    """
    return [
        each
        for each in facts
        if each.day.weekday() not in off_days and _in_hours(each.at, counts)
    ]


def credited(facts: Iterable[Fact], credits: Sequence[Credit]) -> list[Fact]:
    """Return what counts for somebody: their own, and what a post handed on."""
    return [each for each in facts if any(one.admits(each) for one in credits)]


def tally(
    rule: Rule,
    facts: Iterable[Fact],
    period: Period,
    owed: frozenset[str] | None,
    own: str | None = None,
) -> Tally:
    """Count facts by a rule's measure; `owed` is the set, None where there is none.

    What another did before a post was handed on, `own` inherits.
    """
    told = within(rule, facts, owed or frozenset())
    whole = _measured(rule, told, period, owed)
    if own is None:
        return whole
    mine = [each for each in told if each.staff_id == own]
    alone = _measured(rule, mine, period, owed)
    return replace(whole, inherited=whole.done - alone.done)


def within(rule: Rule, facts: Iterable[Fact], owed: frozenset[str]) -> list[Fact]:
    """Return what was done to whom it is owed; all of it where that is anybody."""
    if not rule.has_set or (rule.measure is Measure.CELLS and not owed):
        return list(facts)
    return [each for each in facts if each.target in owed]


def keyed(
    rule: Rule, facts: Iterable[Fact], owed: frozenset[str]
) -> Mapping[str, Sequence[Fact]]:
    """Return what was done by what counts it once; as many keys as were done."""
    told: defaultdict[str, list[Fact]] = defaultdict(list)
    for each in within(rule, facts, owed):
        for key in _keys(rule, each, owed):
            told[key].append(each)
    return told


def _keys(rule: Rule, fact: Fact, owed: frozenset[str]) -> Iterable[str]:
    if rule.measure is Measure.CELLS:
        done = [(fact.code, fact.target)]
        pairs = pairs_filled(rule.counts.cells, done, owed)
        return (f"{cell}/{subject}" for subject, cell in pairs)
    if rule.measure in {Measure.DISTINCT, Measure.COVER}:
        return () if fact.target is None else (fact.target,)
    return (fact.event if rule.measure is Measure.EVENTS else fact.day.isoformat(),)


def required_of(rule: Rule, days: int, owed: frozenset[str] | None) -> int:
    """Return how much is owed in a span of so many days; of a matrix see there."""
    if rule.measure is Measure.COVER:
        return len(owed or ())
    if rule.measure is Measure.AVERAGE:
        return -(-rule.amount * days // WEEK)
    return rule.amount


def average(done: int, days: int) -> str:
    """Return how often a week that was, with two decimals, rounded down."""
    hundredths = done * WEEK * HUNDREDTHS // max(days, 1)
    return f"{hundredths // HUNDREDTHS}.{hundredths % HUNDREDTHS:02d}"


def _measured(
    rule: Rule, facts: Sequence[Fact], period: Period, owed: frozenset[str] | None
) -> Tally:
    if rule.measure is Measure.CELLS:
        return _matrix(rule, facts, owed or frozenset())
    targets = frozenset(each.target for each in facts if each.target is not None)
    done = _done(rule, facts, targets)
    return Tally(
        done=done,
        required=required_of(rule, period.days, owed),
        targets=targets,
        too_many=rule.at_most is not None and done > rule.at_most,
    )


def _matrix(rule: Rule, facts: Sequence[Fact], owed: frozenset[str]) -> Tally:
    cells = rule.counts.cells
    done = ((each.code, each.target) for each in facts)
    filled, whole = pairs_filled(cells, done, owed), pairs_owed(cells, owed)
    lacking = whole - filled
    return Tally(
        done=len(filled),
        required=len(whole),
        targets=owed - {subject for subject, _ in lacking},
        filled=frozenset(each.code for each in cells) - {code for _, code in lacking},
        lacking=lacking,
    )


def _done(rule: Rule, facts: Sequence[Fact], targets: frozenset[str]) -> int:
    if rule.measure in {Measure.DISTINCT, Measure.COVER}:
        return len(targets)
    if rule.measure is Measure.EVENTS:
        return len({each.event for each in facts})
    return len({each.day for each in facts})


def _in_hours(at: datetime | None, counts: Counts) -> bool:
    if counts.start is None or counts.end is None or at is None:
        return True
    return counts.start <= at.astimezone(CHINA).time() < counts.end
