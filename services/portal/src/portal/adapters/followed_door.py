"""Routing's open door: matters that another agency received, and that came here."""

from typing import Any

from marshmallow import fields

from portal.adapters.doors import Door, read_reply
from portal.adapters.replies import Reply


class FollowedReply(Reply):
    """Where such a matter stands."""

    receipt = fields.String(required=True)
    state = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(load_default=None, allow_none=True)
    agency = fields.String(required=True)
    here = fields.Boolean(load_default=True)
    first_agency = fields.String(required=True)
    unit = fields.String(load_default=None, allow_none=True)
    reply = fields.String(load_default=None, allow_none=True)
    answered_at = fields.AwareDateTime(load_default=None, allow_none=True)


class FollowedDoor:
    """Opens by the number and code of the agency that was told first."""

    def __init__(self, url: str) -> None:
        self._door = Door(url)

    def matter(self, receipt: str, code: str, language: str) -> dict[str, Any]:
        """Return where it stands; raise Refused, Away."""
        said = {"receipt": receipt, "code": code}
        answer = self._door.post("/v1/followed", language, said)
        return read_reply(answer, FollowedReply)
