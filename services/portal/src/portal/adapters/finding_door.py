"""Intake's and registry's doors, as staff find matters by what they know of them."""

from typing import Any, Final

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.replies import Reply

FOUND: Final = 25


class FoundMatterReply(Reply):
    """One matter that was found; the name of who petitions is masked."""

    receipt = fields.String(required=True)
    title = fields.String(required=True)
    place = fields.String(load_default="")
    name = fields.String(load_default="")
    category = fields.String(load_default=None, allow_none=True)
    state = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)
    deadline = fields.AwareDateTime(load_default=None, allow_none=True)
    organisation_id = fields.String(load_default=None, allow_none=True)
    open = fields.Boolean(required=True)


class FoundMattersReply(Reply):
    """A page, the newest first; `before` is where the next one begins."""

    petitions = fields.List(fields.Nested(FoundMatterReply), required=True)
    before = fields.Integer(load_default=None, allow_none=True)


class FindingDoor:
    """Finds what the asker may open; intake writes down who looked for a person."""

    def __init__(self, intake: str) -> None:
        self._door = StaffDoor(intake)

    def found(
        self, asker: Asker, kind: str, text: str, before: int | None = None
    ) -> dict[str, Any]:
        """Return a page of matters; raise Refused (422: nothing to find) or Away."""
        body = {"kind": kind, "text": text, "before": before, "limit": FOUND}
        return self._door.ask("/v1/found-petitions", asker, body, FoundMattersReply)
