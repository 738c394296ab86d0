"""Questions about obligations: where one stands, who is behind, who is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from registry.application.charges.ports import Charges
from registry.application.obligations.judging import Judge
from registry.application.obligations.ports import Scope
from registry.application.obligations.views import (
    HistoryView,
    StandingView,
    cursor_of,
    percent_of,
    standing_view,
)
from registry.application.ports import Places
from registry.domain.obligations.days import Due, due_of
from registry.domain.obligations.periods import (
    MOST_MOVED,
    RECURRING,
    Period,
    periods_of,
)
from registry.domain.obligations.rules import Rule, RuleUnknown
from registry.domain.obligations.standing import LAGGING, Standing, share_of


class Reaching(Places, Charges, Protocol):
    """What questions of reach need."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Of which day, as of which day it is now; of one rule or all.

    `closed`: of the last periods that ended before that day.
    """

    on: date
    today: date
    rule: str | None = None
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class ShiftedDay:
    """A day on which something is owed, and where its rule moved it; None: let off."""

    rule: str
    title: str
    planned: date
    day: date | None
    moved: bool
    provisional: bool


def standings(judge: Judge, scope: Scope, asked: Asked) -> list[Standing]:
    """Return standings, the worst first; raises RuleUnknown for no such rule."""
    must_be_a_rule(judge, asked)
    ask = judge.closed if asked.closed else judge.current
    return ask(scope, asked.on, asked.today, asked.rule)


def must_be_a_rule(judge: Judge, asked: Asked) -> None:
    """Refuse (RuleUnknown) a code by which nothing is owed, or was in the last periods.

    An empty answer would read as if nobody were behind.
    """
    if asked.rule is None:
        return
    rules = [*judge.policy_at(asked.on).on(asked.on)]
    rules += [rule for rule, _ in judge.ended(asked.on)]
    if all(rule.code != asked.rule for rule in rules):
        raise RuleUnknown


def page_of_standings(
    judge: Judge,
    scope: Scope,
    asked: Asked,
    *,
    behind: bool,
    after: str,
    limit: int,
) -> Sequence[StandingView]:
    """Return some standings after one, the worst first; or of who is behind alone."""
    found = [
        each
        for each in standings(judge, scope, asked)
        if cursor_of(each) > after and (not behind or each.state in LAGGING)
    ]
    return [standing_view(each) for each in found[:limit]]


def history(
    judge: Judge, scope: Scope, asked: Asked, periods: int
) -> Sequence[HistoryView]:
    """Return so many periods that ended before a day, the latest first, by rule.

    Raises RuleUnknown for no such rule.
    """
    must_be_a_rule(judge, asked)
    told: list[HistoryView] = []
    codes = {rule.code for rule, _ in judge.ended(asked.on) if _is(rule, asked)}
    for code in sorted(codes):
        day = asked.on
        for _ in range(periods):
            ended = [each for each in judge.ended(day) if each[0].code == code]
            if not ended:
                break
            rule, period = ended[0]
            found = judge.of_period(rule, period, scope, asked.on, asked.today)
            told.append(_told(rule, period, found))
            day = period.first
    return told


def tasks(
    judge: Judge, scope: Scope, span: Period, today: date
) -> Sequence[StandingView]:
    """Return what is due in a span, by day, rule and bearer, as it stands today."""
    found: list[Standing] = []
    for rule, period, _ in _due_in(judge, span):
        as_of = max(today, period.first)
        found += judge.of_period(rule, period, scope, as_of, today)
    found.sort(key=lambda each: (each.due.day or each.due.planned, each.rank[1:]))
    return [standing_view(each) for each in found]


def calendar_of(judge: Judge, span: Period) -> Sequence[ShiftedDay]:
    """Return every day in a span on which something is owed, moved or not."""
    told = [
        ShiftedDay(
            rule=rule.code,
            title=rule.title,
            planned=due.planned,
            day=due.day,
            moved=due.moved,
            provisional=due.provisional,
        )
        for rule, _, due in _due_in(judge, span)
        if rule.dayed
    ]
    return sorted(told, key=lambda each: (each.planned, each.rule))


def _due_in(judge: Judge, span: Period) -> Iterator[tuple[Rule, Period, Due]]:
    """Yield what is planned or due in a span, each by the rules of its own period."""
    starts = judge.policy_at(span.last).week_starts
    near = Period(span.first - MOST_MOVED, span.last + MOST_MOVED)
    for every in RECURRING:
        for period in periods_of(near, every, starts):
            for rule in judge.policy_at(period.last).on(period.last):
                due = due_of(rule, period, judge.calendar)
                falls = due.planned in span or (due.day or due.planned) in span
                if rule.every is every and falls:
                    yield rule, period, due


def _is(rule: Rule, asked: Asked) -> bool:
    return asked.rule in {None, rule.code}


def _told(rule: Rule, period: Period, found: Sequence[Standing]) -> HistoryView:
    done = sum(min(each.tally.done, each.tally.required) for each in found)
    required = sum(each.tally.required for each in found)
    return HistoryView(
        rule=rule.code,
        title=rule.title,
        first=period.first,
        last=period.last,
        owing=len(found),
        met=sum(each.tally.met for each in found),
        done=done,
        required=required,
        percent=percent_of(share_of(done, required)),
    )
