"""Deadlines fall where the statutes put them; laws that hold for every calendar."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.working_time import (
    CHINA,
    Due,
    Span,
    SpanUnit,
    WorkCalendar,
    end_of,
    local_day,
)

pytestmark = pytest.mark.unit

WORKING = SpanUnit.WORKING_DAYS
OFFICE = SpanUnit.WORKING_HOURS


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(f"2026-{text}") for text in texts]


def between(first: str, last: str) -> list[date]:
    begin, end = days(first, last)
    return [begin + timedelta(n) for n in range((end - begin).days + 1)]


OFF_2026 = [
    *between("01-01", "01-03"),
    *between("02-15", "02-23"),
    *between("04-04", "04-06"),
    *between("05-01", "05-05"),
    *between("06-19", "06-21"),
    *between("09-25", "09-27"),
    *between("10-01", "10-07"),
]
MADE_UP_2026 = days("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")
"""国务院办公厅关于2026年部分节假日安排的通知 (2025-11-04)."""

CALENDAR = WorkCalendar(
    exceptions={
        **dict.fromkeys(OFF_2026, False),
        **dict.fromkeys(MADE_UP_2026, True),
    },
    official_years=frozenset({2025, 2026}),
)

GOLDEN = [
    ("2026-09-18", 5, "2026-09-24"),
    ("2026-09-30", 5, "2026-10-13"),
    ("2026-02-12", 5, "2026-02-26"),
    ("2026-04-30", 2, "2026-05-07"),
    ("2026-06-18", 1, "2026-06-22"),
    ("2026-01-01", 1, "2026-01-04"),
    ("2026-05-08", 1, "2026-05-09"),
]


def noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), CHINA)


@pytest.mark.parametrize(("start", "amount", "ends"), GOLDEN)
def test_art23_working_days_end_where_the_notice_of_2026_puts_them(start, amount, ends):
    due = CALENDAR.due(noon(start), Span(amount, WORKING))
    assert due.day == date.fromisoformat(ends)
    assert due.at == datetime.combine(due.day, time(23, 59, 59), CHINA)
    assert not due.provisional


@pytest.mark.parametrize(
    ("amount", "ends"), [(15, "2026-12-06"), (60, "2027-01-20"), (90, "2027-02-19")]
)
def test_art34_statutory_days_run_through_rest_days_and_are_never_provisional(
    amount, ends
):
    due = CALENDAR.due(noon("2026-11-21"), Span(amount))
    assert due == Due(end_of(date.fromisoformat(ends)))


def test_a_span_that_rolls_leaves_a_rest_day_for_the_next_working_day():
    onto_sunday = CALENDAR.due(noon("2026-11-21"), Span(15, rolls=True))
    assert onto_sunday == Due(end_of(date(2026, 12, 7)))
    onto_work = CALENDAR.due(noon("2026-11-21"), Span(16, rolls=True))
    assert onto_work == Due(end_of(date(2026, 12, 7)))


def test_a_span_that_rolls_into_an_unannounced_year_is_provisional():
    calendar_days = Span(41, rolls=True)
    assert CALENDAR.due(noon("2026-11-21"), calendar_days).provisional


def test_hours_are_exact_and_told_in_utc():
    start = datetime(2026, 9, 30, 23, 30, tzinfo=CHINA)
    due = CALENDAR.due(start, Span(2, SpanUnit.HOURS))
    assert due.at == datetime(2026, 9, 30, 17, 30, tzinfo=UTC)
    assert due.at.tzinfo is UTC and due.day == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("start", "hours", "ends"),
    [
        ("2026-09-29T10:00", 2, "2026-09-29T12:00"),
        ("2026-09-29T11:00", 2, "2026-09-29T15:00"),
        ("2026-09-29T13:00", 1, "2026-09-29T15:00"),
        ("2026-09-29T07:00", 1, "2026-09-29T10:00"),
        ("2026-09-30T17:00", 2, "2026-10-08T10:00"),
        ("2026-10-09T20:00", 8, "2026-10-12T10:00"),
    ],
)
def test_office_hours_stop_at_noon_at_night_and_on_rest_days(start, hours, ends):
    begun = datetime.fromisoformat(start).replace(tzinfo=CHINA)
    due = CALENDAR.due(begun, Span(hours, OFFICE))
    assert due == Due(datetime.fromisoformat(ends).replace(tzinfo=CHINA))


def test_the_local_day_decides_not_that_of_utc():
    late = datetime(2026, 9, 17, 16, 30, tzinfo=UTC)
    assert local_day(late) == date(2026, 9, 18)
    assert CALENDAR.due(late, Span(5, WORKING)).day == date(2026, 9, 24)


def test_a_deadline_that_reaches_an_unannounced_year_is_provisional():
    assert CALENDAR.due(noon("2026-12-24"), Span(5, WORKING)).provisional
    assert CALENDAR.due(noon("2027-03-01"), Span(1, WORKING)).provisional
    assert CALENDAR.due(noon("2027-03-01"), Span(1, OFFICE)).provisional
    assert not CALENDAR.due(noon("2026-12-21"), Span(5, WORKING)).provisional


def test_the_last_days_of_december_wait_for_the_notice_of_the_new_year():
    # 2018-12-29 (六) was worked and 2018-12-31 (一) was not, by the notice for 2019.
    assert CALENDAR.is_official(date(2026, 12, 28))
    assert not CALENDAR.is_official(date(2026, 12, 29))
    assert CALENDAR.is_official(date(2025, 12, 31))
    assert not CALENDAR.is_official(date(2027, 6, 1))


def test_it_says_for_how_many_days_the_arrangement_is_announced():
    assert CALENDAR.days_known(date(2026, 12, 1)) == 28
    assert CALENDAR.days_known(date(2026, 12, 29)) == 0
    assert CALENDAR.days_known(date(2026, 1, 1), most=30) == 30


def test_working_days_are_counted_between_two_days():
    first, last = date(2026, 9, 30), date(2026, 10, 13)
    assert CALENDAR.working_days_between(first, last) == 5
    assert CALENDAR.working_days_between(last, first) == 0
    assert CALENDAR.working_days_between(first, first) == 0


def test_another_week_can_be_told():
    six_days = WorkCalendar(rest_weekdays=frozenset({6}))
    assert six_days.is_working(date(2026, 11, 21))
    assert not six_days.is_working(date(2026, 11, 22))


@pytest.mark.parametrize(
    "wrong",
    [
        {"rest_weekdays": frozenset(range(7))},
        {"office_hours": ()},
        {"office_hours": ((time(9), time(9)),)},
        {"office_hours": ((time(14), time(18)), (time(9), time(12)))},
        {"office_hours": ((time(9), time(13)), (time(12), time(18)))},
    ],
)
def test_a_calendar_in_which_nothing_could_end_is_refused(wrong):
    with pytest.raises(ValueError, match=r"working day|spells"):
        WorkCalendar(**wrong)


@pytest.mark.parametrize("amount", [0, -1])
def test_a_span_of_nothing_is_refused(amount):
    with pytest.raises(ValueError, match="at least one"):
        Span(amount)


# -- laws ------------------------------------------------------------------------------

dates = st.dates(date(2025, 1, 1), date(2028, 12, 31))
moments = st.builds(
    lambda day, wait: datetime.combine(day, time(), UTC) + wait,
    dates,
    st.timedeltas(timedelta(), timedelta(days=1)),
)
calendars = st.builds(
    WorkCalendar,
    exceptions=st.dictionaries(dates, st.booleans(), max_size=40),
    official_years=st.frozensets(st.integers(2025, 2029)),
    rest_weekdays=st.frozensets(st.integers(0, 6), max_size=6),
)
units = st.sampled_from(SpanUnit)
amounts = st.integers(1, 120)
spans = st.builds(Span, amounts, units, st.booleans())


@given(calendars, moments, spans, st.integers(1, 30))
def test_a_longer_span_never_ends_earlier(calendar, start, span, more):
    longer = Span(span.amount + more, span.unit, span.rolls)
    assert calendar.due(start, span).at <= calendar.due(start, longer).at


@given(calendars, moments, st.timedeltas(timedelta(), timedelta(days=20)), spans)
def test_a_later_start_never_ends_earlier(calendar, start, wait, span):
    assert calendar.due(start, span).at <= calendar.due(start + wait, span).at


@given(calendars, moments, spans)
def test_a_span_ends_after_it_began(calendar, start, span):
    assert calendar.due(start, span).at > start


@given(calendars, moments, amounts, st.sampled_from([WORKING, OFFICE]))
def test_working_time_never_ends_on_a_rest_day(calendar, start, amount, unit):
    assert calendar.is_working(calendar.due(start, Span(amount, unit)).day)


@given(calendars, moments, amounts)
def test_what_rolls_never_ends_on_a_rest_day_nor_before_its_time(
    calendar, start, amount
):
    plain = calendar.due(start, Span(amount))
    rolled = calendar.due(start, Span(amount, rolls=True))
    assert calendar.is_working(rolled.day)
    assert rolled.at >= plain.at
    assert calendar.working_days_between(plain.day, rolled.day) <= 1


@given(calendars, moments, amounts)
def test_counting_the_working_days_gives_the_span_back(calendar, start, amount):
    due = calendar.due(start, Span(amount, WORKING))
    assert calendar.working_days_between(local_day(start), due.day) == amount


@given(calendars, moments, amounts)
def test_a_due_is_provisional_when_and_only_when_a_counted_day_is_unannounced(
    calendar, start, amount
):
    due = calendar.due(start, Span(amount, WORKING))
    first = local_day(start)
    counted = [first + timedelta(n + 1) for n in range((due.day - first).days)]
    unknown = [day for day in counted if not calendar.is_official(day)]
    assert due.provisional == bool(unknown)


@given(calendars, moments, amounts)
def test_plain_days_and_hours_are_never_provisional(calendar, start, amount):
    assert not calendar.due(start, Span(amount)).provisional
    assert not calendar.due(start, Span(amount, SpanUnit.HOURS)).provisional


# -- so long before an end, and after it -----------------------------------------------


@pytest.mark.parametrize(
    ("hours", "begins"),
    [(1, "11-13 15:00"), (3, "11-13 11:00"), (8, "11-12 15:00"), (16, "11-11 14:00")],
)
def test_office_hours_before_an_end_are_counted_back_over_noon_and_night(hours, begins):
    end = datetime(2026, 11, 13, 16, tzinfo=CHINA)
    span = Span(hours, SpanUnit.WORKING_HOURS)
    moment = WorkCalendar().moment_before(end, span)
    assert moment.astimezone(CHINA).strftime("%m-%d %H:%M") == begins


@pytest.mark.parametrize(
    ("span", "before", "after"),
    [
        (Span(2, SpanUnit.HOURS), "11-13 14:00", "11-13 18:00"),
        (Span(3), "11-10 09:00", "11-16 09:00"),
        (Span(1, SpanUnit.WORKING_DAYS), "11-12 09:00", "11-16 09:00"),
        (Span(5, SpanUnit.WORKING_DAYS), "11-06 09:00", "11-20 09:00"),
        (Span(3, SpanUnit.WORKING_HOURS), "11-13 11:00", "11-16 10:00"),
    ],
)
def test_so_many_days_before_or_after_an_end_begin_when_the_office_opens(
    span, before, after
):
    end = datetime(2026, 11, 13, 16, tzinfo=CHINA)
    calendar = WorkCalendar()
    moments = calendar.moment_before(end, span), calendar.moment_after(end, span)
    told = [each.astimezone(CHINA).strftime("%m-%d %H:%M") for each in moments]
    assert told == [before, after]
    assert all(each.tzinfo is UTC for each in moments)
