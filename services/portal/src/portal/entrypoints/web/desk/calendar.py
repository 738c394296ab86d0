"""The working-day calendar: a year as it holds, the next one drafted and tried out."""

import calendar as months
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Response, request
from marshmallow import ValidationError, fields, validate

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import LEADING, OPERATING
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.desk.rule_change import as_file
from portal.entrypoints.web.desk.schemas import StaffForm, optional
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, draw_faults, form, words
from portal.entrypoints.web.pages.tracking import loaded

CALENDAR: Final = "/admin/calendar"
PAGE: Final = "desk/calendar.html"
READERS: Final = LEADING | OPERATING
AHEAD: Final = 2
"""So many years ahead may be drafted."""
MOST: Final = 4_000
LINE: Final = re.compile(
    r"(\d{4}-\d{1,2}-\d{1,2})(?:\D{1,5}(\d{4}-\d{1,2}-\d{1,2}))?\s+(\S.{0,39})"
)
"""A line of a list: one day or two, and why."""
LOOKS: Final = ("off", "made-up", "rest", "work")


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of a month; `look` is one of LOOKS."""

    number: int
    look: str


def stretches_of(said: str) -> list[dict[str, str]]:
    """Return what a list of days says, a line each; raise ValidationError."""
    found = []
    for line in unicodedata.normalize("NFKC", said).replace("/", "-").splitlines():
        if not line.strip():
            continue
        match = LINE.fullmatch(line.strip())
        try:
            first, last = (_day(each) for each in (match[1], match[2] or match[1]))  # type: ignore[index]
        except (TypeError, ValueError):
            raise ValidationError("fault.calendar.line") from None
        found.append({"first": first, "last": last, "name": match[3]})  # type: ignore[index]
    return found


def _stretches(said: str) -> None:
    stretches_of(said)


class CalendarForm(StaffForm):
    """A year as it was announced: what is off, and what is worked instead."""

    days_off = fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error="fault.calendar.off"),
            validate.Length(max=MOST, error="fault.words.long"),
            _stretches,
        ],
        error_messages={"required": "fault.calendar.off"},
    )
    working_days = fields.String(
        load_default="",
        validate=[validate.Length(max=MOST, error="fault.words.long"), _stretches],
    )
    take = optional(1)


class CalendarPages:
    """One drafts and sees what it does; another checks the file and places it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=CALENDAR, view=self.show, name="calendar", roles=READERS),
            Page(
                path=CALENDAR,
                view=self.preview,
                name="calendar-preview",
                method="POST",
                roles=READERS,
            ),
        ]

    def show(self) -> Response:
        """Show a year as it holds, with a form where none was announced."""
        return draw(PAGE, **self._shown({}))

    def preview(self) -> Response:
        """Show whose dates a year would move, or give the file; keep nothing."""
        said = form()
        told, faults = loaded(CalendarForm, said)
        if faults:
            return draw_faults(PAGE, faults, **self._shown(said))
        try:
            found = self._parts.desk.calendar.try_year(asker(), self._asked(told))
        except Refused as no:
            if no.status == 401:
                raise
            shown = self._shown(said) | {"refusal": no.said}
            return draw(PAGE, no.status, **shown)
        if told["take"]:
            return as_file(found["file_name"], found["text"])
        return draw(PAGE, **self._shown(said) | _year(found) | {"effect": found})

    def _asked(self, told: dict[str, Any]) -> dict[str, Any]:
        return {
            "year": self._wanted(),
            "days_off": stretches_of(told["days_off"]),
            "working_days": stretches_of(told["working_days"]),
            "note": words()("change.by", name=staff().name),
        }

    def _shown(self, said: dict[str, str]) -> dict[str, Any]:
        year = self._wanted()
        held = self._parts.desk.calendar.year(asker(), year)
        return {
            "years": range(self._today().year, self._today().year + AHEAD + 1),
            "said": said,
            "refusal": "",
            "effect": None,
            "held": held,
            **_year(held),
        }

    def _wanted(self) -> int:
        """Return which year is looked at: this one unless another is offered."""
        this = self._today().year
        said = request.args.get("year", "")
        year = int(said) if re.fullmatch(r"[0-9]{4}", said) else this
        return min(max(year, this), this + AHEAD)

    def _today(self) -> date:
        zone = self._parts.settings.time_zone
        return self._parts.clock.now().astimezone(zone).date()


def _year(told: dict[str, Any]) -> dict[str, Any]:
    """Return a year as months of weeks, empty where another month's days stand."""
    known = {each["day"]: each["works"] for each in told["days"]}
    year = told["year"]
    return {
        "year": year,
        "months": [
            [
                [_shown_day(each, month, known) for each in week]
                for week in months.Calendar().monthdatescalendar(year, month)
            ]
            for month in range(1, 13)
        ],
    }


def _shown_day(day: date, month: int, known: dict[date, bool]) -> Day | None:
    if day.month != month:
        return None
    weekend = day.weekday() > 4
    works = known.get(day)
    if works is None:
        return Day(number=day.day, look="rest" if weekend else "work")
    return Day(number=day.day, look="made-up" if works else "off")


def _day(said: str) -> str:
    year, month, day = (int(each) for each in said.split("-"))
    return date(year, month, day).isoformat()
