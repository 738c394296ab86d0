"""China's official calendar as a WorkCalendar: library `holidays` and our own file.

The library knows what was announced up to 2026, 调休 included. What is announced after
it is written into a YAML file (`CALENDAR_FILE`, see deploy/policies/calendar.yml) by
the operator; what the file says of a day always wins. A year that it declares official
is taken from it alone. Of other years the library guesses the public holidays, and
every deadline that counts on the guess is marked provisional (暂定).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from minqing_chassis.configuration import load_checked
from minqing_kernel.working_time import OFFICE_HOURS, WorkCalendar

LIBRARY_YEARS = range(2018, 2027)
"""The years of which library `holidays` holds the announced arrangement."""
GUESSED_YEARS = range(2027, 2041)
"""The years after those, of which it knows the public holidays by their rule alone."""
LONGEST_STRETCH = timedelta(days=31)
WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


class Day(fields.Date):
    """A date, as YAML reads it or as text."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> date:  # noqa: ANN401
        plain = value.isoformat() if type(value) is date else value
        return super()._deserialize(plain, *args, **kwargs)


class StretchSchema(Schema):
    """One day (`date`), or all from one to another (`from`, `to`), and why."""

    date = Day()
    first = Day(data_key="from")
    last = Day(data_key="to")
    name = fields.String(required=True, validate=validate.Length(min=1))

    @validates_schema
    def is_one_or_the_other(self, said: dict[str, Any], **_: object) -> None:
        """Refuse what names no days, or far too many."""
        if ("date" in said) == ("first" in said) or ("first" in said) != (
            "last" in said
        ):
            raise ValidationError("give either date, or from and to")
        if "first" in said and not (
            timedelta() <= said["last"] - said["first"] < LONGEST_STRETCH
        ):
            raise ValidationError("must be at most 31 days, the first one first")


class CalendarSchema(Schema):
    """The calendar file."""

    title = fields.String(load_default="")
    official_years = fields.List(
        fields.Integer(strict=True, validate=validate.Range(2018, 2100)),
        load_default=list,
    )
    rest_weekdays = fields.List(
        fields.String(validate=validate.OneOf(WEEKDAYS)),
        load_default=["saturday", "sunday"],
        validate=validate.Length(max=6),
    )
    office_hours = fields.List(
        fields.Tuple((fields.Time(), fields.Time())), load_default=list(OFFICE_HOURS)
    )
    days_off = fields.List(fields.Nested(StretchSchema), load_default=list)
    working_days = fields.List(fields.Nested(StretchSchema), load_default=list)

    @validates_schema
    def agrees_with_itself(self, said: dict[str, Any], **_: object) -> None:
        """Refuse a day that is both, and a year declared official but left empty."""
        off, made_up = set(_days(said["days_off"])), set(_days(said["working_days"]))
        if both := off & made_up:
            days = ", ".join(sorted(map(str, both)))
            raise ValidationError({"working_days": [f"days off as well: {days}"]})
        told = {day.year for day in off}
        for year in said["official_years"]:
            if year not in told and year not in LIBRARY_YEARS:
                why = f"{year} is declared official, but days_off names none of it"
                raise ValidationError({"official_years": [why]})
        spells = [moment for spell in said["office_hours"] for moment in spell]
        if not spells or spells != sorted(set(spells)):
            why = "must be spells of time, one after the other"
            raise ValidationError({"office_hours": [why]})


def load_calendar(path: Path | None = None) -> WorkCalendar:
    """Return the calendar; without a file, what the library knows.

    Raises ConfigurationError, which names the file, the line and the field.
    """
    schema = CalendarSchema()
    said = schema.load({}) if path is None else load_checked(path, schema)
    return _calendar(said)


def _calendar(said: Mapping[str, Any]) -> WorkCalendar:
    own_years = frozenset(said["official_years"])
    exceptions = _from_library(own_years)
    exceptions |= dict.fromkeys(_days(said["days_off"]), False)
    exceptions |= dict.fromkeys(_days(said["working_days"]), True)
    calendar = WorkCalendar(
        exceptions=exceptions,
        official_years=own_years | frozenset(LIBRARY_YEARS),
        rest_weekdays=frozenset(map(WEEKDAYS.index, said["rest_weekdays"])),
        office_hours=tuple(said["office_hours"]),
    )
    return replace(calendar, edition=_edition(calendar))


def _from_library(own_years: frozenset[int]) -> dict[date, bool]:
    """Return the library's days, but for years that the file tells in full."""
    replaced = own_years - frozenset(LIBRARY_YEARS)
    known = _known_days().items()
    return {day: works for day, works in known if day.year not in replaced}


@cache
def _known_days() -> Mapping[date, bool]:
    from holidays import country_holidays  # slow to import: only where it is used

    known = country_holidays("CN", years=[*LIBRARY_YEARS, *GUESSED_YEARS])
    return dict.fromkeys(known, False) | dict.fromkeys(known.weekend_workdays, True)


def _days(stretches: Iterable[Mapping[str, Any]]) -> Iterable[date]:
    for each in stretches:
        first = each.get("date") or each["first"]
        last = each.get("date") or each["last"]
        for number in range(first.toordinal(), last.toordinal() + 1):
            yield date.fromordinal(number)


def _edition(calendar: WorkCalendar) -> str:
    """Return a name that is the same for the same calendar, and for no other."""
    told = [
        sorted(calendar.exceptions.items()),
        sorted(calendar.official_years),
        sorted(calendar.rest_weekdays),
        calendar.office_hours,
    ]
    return sha256(repr(told).encode()).hexdigest()[:12]
