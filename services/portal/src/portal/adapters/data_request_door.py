"""Intake's door for requests about data, as the desk goes through it."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from marshmallow import fields

from minqing_contracts.moments import Moment
from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.doors import read_reply
from portal.adapters.replies import Reply

REQUESTS: Final = "/v1/data-requests"
PURPOSE: Final = "own-request"
"""What a request's words are read for: its petitioner asked."""


class DataCardReply(Reply):
    """One request on the list."""

    number = fields.String(required=True)
    receipt = fields.String(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True)
    parts = fields.List(fields.String(), required=True)
    state = fields.String(required=True)
    asked_at = Moment(required=True)
    due_on = fields.Date(required=True)
    provisional = fields.Boolean(required=True)
    late = fields.Boolean(required=True)
    answered_at = Moment(required=True, allow_none=True)


class DataListReply(Reply):
    """The list, and how many of it are overdue."""

    late = fields.Integer(required=True)
    requests = fields.List(fields.Nested(DataCardReply), required=True)
    next = fields.String(load_default=None, allow_none=True)


class DataVerdictReply(Reply):
    """How somebody answered, or proposes to."""

    by = fields.String(required=True)
    at = Moment(required=True)
    granted = fields.List(fields.String(), required=True)
    reason = fields.String(required=True)
    checked = fields.String(required=True)
    law = fields.String(required=True)


class DataRequestReply(DataCardReply):
    """One request, masked."""

    contact = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, allow_none=True
    )
    verdict = fields.Nested(DataVerdictReply, required=True, allow_none=True)
    agreed_by = fields.String(required=True, allow_none=True)
    kept_by = fields.String(required=True)
    mine = fields.Boolean(required=True)
    revision = fields.Integer(load_default=None)


class DataWordsReply(Reply):
    """Its words; `values` null: they were forgotten."""

    statement = fields.String(required=True)
    values = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, allow_none=True
    )
    contact = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class DataRequestDoor:
    """Lists requests, shows one, answers it."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def listed(self, asker: Asker, *, waiting: bool, after: str = "") -> dict[str, Any]:
        """Return a page of what waits for its answer, or of what was answered."""
        query = {"waiting": str(waiting).lower(), "after": after}
        return self._door.read(REQUESTS, asker, DataListReply, query)

    def one(self, asker: Asker, number: str) -> dict[str, Any]:
        """Return one, masked."""
        return self._door.read(_at(number), asker, DataRequestReply)

    def words(self, asker: Asker, number: str) -> dict[str, Any]:
        """Return its words and the contact whole; intake writes the look down."""
        query = {"purpose": PURPOSE}
        return self._door.read(f"{_at(number)}/full", asker, DataWordsReply, query)

    def decide(self, asker: Asker, number: str, body: Mapping[str, Any]) -> str:
        """Answer it; return where it stands then."""
        return self._done(asker, f"{_at(number)}/decide", body)

    def settle(
        self, asker: Asker, number: str, *, agreed: bool, seen: int | None = None
    ) -> str:
        """Agree to a deletion, or send it back; return where it stands then.

        Refused, 409, where another proposal stands than was `seen`.
        """
        said = (
            {"agreed": agreed} if seen is None else {"agreed": agreed, "revision": seen}
        )
        return self._done(asker, f"{_at(number)}/settle", said)

    def _done(self, asker: Asker, path: str, body: Mapping[str, Any]) -> str:
        told = read_reply(self._door.write(path, asker, body, ""), DataRequestReply)
        state: str = told["state"]
        return state


def _at(number: str) -> str:
    return f"{REQUESTS}/{quote(number, safe='')}"
