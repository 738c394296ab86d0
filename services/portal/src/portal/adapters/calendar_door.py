"""Routing's door for the working-day calendar: as it holds, and a year tried out."""

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.replies import Reply

CALENDAR = "/v1/calendar"


class DayReply(Reply):
    """A day that is not what its weekday says."""

    day = fields.Date(required=True)
    works = fields.Boolean(required=True)


class CalendarReply(Reply):
    """A year as it holds."""

    year = fields.Integer(required=True)
    official = fields.Boolean(required=True)
    known_days = fields.Integer(required=True)
    days = fields.List(fields.Nested(DayReply), required=True)


class CalendarEffectReply(CalendarReply):
    """What a year would do, and the file that says it."""

    provisional = fields.Integer(required=True)
    earlier = fields.Integer(required=True)
    later = fields.Integer(required=True)
    settled = fields.Integer(required=True)
    file_name = fields.String(required=True)
    text = fields.String(required=True)
    added = fields.List(fields.String(), required=True)


class CalendarDoor:
    """Reads it, and tries a year out; nothing is changed."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def year(self, asker: Asker, year: int) -> dict[str, Any]:
        """Return a year as it holds."""
        return self._door.read(CALENDAR, asker, CalendarReply, {"year": year})

    def try_year(self, asker: Asker, said: Mapping[str, Any]) -> dict[str, Any]:
        """Return whose dates a year would move, and the file."""
        return self._door.ask(f"{CALENDAR}/preview", asker, said, CalendarEffectReply)
