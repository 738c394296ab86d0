"""暂定: dates that reach an unannounced year are counted anew once it is known."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.working_time import CHINA, Span, SpanUnit, WorkCalendar, end_of
from routing.domain.counted import Counted
from routing.domain.deadline import ClockKind, Clocks
from routing.domain.dossier import Ground
from routing.domain.policy import STATUTE, Term, TermKind
from routing.domain.recounting import DeadlineRecounted
from services.routing.tests.builders import (
    NOON,
    a_blank_case,
    a_directory,
    a_handler,
    a_rule,
    a_supervisor,
    the_units,
)

pytestmark = pytest.mark.unit

DECEMBER_22 = datetime(2026, 12, 22, 10, tzinfo=CHINA)
UNKNOWN = WorkCalendar(official_years=frozenset({2026}), edition="2026")
ANNOUNCED = WorkCalendar(
    exceptions={date(2027, 1, 1): False, date(2027, 1, 2): False},
    official_years=frozenset({2026, 2027}),
    edition="2027",
)
REARRANGED = WorkCalendar(
    exceptions={date(2027, 1, 2): True, date(2027, 1, 3): True},
    official_years=frozenset({2026, 2027}),
    edition="2027b",
)


def a_term(kind, amount):
    return Term(kind=kind, span=Span(amount, SpanUnit.WORKING_DAYS), basis="本处")


POLICY = replace(STATUTE, terms=(*STATUTE.terms, a_term(TermKind.HANDLING, 10)))


def clocks(calendar=UNKNOWN, policy=POLICY):
    return Clocks(policy=policy, calendar=calendar)


def a_case(accepted_at=DECEMBER_22, using=None):
    case = a_blank_case(accepted_at=accepted_at, received_at=accepted_at)
    case.judge(a_directory(a_rule()), using or clocks(), at=accepted_at)
    case.release()
    return case


def recount(case, calendar=ANNOUNCED, at=DECEMBER_22 + timedelta(days=1)):
    case.release()
    case.recount(clocks(calendar), at=at)
    return case.release()


def test_a_provisional_date_keeps_what_it_was_counted_from():
    deadline = a_case().deadline
    assert (deadline.due_at, deadline.provisional) == (end_of(date(2027, 1, 5)), True)
    assert deadline.counted == Counted(
        start=DECEMBER_22,
        span=Span(10, SpanUnit.WORKING_DAYS),
        to=end_of(date(2027, 1, 5)),
        by="2026",
    )


def test_a_date_within_the_announced_year_is_certain():
    deadline = a_case(NOON).deadline
    assert (deadline.provisional, deadline.counted) == (False, None)


def test_the_new_calendar_moves_the_date_and_makes_it_certain():
    case = a_case()
    [fact] = recount(case)
    assert isinstance(fact, DeadlineRecounted)
    assert (fact.clock, fact.calendar) == ("handling", "2027")
    assert fact.previous_due_at == end_of(date(2027, 1, 5))
    assert fact.due_at == case.deadline.due_at == end_of(date(2027, 1, 6))
    assert not case.deadline.provisional
    assert case.deadline.watch_from == case.deadline.due_at


def test_a_made_up_day_brings_the_date_nearer():
    case = a_case()
    recount(case, REARRANGED)
    assert case.deadline.due_at == end_of(date(2027, 1, 3))


def test_what_a_calendar_has_counted_it_does_not_count_again():
    case = a_case()
    assert recount(case, UNKNOWN) == []
    recount(case)
    assert recount(case) == []
    assert recount(case, REARRANGED) == []


def test_a_new_edition_that_knows_no_more_tells_nothing():
    case = a_case()
    assert recount(case, replace(UNKNOWN, edition="2026b")) == []
    assert case.deadline.provisional
    assert case.deadline.counted.by == "2026b"


def test_a_date_that_became_certain_without_moving_is_told():
    case = a_case()
    [fact] = recount(case, replace(ANNOUNCED, exceptions={}))
    assert (fact.due_at, fact.provisional) == (fact.previous_due_at, False)


def test_a_date_that_moves_and_stays_provisional_is_told():
    case = a_case()
    holiday = {date(2027, 1, 1): False}
    [fact] = recount(case, replace(UNKNOWN, exceptions=holiday, edition="guess"))
    assert fact.provisional
    assert case.deadline.provisional


def test_art36_a_pause_stays_when_the_date_is_counted_anew():
    case = a_case()
    case.suspend(
        Ground.HEARING,
        "听证",
        clocks(),
        by=a_handler(),
        units=the_units(),
        at=DECEMBER_22 + timedelta(days=1),
    )
    recount(case)
    assert case.deadline.watch_from is None
    resumed = DECEMBER_22 + timedelta(days=4)
    case.resume(clocks(ANNOUNCED), by=a_handler(), units=the_units(), at=resumed)
    assert case.deadline.due_at == end_of(date(2027, 1, 9))


def test_art34_an_extension_stays_when_the_date_is_counted_anew():
    case = a_case()
    at = DECEMBER_22 + timedelta(days=1)
    case.start(by=a_handler(), at=at)
    case.ask_extension(10, "案情复杂", clocks(), by=a_handler(), at=at)
    case.decide_extension(
        clocks(), granted=True, reason="", by=replace(a_supervisor(), id="head"), at=at
    )
    before = case.deadline.due_at
    recount(case)
    assert case.deadline.due_at == before + timedelta(days=1)


def test_art34_no_calendar_carries_a_date_beyond_the_statute_s():
    policy = replace(POLICY, terms=(*STATUTE.terms, a_term(TermKind.HANDLING, 42)))
    case = a_case(using=clocks(policy=policy))
    statutory = case.deadline.statutory_due_at
    rest = {date(2027, 1, 1) + timedelta(n): False for n in range(120)}
    recount(case, replace(ANNOUNCED, exceptions=rest))
    assert case.deadline.due_at == statutory


def test_what_was_found_late_stays_late():
    case = a_case()
    late = end_of(date(2027, 1, 5))
    case.escalate_if_overdue(the_units(), clocks(), at=late)
    watched = case.deadline.watch_from
    recount(case, at=late)
    assert (case.deadline.breached_at, case.deadline.watch_from) == (late, watched)


def test_a_date_that_moved_into_the_past_is_seen_after_the_grace():
    case = a_case()
    now = end_of(date(2027, 1, 4))
    recount(case, REARRANGED, at=now)
    assert case.deadline.watch_from == now + clocks().grace


def test_every_running_clock_is_counted_anew_and_an_ended_one_is_not():
    terms = (*POLICY.terms, a_term(TermKind.SIGN, 8), a_term(TermKind.CONTACT, 9))
    case = a_case(using=clocks(policy=replace(POLICY, terms=terms)))
    case.sign(by=a_handler(), at=DECEMBER_22 + timedelta(hours=1))
    told = {fact.clock for fact in recount(case)}
    assert told == {ClockKind.HANDLING, ClockKind.CONTACT}
    signed = next(d for d in case.deadlines if d.kind is ClockKind.SIGN)
    assert signed.counted.by == "2026"


def test_a_date_that_was_never_counted_stays_as_it_is():
    deadline = replace(a_case().deadline, counted=None)
    assert not deadline.is_outdated_by(ANNOUNCED)
    assert deadline.recounted(clocks(ANNOUNCED), at=DECEMBER_22) == deadline


calendars = st.builds(
    WorkCalendar,
    exceptions=st.dictionaries(
        st.dates(date(2026, 12, 1), date(2027, 2, 28)), st.booleans(), max_size=20
    ),
    official_years=st.sampled_from([frozenset({2026}), frozenset({2026, 2027})]),
    edition=st.uuids().map(str),
)


@given(st.lists(calendars, min_size=1, max_size=4))
def test_whatever_calendars_came_before_the_last_one_decides(line):
    through_all, at_once = a_case(), a_case()
    certain = next((c for c in line if 2027 in c.official_years), line[-1])
    for calendar in line:
        recount(through_all, calendar)
    recount(at_once, certain)
    assert through_all.deadline.due_at == at_once.deadline.due_at
