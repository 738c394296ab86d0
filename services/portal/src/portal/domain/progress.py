"""Where a matter stands, folded from the facts that the services told of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID


class Stand(StrEnum):
    """What the public figures tell apart."""

    RECEIVED = "received"
    ASKED = "asked"
    WORKING = "working"
    ANSWERED = "answered"
    CLOSED = "closed"
    MERGED = "merged"
    NOT_ACCEPTED = "not-accepted"
    WITHDRAWN = "withdrawn"


SOURCES: Final = ("intake", "routing")
"""The owners of the facts; where both speak, the later one of these wins."""


@dataclass(frozen=True, kw_only=True)
class HeardFact:
    """One fact about one matter, with what of it the portal's pages need.

    A fact without `stand` moves nothing: it only tells what it carries. `first_agency`
    received the matter, where that was another agency: there it counts.
    """

    petition_id: UUID
    source: str
    revision: int
    receipt: str
    at: datetime
    stand: Stand | None = None
    category: str | None = None
    division_code: str | None = None
    organisation_id: str | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    first_agency: str | None = None
