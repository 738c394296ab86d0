"""The library's calendar and our own file, together and strictly read."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from minqing_chassis.calendars import GUESSED_YEARS, LIBRARY_YEARS, load_calendar
from minqing_chassis.configuration import ConfigurationError
from minqing_kernel.working_time import CHINA, Span, SpanUnit

pytestmark = pytest.mark.unit

SHIPPED = Path(__file__).parents[4] / "deploy/policies/calendar.yml"
WORKING = SpanUnit.WORKING_DAYS
YEAR_2027 = """
official_years: [2027]
days_off:
  - {from: 2027-01-01, to: 2027-01-03, name: 元旦}
  - {from: 2027-02-05, to: 2027-02-11, name: 春节}
working_days:
  - {date: 2027-02-20, name: 春节调休}
"""


def noon(day):
    return datetime.combine(date.fromisoformat(day), time(12), CHINA)


def a_file(folder, text):
    path = folder / "calendar.yml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("start", "amount", "ends"),
    [
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-30", 5, "2026-10-13"),
        ("2026-02-12", 5, "2026-02-26"),
        ("2026-04-30", 2, "2026-05-07"),
        ("2026-06-18", 1, "2026-06-22"),
        ("2026-01-01", 1, "2026-01-04"),
        ("2026-05-08", 1, "2026-05-09"),
    ],
)
@pytest.mark.parametrize("path", [None, SHIPPED])
def test_art23_the_real_calendar_ends_working_days_where_the_notice_puts_them(
    path, start, amount, ends
):
    due = load_calendar(path).due(noon(start), Span(amount, WORKING))
    assert due.day == date.fromisoformat(ends)
    assert not due.provisional


def test_the_library_has_made_up_days_for_every_year_that_counts_as_official():
    calendar = load_calendar()
    made_up = {
        day.year
        for day, works in calendar.exceptions.items()
        if works and day.weekday() >= 5
    }
    assert set(LIBRARY_YEARS) <= made_up
    # When this fails, the library has learned a new year: lengthen LIBRARY_YEARS.
    assert made_up.isdisjoint(GUESSED_YEARS)


def test_every_day_is_as_chinesecalendar_has_it():
    other = pytest.importorskip("chinese_calendar")
    calendar = load_calendar()
    first, last = date(LIBRARY_YEARS[0], 1, 1), date(LIBRARY_YEARS[-1], 12, 31)
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    wrong = [d for d in days if calendar.is_working(d) != other.is_workday(d)]
    assert wrong == []


def test_2027_is_provisional_until_its_calendar_is_entered(tmp_path):
    span = Span(5, WORKING)
    assert load_calendar().due(noon("2026-12-28"), span).provisional
    known = load_calendar(a_file(tmp_path, YEAR_2027))
    due = known.due(noon("2026-12-28"), span)
    assert (due.day, due.provisional) == (date(2027, 1, 5), False)


def test_an_entered_year_is_taken_from_the_file_alone(tmp_path):
    known = load_calendar(a_file(tmp_path, YEAR_2027))
    assert not load_calendar().is_working(date(2027, 4, 5))
    assert known.is_working(date(2027, 4, 5))
    assert known.is_working(date(2027, 2, 20))


def test_the_file_wins_over_the_library(tmp_path):
    text = "working_days: [{date: 2026-10-01, name: 抗洪}]"
    assert load_calendar(a_file(tmp_path, text)).is_working(date(2026, 10, 1))
    text = "days_off: [{date: '2026-11-23', name: 停电}]"
    assert not load_calendar(a_file(tmp_path, text)).is_working(date(2026, 11, 23))


def test_the_edition_changes_with_the_days_and_only_then(tmp_path):
    plain = load_calendar().edition
    assert load_calendar(SHIPPED).edition == plain
    assert load_calendar(a_file(tmp_path, YEAR_2027)).edition != plain
    hours = 'office_hours: [["08:30", "17:00"]]'
    assert load_calendar(a_file(tmp_path, hours)).edition != plain


def test_office_hours_and_rest_days_can_be_told(tmp_path):
    text = 'office_hours: [["08:00", "20:00"]]\nrest_weekdays: [sunday]'
    calendar = load_calendar(a_file(tmp_path, text))
    saturday = datetime(2026, 11, 21, 19, tzinfo=CHINA)
    due = calendar.due(saturday, Span(2, SpanUnit.WORKING_HOURS))
    assert due.at == datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("days_off: [", "line 1: no YAML"),
        ("a: !!python/name:os.system", "line 1: no YAML"),
        ("a: 2026-13-45", "no YAML"),
        ("- 1", "line 1: Invalid input type."),
        ("title: x\nholidays: []", "line 2: holidays: Unknown field."),
        ("title: x\ntitle: y", "line 2: title: is named twice"),
        ("official_years: [2027]", "2027 is declared official"),
        ("official_years: ['2027']", "official_years[0]: Not a valid integer."),
        (
            "days_off:\n  - {date: 2026-01-01, name: x}\n  - {date: nonsense, name: x}",
            "line 3: days_off[1].date: Not a valid date.",
        ),
        ("days_off: [{date: 2026-01-01}]", "name: Missing data"),
        ("days_off: [{name: x}]", "either date, or from and to"),
        ("days_off: [{from: 2026-01-01, name: x}]", "either date, or from and to"),
        (
            "days_off: [{from: 2026-01-02, to: 2026-01-01, name: x}]",
            "at most 31 days",
        ),
        (
            "days_off: [{from: 2026-01-01, to: 2026-12-31, name: x}]",
            "at most 31 days",
        ),
        (
            "days_off: [{date: 2026-01-01, name: x}]\n"
            "working_days: [{date: 2026-01-01, name: x}]",
            "line 2: working_days: days off as well: 2026-01-01",
        ),
        ("rest_weekdays: [someday]", "rest_weekdays[0]: Must be one of"),
        (
            "rest_weekdays: "
            "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]",
            "rest_weekdays",
        ),
        ("office_hours: []", "one after the other"),
        ('office_hours: [["12:00", "09:00"]]', "one after the other"),
        ("office_hours: [[14:00, 18:00]]", "office_hours[0][0]: Not a valid time."),
    ],
)
def test_a_wrong_file_is_refused_with_its_line_and_field(tmp_path, text, told):
    path = a_file(tmp_path, text)
    with pytest.raises(ConfigurationError) as refused:
        load_calendar(path)
    assert told in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_calendar(tmp_path / "none.yml")


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "calendar.yml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_calendar(path)


def test_a_file_that_refers_to_itself_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="Unknown field"):
        load_calendar(a_file(tmp_path, "a: &a [*a]"))
