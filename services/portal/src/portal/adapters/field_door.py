"""Registry's doors as devices in the field go through them, by the portal (C-26)."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.replies import Reply

MOST_HOMES: Final = 200
JPEG: Final = "image/jpeg"


class ListedReply(Reply):
    """A home on one's list."""

    household_id = fields.UUID(required=True)
    address = fields.String(required=True)
    name = fields.String(load_default=None, allow_none=True)
    planned_on = fields.Date(load_default=None, allow_none=True)
    visited_on = fields.Date(load_default=None, allow_none=True)


class HomesReply(Reply):
    """The homes on one's list."""

    items = fields.List(fields.Nested(ListedReply), required=True)


class VerdictReply(Reply):
    """What became of one record."""

    record_id = fields.String(load_default=None, allow_none=True)
    status = fields.String(required=True)
    code = fields.String(load_default=None, allow_none=True)
    reasons = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        load_default=None,
        allow_none=True,
        data_key="fields",
    )


class BatchReply(Reply):
    """What became of each record of a batch."""

    items = fields.List(fields.Nested(VerdictReply), required=True)


class FieldDoor:
    """What a device takes along, and what it brings back."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def homes(self, asker: Asker) -> list[dict[str, Any]]:
        """Return the homes of one's list; the look at them is written down there."""
        query = {"limit": MOST_HOMES, "purpose": "visit"}
        told = self._door.read("/v1/my-homes", asker, HomesReply, query)
        found: list[dict[str, Any]] = told["items"]
        return found

    def bring(self, asker: Asker, batch: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Hand over what a device noted; return what became of each record."""
        told = self._door.ask("/v1/visit-batches", asker, batch, BatchReply)
        return [each | {"fields": each.pop("reasons")} for each in told["items"]]

    def photo(self, asker: Asker, visit: UUID, sha256: str, content: bytes) -> None:
        """Hand a photograph over; the same one twice is one."""
        self._door.put_file(_photo(visit, sha256), asker, content, JPEG)

    def fetch(self, asker: Asker, visit: UUID, sha256: str, purpose: str) -> bytes:
        """Return a photograph, for a purpose; the look is written down first."""
        query = {"purpose": purpose}
        return self._door.paper(_photo(visit, sha256), asker, query)


def _photo(visit: UUID, sha256: str) -> str:
    return f"/v1/visits/{visit}/photos/{sha256}"
