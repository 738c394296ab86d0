"""A year of days as somebody would have it: the file that says it, and no other."""

from datetime import date
from pathlib import Path

import pytest

from minqing_chassis.calendar_change import (
    CalendarRefused,
    Stretch,
    YearOfDays,
    changed_calendar,
)
from minqing_chassis.calendars import load_calendar

pytestmark = pytest.mark.unit
SHIPPED = Path(__file__).parents[4] / "deploy" / "policies" / "calendar.yml"


def stretch(first, last=None, name="元旦"):
    begins = date.fromisoformat(first)
    return Stretch(
        first=begins, last=date.fromisoformat(last) if last else begins, name=name
    )


def a_year(**changes):
    said = {
        "year": 2027,
        "days_off": [stretch("2027-02-05", "2027-02-11", "春节")],
        "working_days": [stretch("2027-02-20", name="春节调休")],
        "note": "起草：陈主任",
    }
    return YearOfDays(**(said | changes))


def test_the_year_is_official_and_the_file_reads_as_any_other(tmp_path):
    text, calendar = changed_calendar(SHIPPED, a_year())
    file = tmp_path / "calendar.yml"
    file.write_text(text, "utf-8")
    assert load_calendar(file) == calendar
    assert calendar.is_official(date(2027, 2, 5))
    assert not calendar.is_working(date(2027, 2, 8))
    assert calendar.is_working(date(2027, 2, 20))
    assert "# 起草：陈主任" in text
    assert text.startswith("# What the library does not know")
    assert calendar.office_hours == load_calendar(SHIPPED).office_hours


def test_a_year_told_again_is_replaced_and_the_others_stay(tmp_path):
    text, _ = changed_calendar(None, a_year(note=""))
    file = tmp_path / "calendar.yml"
    file.write_text(text, "utf-8")
    days = [stretch("2027-10-01", "2027-10-07", "国庆节")]
    text, calendar = changed_calendar(file, a_year(days_off=days, working_days=[]))
    assert "春节" not in text
    assert calendar.is_working(date(2027, 2, 8))
    other = a_year(year=2028, days_off=[stretch("2028-01-03")], working_days=[])
    file.write_text(text, "utf-8")
    text, calendar = changed_calendar(file, other)
    assert calendar.official_years >= {2027, 2028}
    assert "国庆节" in text


@pytest.mark.parametrize(
    "wrong",
    [
        {"working_days": [stretch("2027-02-08", name="补班")]},
        {"days_off": [stretch("2027-02-01", "2027-04-01")]},
    ],
)
def test_days_that_do_not_go_together_are_refused(wrong):
    with pytest.raises(CalendarRefused) as refused:
        changed_calendar(SHIPPED, a_year(**wrong))
    assert "calendar.yml" in refused.value.why
