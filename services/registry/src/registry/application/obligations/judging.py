"""Judging: who owes what in which period, what they did of it, where they stand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minqing_kernel.working_time import WorkCalendar
from registry.application.obligations.ports import AsOf, ObligationReader, Ower, Scope
from registry.domain.obligations.counting import Fact, counted, credited, keyed, tally
from registry.domain.obligations.days import due_of
from registry.domain.obligations.periods import DAY, RECURRING, Period, period_of
from registry.domain.obligations.rules import (
    Bearer,
    Measure,
    ObligationPolicy,
    Reach,
    Rule,
    Source,
)
from registry.domain.obligations.standing import Frame, Standing


@dataclass(frozen=True, kw_only=True)
class Judge:
    """Judges by the rules of the day that is judged, whatever day it is now."""

    reader: ObligationReader
    policy_at: Callable[[date], ObligationPolicy]
    calendar: WorkCalendar

    def current(
        self, scope: Scope, on: date, today: date, code: str | None = None
    ) -> list[Standing]:
        """Return where everybody stands on a day in the periods that it lies in."""
        policy = self.policy_at(on)
        found: list[Standing] = []
        for rule in _named(policy.on(on), code):
            period = period_of(on, rule.every, policy.week_starts)
            found += self.of_period(rule, period, scope, on, today)
        return sorted(found, key=lambda each: each.rank)

    def closed(
        self, scope: Scope, on: date, today: date, code: str | None = None
    ) -> list[Standing]:
        """Return where everybody stands in the last periods that ended before a day."""
        found: list[Standing] = []
        for rule, period in self.ended(on):
            if code in {None, rule.code}:
                found += self.of_period(rule, period, scope, on, today)
        return sorted(found, key=lambda each: each.rank)

    def ended(self, on: date) -> Iterator[tuple[Rule, Period]]:
        """Yield each rule with its last period before a day, as it was ruled then."""
        starts = self.policy_at(on).week_starts
        for every in RECURRING:
            period = period_of(period_of(on, every, starts).first - DAY, every, starts)
            for rule in self.policy_at(period.last).on(period.last):
                if rule.every is every:
                    yield rule, period

    def of_period(
        self, rule: Rule, period: Period, scope: Scope, on: date, today: date
    ) -> list[Standing]:
        """Return where everybody stands with one rule in one period, as of a day."""
        frame = self._frame(rule, period, on, today)
        units = rule.owes.bearer is Bearer.UNIT
        if frame.due.day is None or (scope.own and units):
            return []
        day = min(on, period.last)
        at = AsOf(day=day, past=day < today)
        owers = self.reader.owers(rule, period, at, scope)
        return self._standings(frame, owers, at) if owers else []

    def owed(self, found: Standing, today: date) -> frozenset[str]:
        """Return everybody to whom somebody owes by a rule in a period."""
        if not found.rule.has_set:
            return frozenset()
        owers, sets = self._owing(found, today)
        return frozenset().union(*(_set_of(found.rule, sets, one) for one in owers))

    def behind(self, found: Standing, today: date) -> Mapping[str, Sequence[Fact]]:
        """Return what was done, by what counts it: as many keys as were done."""
        rule = found.rule
        frame = self._frame(rule, found.period, found.as_of, today)
        owers, sets = self._owing(found, today)
        done = Done.of(rule, self._facts(frame, owers, sets))
        told: dict[str, Sequence[Fact]] = {}
        for ower in owers:
            owed = _set_of(rule, sets, ower)
            facts = done.credited_to(ower, owed)
            told |= keyed(rule, counted(facts, rule.counts, ower.off_days), owed)
        return told

    def _frame(self, rule: Rule, period: Period, on: date, today: date) -> Frame:
        return Frame(
            rule=rule,
            period=period,
            due=due_of(rule, period, self.calendar),
            as_of=on,
            today=today,
            calendar=self.calendar,
        )

    def _owing(
        self, found: Standing, today: date
    ) -> tuple[Sequence[Ower], Mapping[str, frozenset[str]]]:
        rule, day = found.rule, min(found.as_of, found.period.last)
        at, scope = AsOf(day=day, past=day < today), Scope(bearer_id=found.bearer_id)
        owers = self.reader.owers(rule, found.period, at, scope)
        return owers, self.reader.owed(rule, at, owers) if rule.has_set else {}

    def _standings(
        self, frame: Frame, owers: Sequence[Ower], at: AsOf
    ) -> list[Standing]:
        rule = frame.rule
        sets = self.reader.owed(rule, at, owers) if rule.has_set else {}
        done = Done.of(rule, self._facts(frame, owers, sets))
        excused = (
            self.reader.excused(rule.code, frame.due.day)
            if rule.dayed and frame.due.day is not None
            else frozenset[str]()
        )
        return [
            _standing(frame, ower, done, _set_of(rule, sets, ower), excused)
            for ower in owers
        ]

    def _facts(
        self, frame: Frame, owers: Sequence[Ower], sets: Mapping[str, frozenset[str]]
    ) -> Sequence[Fact]:
        if frame.span is None:
            return []
        targets = frozenset().union(*sets.values()) if sets else frozenset()
        return self.reader.facts(frame.rule, frame.span, owers, targets)


@dataclass(frozen=True, kw_only=True)
class Done:
    """What was done, kept by what credits it: a member, a unit, or a subject."""

    rule: Rule
    by: Mapping[str, Sequence[Fact]]

    @classmethod
    def of(cls, rule: Rule, facts: Iterable[Fact]) -> "Done":
        """Keep facts by what credits them in a rule."""
        by: defaultdict[str, list[Fact]] = defaultdict(list)
        key = _credits_by(rule)
        for each in facts:
            by[key(each)].append(each)
        return cls(rule=rule, by=by)

    def credited_to(self, ower: Ower, owed: frozenset[str]) -> list[Fact]:
        """Return what counts for somebody, but for hours and off days."""
        if anybody_counts(self.rule):
            return [fact for each in owed for fact in self.by.get(each, ())]
        if self.rule.owes.bearer is Bearer.UNIT:
            return list(self.by.get(ower.bearer_id, ()))
        members = {each.staff_id for each in ower.credits}
        facts = [fact for each in members for fact in self.by.get(each, ())]
        return credited(facts, ower.credits)


def anybody_counts(rule: Rule) -> bool:
    """Tell whether it is the subject that must be seen to, whoever does it.

    So it is with entries in files, and with everybody having a contact.
    """
    held = rule.counts.source is Source.DUTIES and rule.measure is Measure.COVER
    return held or rule.counts.source is Source.SECTIONS


def _credits_by(rule: Rule) -> Callable[[Fact], str]:
    if anybody_counts(rule):
        return lambda fact: fact.target or ""
    if rule.owes.bearer is Bearer.UNIT:
        return lambda fact: fact.organisation_id
    return lambda fact: fact.staff_id


def _set_of(
    rule: Rule, sets: Mapping[str, frozenset[str]], ower: Ower
) -> frozenset[str]:
    charge = rule.whom is not None and rule.whom.reach is Reach.CHARGE
    return sets.get(ower.bearer_id if charge else ower.seat, frozenset())


def _standing(
    frame: Frame,
    ower: Ower,
    done: Done,
    owed: frozenset[str],
    excused: frozenset[str],
) -> Standing:
    rule = frame.rule
    facts = counted(done.credited_to(ower, owed), rule.counts, ower.off_days)
    own = ower.bearer_id if rule.passes_on else None
    told = tally(rule, facts, frame.period, owed, own)
    return Standing(
        rule=rule,
        bearer_id=ower.bearer_id,
        name=ower.name,
        organisation_id=ower.organisation_id,
        period=frame.period,
        as_of=frame.as_of,
        due=frame.due,
        tally=told,
        forecast=frame.forecast(told),
        state=frame.state(told, excused=ower.bearer_id in excused),
    )


def _named(rules: Iterable[Rule], code: str | None) -> list[Rule]:
    return [each for each in rules if code in {None, each.code}]
