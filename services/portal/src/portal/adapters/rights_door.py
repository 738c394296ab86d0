"""Registry's door for requests about files of the archive, as the desk goes through."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.doors import read_reply
from portal.adapters.house_replies import ResidentReply, maybe
from portal.adapters.replies import Reply

REQUESTS: Final = "/v1/rights-requests"
ROWS: Final = 50


class RightReply(Reply):
    """A request without its words."""

    request_id = fields.UUID(required=True)
    resident_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    section = fields.String(required=True)
    names = fields.List(fields.String(), data_key="fields", required=True)
    asked_at = fields.AwareDateTime(required=True)
    due_on = fields.Date(required=True)
    state = fields.String(required=True)
    decided_by = maybe()
    decided_at = fields.AwareDateTime(load_default=None, allow_none=True)
    law = maybe()
    agreed_by = maybe()


class RightsReply(Reply):
    """A page of them."""

    items = fields.List(fields.Nested(RightReply), required=True)
    next = maybe()


class MaskedRightReply(Reply):
    """One, and whose file it is about, masked."""

    request = fields.Nested(RightReply, required=True)
    resident = fields.Nested(ResidentReply, required=True)


class RightWordsReply(Reply):
    """One with its words; null where they were forgotten."""

    request = fields.Nested(RightReply, required=True)
    statement = maybe()
    wanted = fields.Dict(data_key="values", load_default=dict)
    reason = maybe()


class RightsDoor:
    """Lists requests, shows one, answers it; a deletion by two people."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def listed(
        self, asker: Asker, unit_id: str, *, waiting: bool, after: str = ""
    ) -> dict[str, Any]:
        """Return a page of what waits, or of what was decided, of a unit and below."""
        query = {
            "organisation": unit_id,
            "waiting": str(waiting).lower(),
            "limit": ROWS,
        }
        query |= {"after": after} if after else {}
        return self._door.read(REQUESTS, asker, RightsReply, query)

    def one(self, asker: Asker, request_id: UUID) -> dict[str, Any]:
        """Return one, masked; raise Refused, 404 for none."""
        return self._door.read(_at(request_id), asker, MaskedRightReply)

    def words(self, asker: Asker, request_id: UUID) -> dict[str, Any]:
        """Return one with its words; registry writes the look down."""
        return self._door.read(f"{_at(request_id)}/full", asker, RightWordsReply)

    def decide(self, asker: Asker, request_id: UUID, body: Mapping[str, Any]) -> str:
        """Answer it; return where it stands then."""
        return self._done(asker, f"{_at(request_id)}/decision", body)

    def settle(self, asker: Asker, request_id: UUID, *, agreed: bool) -> str:
        """Agree to a deletion, or send it back; return where it stands then."""
        return self._done(asker, f"{_at(request_id)}/settlement", {"agreed": agreed})

    def _done(self, asker: Asker, path: str, body: Mapping[str, Any]) -> str:
        told = read_reply(self._door.write(path, asker, body, ""), RightWordsReply)
        state: str = told["request"]["state"]
        return state


def _at(request_id: UUID) -> str:
    return f"{REQUESTS}/{request_id}"
