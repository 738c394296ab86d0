"""Routing's door for what other units' cases wait for."""

from typing import Any, Final

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.replies import Reply

ROWS: Final = 25


class CoTaskReply(Reply):
    """One contribution that a unit owes; `lead_id` answers for the case."""

    receipt = fields.String(required=True)
    category = fields.String(required=True)
    lead_id = fields.String(load_default=None, allow_none=True)
    organisation_id = fields.String(required=True)
    task = fields.Integer(required=True)
    due_at = fields.AwareDateTime(required=True)
    overdue = fields.Boolean(load_default=False)


class CoTasksReply(Reply):
    """A page of them, what is due first first."""

    items = fields.List(fields.Nested(CoTaskReply), required=True)
    next = fields.String(load_default=None, allow_none=True)


class CoTaskDoor:
    """What units of the asker's owe to others' cases."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def owed(self, asker: Asker, after: str = "") -> dict[str, Any]:
        """Return a page; raise Refused, 422 for a place that there is not."""
        wanted: dict[str, str | int] = {"limit": ROWS}
        wanted |= {"after": after} if after else {}
        return self._door.read("/v1/co-tasks", asker, CoTasksReply, wanted)
