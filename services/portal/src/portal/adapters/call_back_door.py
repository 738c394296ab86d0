"""Notify's door as far as calling back goes: whom to call, and what came of it."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.replies import Reply

ROWS: Final = 25


class QuestionReply(Reply):
    """An open question about an answer."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    state = fields.String(required=True)
    asked_at = fields.AwareDateTime(load_default=None, allow_none=True)
    lapses_at = fields.AwareDateTime(load_default=None, allow_none=True)
    solved = fields.Boolean(load_default=None, allow_none=True)
    satisfied = fields.Boolean(load_default=None, allow_none=True)
    verdict = fields.String(load_default=None, allow_none=True)


class QuestionsReply(Reply):
    """A page of them, the longest asked first."""

    follow_ups = fields.List(fields.Nested(QuestionReply), required=True)
    next_after = fields.String(load_default=None, allow_none=True)


class ClosedRowReply(Reply):
    """A case that was closed in the week."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    organisation_id = fields.String(load_default=None, allow_none=True)
    closed_at = fields.AwareDateTime(required=True)
    state = fields.String(required=True)
    attempts = fields.Integer(load_default=0)
    satisfied = fields.Boolean(load_default=None, allow_none=True)


class TallyReply(Reply):
    """What came of a week's calls."""

    to_call = fields.Integer(load_default=0)
    reached = fields.Integer(load_default=0)
    satisfied = fields.Integer(load_default=0)
    dissatisfied = fields.Integer(load_default=0)
    unclear = fields.Integer(load_default=0)
    unreached = fields.Integer(load_default=0)
    waiting = fields.Integer(load_default=0)


class WeekReply(Reply):
    """The list of a call-back day."""

    held_on = fields.Date(required=True)
    tally = fields.Nested(TallyReply, required=True)
    items = fields.List(fields.Nested(ClosedRowReply), required=True)
    next_after = fields.String(load_default=None, allow_none=True)


class CallBackDoor:
    """Lists of whom to call, and writing down what was said."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def questions(self, asker: Asker, **query: str | int) -> dict[str, Any]:
        """Return a page of open questions, the longest asked first."""
        wanted = {"state": "open", "limit": ROWS, **query}
        return self._door.read("/v1/follow-ups", asker, QuestionsReply, wanted)

    def week(self, asker: Asker, **query: str | int) -> dict[str, Any]:
        """Return a page of the week's list."""
        wanted = {"limit": ROWS, **query}
        return self._door.read("/v1/call-backs/weekly", asker, WeekReply, wanted)

    def question(self, asker: Asker, petition_id: UUID) -> dict[str, Any]:
        """Return the latest question about a matter."""
        path = f"/v1/follow-ups/{petition_id}"
        return self._door.read(path, asker, QuestionReply)

    def rate(self, asker: Asker, petition_id: UUID, said: Mapping[str, Any]) -> None:
        """Write down what the petitioner said to an open question."""
        self._door.write(f"/v1/follow-ups/{petition_id}/answer", asker, said, "")

    def miss(self, asker: Asker, petition_id: UUID, miss: str) -> None:
        """Write down a vain call about an open question."""
        path = f"/v1/follow-ups/{petition_id}/misses"
        self._door.write(path, asker, {"miss": miss}, "")

    def call_closed(
        self, asker: Asker, petition_id: UUID, said: Mapping[str, Any]
    ) -> None:
        """Write down what came of calling about a closed case."""
        self._door.write(f"/v1/closings/{petition_id}/calls", asker, said, "")
