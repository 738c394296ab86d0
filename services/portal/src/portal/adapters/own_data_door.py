"""Intake's door, as far as one's own data goes (个人信息保护法第45条)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from marshmallow import fields

from minqing_contracts.moments import Moment
from portal.adapters.doors import Door, read_reply
from portal.adapters.replies import ConsentReply, Reply


class ReadingReply(Reply):
    """How often one unit read the contact for one purpose."""

    unit = fields.String(required=True, allow_none=True)
    purpose = fields.String(required=True)
    times = fields.Integer(required=True)
    first_at = Moment(required=True)
    last_at = Moment(required=True)


class OwnDataRequestReply(Reply):
    """What was asked of one's data, and how it was answered."""

    number = fields.String(required=True)
    kind = fields.String(required=True)
    parts = fields.List(fields.String(), required=True)
    state = fields.String(required=True)
    asked_at = Moment(required=True)
    due_on = fields.Date(required=True)
    provisional = fields.Boolean(required=True)
    answered_at = Moment(required=True, allow_none=True)
    granted = fields.List(fields.String(), required=True)
    reason = fields.String(required=True)
    law = fields.String(required=True)


class OwnDataReply(Reply):
    """What is kept of a petitioner."""

    receipt = fields.String(required=True)
    channel = fields.String(required=True)
    received_at = Moment(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    pictures = fields.Integer(load_default=0)
    place = fields.String(required=True)
    consent = fields.Nested(ConsentReply, load_default=None, allow_none=True)
    contact = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, allow_none=True
    )
    readings = fields.List(fields.Nested(ReadingReply), required=True)
    requests = fields.List(fields.Nested(OwnDataRequestReply), load_default=list)


class OwnDataDoor:
    """Tells who holds the code."""

    def __init__(self, url: str) -> None:
        self._door = Door(url)

    def read(self, number: str, code: str, language: str) -> dict[str, Any]:
        """Return what is kept, and who read it; the code stands in no address."""
        path = f"/v1/petitions/{quote(number, safe='')}/own-data"
        answer = self._door.post(path, language, {"code": code})
        return read_reply(answer, OwnDataReply)

    def ask(
        self, number: str, body: Mapping[str, Any], key: str, language: str
    ) -> None:
        """Ask for a correction or a deletion, once for each key."""
        path = f"/v1/petitions/{quote(number, safe='')}/data-requests"
        self._door.post(path, language, body, key)
