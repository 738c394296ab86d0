"""Intake's door for open matters near by: what somebody may join, and how."""

from typing import Any

from marshmallow import fields

from minqing_contracts.moments import Moment
from portal.adapters.doors import Door, read_reply
from portal.adapters.replies import Reply


class NearbyMatterReply(Reply):
    """One open matter, as far as anybody may know of it."""

    ref = fields.String(required=True)
    mark = fields.String(required=True)
    category = fields.String(required=True)
    place = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    received_at = Moment(required=True)
    people = fields.Integer(required=True)


class NearbyReply(Reply):
    """What resembles something that is being told."""

    matters = fields.List(fields.Nested(NearbyMatterReply), required=True)


class NearbyDoor:
    """Looks for them; what is told stands in no address, and is not kept."""

    def __init__(self, url: str) -> None:
        self._door = Door(url)

    def look(self, text: str, place: str, language: str) -> list[dict[str, Any]]:
        """Return at most three."""
        body = {"text": text, "place": place}
        answer = self._door.post("/v1/nearby-matters", language, body)
        found: list[dict[str, Any]] = read_reply(answer, NearbyReply)["matters"]
        return found
