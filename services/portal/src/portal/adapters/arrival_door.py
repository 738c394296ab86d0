"""Intake's door, as far as people come to it themselves: arrivals and visits (D-10)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from marshmallow import fields

from portal.adapters import desk_replies
from portal.adapters.desk_doors import ROWS, Asker, StaffDoor
from portal.adapters.doors import read_reply
from portal.adapters.replies import Reply

ARRIVALS: Final = "/v1/arrivals"


class WrittenReply(Reply):
    """An arrival that was just written down."""

    reception_id = fields.UUID(required=True)


class ArrivalReply(WrittenReply):
    """An arrival as its desk sees it."""

    organisation_id = fields.String(required=True)
    people = fields.Integer(required=True)
    arrived_at = fields.AwareDateTime(required=True)
    recorded_by = fields.String(required=True)
    state = fields.String(required=True)
    ground = fields.String(required=True, allow_none=True)
    words = fields.String(required=True)
    matter = fields.String(required=True)
    contact = fields.Dict(required=True, allow_none=True)
    receipt = fields.String(required=True, allow_none=True)
    conduct = fields.Integer(required=True)
    own = fields.Boolean(required=True)


class ArrivalsReply(Reply):
    """A page of arrivals."""

    arrivals = fields.List(fields.Nested(ArrivalReply), required=True)
    next_after = fields.UUID(required=True, allow_none=True)


class CountReply(Reply):
    """Arrivals that ended alike."""

    arrivals = fields.Integer(required=True)
    people = fields.Integer(required=True)


class CountsReply(Reply):
    """How many came."""

    arrivals = fields.List(fields.Nested(CountReply), required=True)


class VisitorReply(Reply):
    """Who arrived, whole."""

    contact = fields.Dict(required=True)


class ConductEntryReply(Reply):
    """What was seen at the door."""

    kind = fields.String(required=True)
    words = fields.String(required=True)
    warned = fields.Boolean(required=True)
    recorded_by = fields.String(required=True)
    at = fields.AwareDateTime(required=True)


class ConductReply(Reply):
    """All of it."""

    conduct = fields.List(fields.Nested(ConductEntryReply), required=True)


class ArrivalDoor:
    """Who came, what became of it, and the visit that is a petition."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def page(
        self, asker: Asker, since: datetime, until: datetime, after: UUID | None
    ) -> dict[str, Any]:
        """Return who came from `since` on and before `until`, the latest first."""
        query = _span(since, until) | {"limit": ROWS}
        query |= {"after": str(after)} if after else {}
        return self._door.read(ARRIVALS, asker, ArrivalsReply, query)

    def counts(self, asker: Asker, since: datetime, until: datetime) -> tuple[int, int]:
        """Return how many arrivals there were, and of how many people (人次)."""
        query, path = _span(since, until), "/v1/reports/arrivals"
        rows = self._door.read(path, asker, CountsReply, query)["arrivals"]
        return sum(e["arrivals"] for e in rows), sum(e["people"] for e in rows)

    def one(self, asker: Asker, arrival: UUID) -> dict[str, Any]:
        """Return one arrival, masked."""
        return self._door.read(f"{ARRIVALS}/{arrival}", asker, ArrivalReply)

    def record(self, asker: Asker, body: Mapping[str, Any], key: str) -> UUID:
        """Write down who came, once for each key."""
        answer = self._door.write(ARRIVALS, asker, body, key)
        found: UUID = read_reply(answer, WrittenReply)["reception_id"]
        return found

    def visitor(self, asker: Asker, arrival: UUID, purpose: str) -> dict[str, str]:
        """Return who arrived, whole; intake writes down who looked, and what for."""
        path, query = f"{ARRIVALS}/{arrival}/visitor", {"purpose": purpose}
        found: dict[str, str] = self._door.read(path, asker, VisitorReply, query)[
            "contact"
        ]
        return found

    def conduct(self, asker: Asker, arrival: UUID) -> list[dict[str, Any]]:
        """Return what was written down of conduct at the door (条例第26条)."""
        path = f"{ARRIVALS}/{arrival}/conduct"
        found: list[dict[str, Any]] = self._door.read(path, asker, ConductReply)[
            "conduct"
        ]
        return found

    def settle(
        self, asker: Asker, arrival: UUID, verb: str, body: Mapping[str, Any]
    ) -> None:
        """Turn it, register it or write conduct down; Refused 409 once it is settled.

        Conduct alone may be written down again and again.
        """
        self._door.write(f"{ARRIVALS}/{arrival}/{verb}", asker, body, "")

    def take_visit(
        self, asker: Asker, body: Mapping[str, Any], key: str
    ) -> dict[str, Any]:
        """Write a visit down as a petition; return its number and code."""
        answer = self._door.write("/v1/window-visits", asker, body, key)
        return read_reply(answer, desk_replies.TakenReply)


class PaperReply(Reply):
    """A document without its words; no fingerprint while it is being printed."""

    document_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    sha256 = fields.String(required=True, allow_none=True)


class PapersReply(Reply):
    """All documents of a petition."""

    items = fields.List(fields.Nested(PaperReply), required=True)


class PaperDoor:
    """Routing's documents of petitions without a case: drawn up and printed there."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def of_petition(self, asker: Asker, petition: str) -> list[dict[str, Any]]:
        """Return the documents, oldest first; raise Refused 404 while there is none."""
        found: list[dict[str, Any]] = self._door.read(
            _papers(petition), asker, PapersReply
        )["items"]
        return found

    def print_of(self, asker: Asker, petition: str, document: UUID) -> bytes:
        """Return a document as PDF; the reading is logged there."""
        return self._door.paper(f"{_papers(petition)}/{document}", asker)


def _papers(petition: str) -> str:
    return f"/v1/petitions/{quote(petition, safe='')}/documents"


def _span(since: datetime, until: datetime) -> dict[str, Any]:
    return {"since": since.isoformat(), "until": until.isoformat()}
