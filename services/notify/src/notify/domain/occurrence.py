"""What happened to a petition, in the words that decide who must be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from minqing_kernel.errors import Invalid

Param = str | int | None


TELLABLE: Final = range(1900, 2200)
"""Years of which notices tell: near the calendar's ends no local day can be told."""


class Step(StrEnum):
    """What may happen to a petition that somebody has to hear of."""

    RECEIVED = "received"
    REFUSED = "refused"
    REFERRED = "referred-elsewhere"
    NOTICED = "acceptance-noticed"
    LATE = "acceptance-missed"
    ASKED = "supplement-requested"
    ANSWERED = "supplement-given"
    REMINDED = "supplement-reminded"
    LAPSED = "lapsed"
    RECLASSIFIED = "reclassified"
    UNROUTED = "unrouted"
    ASSIGNED = "assigned"
    STARTED = "started"
    RETURNED = "returned"
    ESCALATED = "escalated"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    SPLIT = "split"
    SEPARATED = "separated"
    GATHERED = "gathered"
    EXTENDED = "extended"
    RESCHEDULED = "rescheduled"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    RETAINED = "retained"
    DISPUTED = "disputed"
    URGED = "urged"
    REPORTED = "reported"
    SPONSORED = "sponsored"
    SHARED = "shared"
    DOCUMENT_ISSUED = "document-issued"
    REVIEW_ASKED = "review-asked"
    REVIEW_DECLINED = "review-declined"
    REVIEW_ANSWERED = "review-answered"
    REVIEW_ESCALATED = "review-escalated"
    MEDIATION_CLOSED = "mediation-closed"
    HAZARD_FLAGGED = "hazard-flagged"
    PROJECT_JOINED = "project-joined"
    HANDOVER_OFFERED = "handover-offered"
    HANDOVER_WAITS = "handover-waits"
    HANDOVER_REFUSED = "handover-refused"
    HANDOVER_EXPIRED = "handover-expired"
    HANDOVER_RETURNED = "handover-returned"
    HANDOVER_RETURN_ASKED = "handover-return-asked"
    HANDOVER_ANSWERED = "handover-answered"
    BOOKED = "booking-booked"
    BOOKING_MOVED = "booking-moved"
    BOOKING_CANCELLED = "booking-cancelled"
    BOOKING_CALLED_OFF = "booking-called-off"
    REPORT_DUE = "informer-reminded"
    DATA_GRANTED = "data-request-granted"
    DATA_PARTLY = "data-request-partly"
    DATA_REFUSED = "data-request-refused"
    DIGEST = "digest"
    """No step of a petition: the day's small news of one desk, in one notice."""


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One step of one petition, as the message `message_id` told of it.

    `case_revision` counts routing's facts about the case from 1; it is None for facts
    of intake, which stand before any case. `reachable` says that the petitioner left a
    way to be told, `resolved_by` which member of staff resolved; `unit_id` is a unit
    that is meant and need not answer for the case, `informed_id` who else must know;
    `asks`: its petitioner is asked about an answer here, not by another agency;
    `parties` says of each party of a mediation whether it is satisfied.
    Of a seat at a reception `petition_id` is the booking's id, `receipt` its number; of
    an informer who is behind the reminder's, and the month.
    `params` go into the texts: no personal data, moments as ISO text.

    Raises Invalid for a moment beyond TELLABLE.
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
    informed_id: str | None = None
    resolved_by: str | None = None
    unit_id: str | None = None
    parties: tuple[bool | None, ...] = ()
    asks: bool = True
    params: Mapping[str, Param] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.at.year not in TELLABLE:
            raise Invalid(fields={"at": "moment-out-of-range"})
