"""Routing's doors to other agencies, as staff go through them (移交)."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from marshmallow import fields

from portal.adapters.desk_doors import ROWS, Asker, StaffDoor
from portal.adapters.replies import Reply


def _moment() -> fields.AwareDateTime:
    return fields.AwareDateTime(load_default=None, allow_none=True)


class HandOverReply(Reply):
    """One hand-over, with both sides' dates and what its reader may do."""

    handover_id = fields.String(required=True)
    receipt = fields.String(required=True)
    direction = fields.String(required=True)
    agency = fields.String(required=True)
    agency_name = fields.String(required=True)
    owner_name = fields.String(load_default=None, allow_none=True)
    form = fields.String(required=True)
    state = fields.String(required=True)
    reason = fields.String(load_default="")
    said = fields.String(load_default="")
    until = fields.AwareDateTime(required=True)
    due_at = _moment()
    our_due_at = _moment()
    their_due_at = _moment()
    begun_at = fields.AwareDateTime(required=True)
    changed_at = fields.AwareDateTime(required=True)
    case_state = fields.String(load_default=None, allow_none=True)
    may = fields.List(fields.String(), load_default=list)
    reconciling = fields.Boolean(load_default=False)
    contested = fields.Boolean(load_default=False)


class HandOversReply(Reply):
    """A page of them."""

    items = fields.List(fields.Nested(HandOverReply), required=True)
    next = fields.String(load_default=None, allow_none=True)


class FileReply(Reply):
    """What the other agency told with it."""

    summary = fields.String(load_default="")
    content = fields.String(load_default="")
    place = fields.String(load_default="")
    name = fields.String(load_default="")
    phone = fields.String(load_default="")
    due_at = _moment()
    reply = fields.String(load_default="")


class NeighbourReply(Reply):
    """An agency, in which forms it takes a matter from here, and of what kind.

    `nearest`: the place that was asked about lies in its area, and no nearer one's.
    """

    agency = fields.String(required=True)
    name = fields.String(required=True)
    takes = fields.List(fields.String(), load_default=list)
    nearest = fields.Boolean(load_default=False)


class NeighboursReply(Reply):
    """Whom this agency deals with; nobody where it stands alone."""

    name = fields.String(load_default=None, allow_none=True)
    speaks = fields.Boolean(load_default=False)
    items = fields.List(fields.Nested(NeighbourReply), required=True)


class SameMatterReply(Reply):
    """A matter of another agency that may be this one."""

    agency_name = fields.String(required=True)
    receipt = fields.String(required=True)
    grade = fields.String(required=True)
    open = fields.Boolean(required=True)
    due_at = _moment()
    advice = fields.String(required=True)
    basis = fields.String(load_default="")


class SameMattersReply(Reply):
    """Those in hand elsewhere first."""

    items = fields.List(fields.Nested(SameMatterReply), required=True)


HANDOVERS: Final = "/v1/handovers"


class HandOverDoor:
    """Offers in and out, and what may be done to them."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def some(self, asker: Asker, **query: str | int) -> dict[str, Any]:
        """Return a page of hand-overs, the newest first."""
        wanted = {"limit": ROWS, **query}
        return self._door.read(HANDOVERS, asker, HandOversReply, wanted)

    def one(self, asker: Asker, handover_id: UUID) -> dict[str, Any]:
        """Return one."""
        return self._door.read(f"{HANDOVERS}/{handover_id}", asker, HandOverReply)

    def file(self, asker: Asker, handover_id: UUID, purpose: str) -> dict[str, Any]:
        """Return what came with it; routing writes down who looked, and what for."""
        path, query = f"{HANDOVERS}/{handover_id}/file", {"purpose": purpose}
        return self._door.read(path, asker, FileReply, query)

    def neighbours(self, asker: Asker, **about: str) -> dict[str, Any]:
        """Return whom this agency deals with; of one category, around one place."""
        return self._door.read("/v1/agencies", asker, NeighboursReply, about)

    def same(self, asker: Asker, receipt: str) -> list[dict[str, Any]]:
        """Return what of other agencies may be the same matter."""
        query = {"receipt": receipt}
        found = self._door.read("/v1/same-matters", asker, SameMattersReply, query)
        items: list[dict[str, Any]] = found["items"]
        return items

    def offer(
        self, asker: Asker, number: str, body: Mapping[str, Any], key: str
    ) -> None:
        """Offer a case; raise Refused or Away."""
        path = f"/v1/cases/{quote(number, safe='')}/handovers"
        self._door.write(path, asker, body, key)

    def act(
        self,
        asker: Asker,
        handover_id: UUID,
        verb: str,
        body: Mapping[str, Any] | None,
        key: str,
    ) -> None:
        """Accept, refuse, return, recall, decide or give way; Refused or Away."""
        self._door.write(f"{HANDOVERS}/{handover_id}/{verb}", asker, body, key)
