"""The working-day calendar: as it holds, and a year of it tried out."""

from datetime import date
from typing import Any, Final

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from minqing_chassis.calendar_change import (
    NAME,
    CalendarRefused,
    Stretch,
    YearOfDays,
    changed_calendar,
)
from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.text import Unreadable, clean
from minqing_kernel.working_time import WorkCalendar, local_day
from routing.adapters.calendar_dates import guessed_dates
from routing.adapters.policy_change import lines_added
from routing.bootstrap import Parts
from routing.domain.calendar_change import calendar_effect
from routing.domain.errors import CalendarWrong
from routing.entrypoints.policy_routes import DRAFTERS

TAG: Final = "规则 Rules"
YEARS: Final = validate.Range(2018, 2100)
MOST: Final = 60


class CalendarQuerySchema(Schema):
    """Which year; this one where none is said."""

    year = fields.Integer(load_default=None, validate=YEARS)


class CalendarDaySchema(Schema):
    """A day that is worked, or not, against what its weekday says."""

    day = fields.Date(required=True)
    works = fields.Boolean(required=True)


class CalendarSchema(Schema):
    """A year as it holds: what differs from the week, and whether it was announced.

    `known_days`: for how many days from today the arrangement is announced.
    """

    year = fields.Integer(required=True)
    official = fields.Boolean(required=True)
    known_days = fields.Integer(required=True)
    days = fields.List(fields.Nested(CalendarDaySchema), required=True)


class StretchSchema(Schema):
    """One day or all from the first to the last, and why."""

    first = fields.Date(required=True)
    last = fields.Date(required=True)
    name = fields.String(required=True, validate=validate.Length(1, 40))


class CalendarYearSchema(Schema):
    """What was announced for a year."""

    year = fields.Integer(required=True, validate=YEARS)
    days_off = fields.List(
        fields.Nested(StretchSchema), required=True, validate=validate.Length(1, MOST)
    )
    working_days = fields.List(
        fields.Nested(StretchSchema), load_default=list, validate=validate.Length(0, 60)
    )
    note = fields.String(load_default="", validate=validate.Length(max=200))

    @validates_schema
    def is_of_that_year(self, said: dict[str, Any], **_: object) -> None:
        """Refuse days of another year; what ends the year before belongs to its own."""
        for name in ("days_off", "working_days"):
            for each in said[name]:
                if each["last"].year != said["year"]:
                    raise ValidationError("out-of-range", name)


class CalendarEffectSchema(CalendarSchema):
    """What that year would do; nothing was changed.

    Of the `provisional` dates of open cases `earlier` and `later` would move, and
    `settled` would be provisional no more. `text` is the whole file, `added` its new
    lines.
    """

    provisional = fields.Integer(required=True)
    earlier = fields.Integer(required=True)
    later = fields.Integer(required=True)
    settled = fields.Integer(required=True)
    file_name = fields.String(required=True)
    text = fields.String(required=True)
    added = fields.List(fields.String(), required=True)


def calendar_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that are about the calendar."""
    desk = CalendarDesk(parts)
    return [
        Route(
            method="GET",
            path="/v1/calendar",
            operation=desk.read_calendar,
            summary="工作日历 The working days of a year",
            roles=DRAFTERS,
            query=CalendarQuerySchema,
            replies={200: CalendarSchema},
            tag=TAG,
        ),
        Route(
            method="POST",
            path="/v1/calendar/preview",
            operation=desk.preview_calendar,
            summary="试填一年 A year tried out; nothing is kept",
            roles=DRAFTERS,
            body=CalendarYearSchema,
            replies={200: CalendarEffectSchema},
            errors=(CalendarWrong, Unreadable),
            tag=TAG,
        ),
    ]


class CalendarDesk:
    """Decodes, asks, answers; it changes nothing: an operator places the file."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._file = parts.settings.calendar_file

    def read_calendar(self, request: Request) -> Reply:
        """Answer with a year as it holds."""
        year = request.query["year"] or self._today().year
        return Reply(self._told(self._parts.rules.calendar, year))

    def preview_calendar(self, request: Request) -> Reply:
        """Answer with whose dates a year would move, and with the file."""
        told = _year(request.body)
        try:
            text, calendar = changed_calendar(self._file, told)
        except CalendarRefused as wrong:
            raise CalendarWrong(wrong.why) from None
        before = self._file.read_text("utf-8") if self._file else ""
        effect = calendar_effect(guessed_dates(self._parts.database), calendar)
        return Reply(
            {
                **self._told(calendar, told.year),
                **vars(effect),
                "file_name": self._file.name if self._file else NAME,
                "text": text,
                "added": lines_added(before, text),
            }
        )

    def _told(self, calendar: WorkCalendar, year: int) -> dict[str, Any]:
        days = sorted(day for day in calendar.exceptions if day.year == year)
        return {
            "year": year,
            "official": year in calendar.official_years,
            "known_days": calendar.days_known(self._today()),
            "days": [
                {"day": day, "works": calendar.exceptions[day]}
                for day in days
                if _differs(calendar, day)
            ],
        }

    def _today(self) -> date:
        return local_day(self._parts.clock.now())


def _differs(calendar: WorkCalendar, day: date) -> bool:
    """Say whether a day is not what its weekday says, or a rest day that is named."""
    rests = day.weekday() in calendar.rest_weekdays
    return not calendar.exceptions[day] or rests


def _year(said: dict[str, Any]) -> YearOfDays:
    return YearOfDays(
        year=said["year"],
        days_off=[_stretch(each) for each in said["days_off"]],
        working_days=[_stretch(each) for each in said["working_days"]],
        note=clean(said["note"], field="note"),
    )


def _stretch(said: dict[str, Any]) -> Stretch:
    name = clean(said["name"], field="name")
    return Stretch(first=said["first"], last=said["last"], name=name)
