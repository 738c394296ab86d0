"""What happened to a petition, in the words that decide who must be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

Param = str | int | None


class Step(StrEnum):
    """What may happen to a petition that somebody has to hear of."""

    RECEIVED = "received"
    REFUSED = "refused"
    UNROUTED = "unrouted"
    ASSIGNED = "assigned"
    STARTED = "started"
    RETURNED = "returned"
    ESCALATED = "escalated"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One step of one petition, as the message `message_id` told of it.

    `case_revision` counts routing's facts about the case from 1; it is None for facts
    of intake, which stand before any case. `reachable` says that the petitioner left a
    way to be told. `params` go into the texts: no personal data, moments as ISO text.
    """

    message_id: UUID
    correlation_id: UUID
    petition_id: UUID
    receipt: str
    step: Step
    at: datetime
    reachable: bool
    case_revision: int | None = None
    organisation_id: str | None = None
    handler_id: str | None = None
    superior_id: str | None = None
    params: Mapping[str, Param] = field(default_factory=dict)
