"""A year of the working-day calendar as somebody would have it: the file that says it.

The file is what every service reads at its start (minqing_chassis.calendars): nothing
is changed here, an operator places what was written.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from minqing_chassis.calendars import load_calendar
from minqing_chassis.configuration import ConfigurationError
from minqing_kernel.working_time import WorkCalendar

NAME: Final = "calendar.yml"
WIDEST: Final = 200
LISTS: Final = ("days_off", "working_days")


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """One day, or all from the first to the last, and why."""

    first: date
    last: date
    name: str

    def said(self) -> dict[str, Any]:
        """Return it as the file says it."""
        if self.first == self.last:
            return {"date": self.first, "name": self.name}
        return {"from": self.first, "to": self.last, "name": self.name}


@dataclass(frozen=True, kw_only=True)
class YearOfDays:
    """What was announced for a year: its days off and its made-up working days."""

    year: int
    days_off: Sequence[Stretch]
    working_days: Sequence[Stretch]
    note: str = ""


class CalendarRefused(ValueError):
    """What was told is no calendar; `why` says what is wrong with it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def changed_calendar(path: Path | None, told: YearOfDays) -> tuple[str, WorkCalendar]:
    """Return the whole file with that year as it was told, and the calendar it makes.

    What the file said of the year before is replaced; the year is official then. Raises
    CalendarRefused for days that do not go together.
    """
    text = "" if path is None else path.read_text("utf-8")
    said = dict(yaml.safe_load(text) or {})
    for name in LISTS:
        kept = [each for each in said.get(name) or () if _year_of(each) != told.year]
        added = [each.said() for each in getattr(told, name)]
        said[name] = sorted([*kept, *added], key=_first_of)
    said["official_years"] = sorted({*(said.get("official_years") or ()), told.year})
    said["title"] = f"全国节假日安排（至{max(said['official_years'])}年）"
    written = _comments(text, told.note) + yaml.safe_dump(
        said, allow_unicode=True, sort_keys=False, width=WIDEST
    )
    return written, _read(written)


def _read(text: str) -> WorkCalendar:
    """Read it as at the start of a service."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / NAME
        file.write_text(text, "utf-8")
        try:
            return load_calendar(file)
        except ConfigurationError as wrong:
            why = str(wrong).replace(str(file), NAME)
            raise CalendarRefused(why) from None


def _comments(text: str, note: str) -> str:
    lines = text.splitlines()
    kept = [line for line in lines if line.startswith("#")]
    own = [f"# {' '.join(note.split())}"] if note.strip() else []
    return "".join(f"{line}\n" for line in [*kept, *own])


def _first_of(said: Mapping[str, Any]) -> str:
    return str(said.get("date") or said["from"])


def _year_of(said: Mapping[str, Any]) -> int:
    """Return whose year's notice a stretch is of: that of its last day."""
    return int(str(said.get("date") or said["to"])[:4])
