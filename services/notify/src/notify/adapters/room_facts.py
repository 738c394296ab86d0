"""What the facts of a case's rooms are to notify."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from minqing_contracts.envelope import Envelope
from minqing_contracts.routing import CaseEvent
from minqing_contracts.routing_reviews import ReviewDeclinedV1
from minqing_contracts.routing_rooms import (
    DocumentIssuedV1,
    HazardFlaggedV1,
    MediationClosedV1,
    ProjectJoinedV1,
    ReviewAnsweredV1,
    ReviewAskedV1,
    ReviewEscalatedV1,
)
from notify.application.commands import TellOfStep
from notify.domain.occurrence import Occurrence, Param, Step

ROOM_STEPS: Final[Mapping[type[CaseEvent], tuple[Step, Mapping[str, str]]]] = {
    DocumentIssuedV1: (
        Step.DOCUMENT_ISSUED,
        {"document": "kind", "number": "number"},
    ),
    ReviewAskedV1: (Step.REVIEW_ASKED, {"stage": "stage", "due_at": "due_at"}),
    ReviewDeclinedV1: (Step.REVIEW_DECLINED, {}),
    ReviewAnsweredV1: (
        Step.REVIEW_ANSWERED,
        {"stage": "stage", "review_outcome": "outcome"},
    ),
    ReviewEscalatedV1: (
        Step.REVIEW_ESCALATED,
        {"stage": "stage", "level": "level", "overdue_since": "overdue_since"},
    ),
    MediationClosedV1: (
        Step.MEDIATION_CLOSED,
        {"days": "days", "mediation_days": "mediation_days"},
    ),
    HazardFlaggedV1: (Step.HAZARD_FLAGGED, {"hazard": "hazard"}),
    ProjectJoinedV1: (Step.PROJECT_JOINED, {}),
}
"""What each fact of a case's rooms is to us: a text's placeholder -> the field."""


def room_step(envelope: Envelope, event: CaseEvent) -> TellOfStep:
    """Read a fact that moves no case: it outdates no question about an answer."""
    step, shown = ROOM_STEPS[type(event)]
    to_petitioner = getattr(event, "addressee", "petitioner") != "unit"
    superior = getattr(event, "superior_id", getattr(event, "reviewer_id", None))
    if getattr(event, "reviewer_name", None):  # another agency, and no desk of ours
        superior = None
    return TellOfStep(
        occurrence=Occurrence(
            message_id=envelope.message_id,
            correlation_id=envelope.cause.correlation_id,
            petition_id=event.petition_id,
            receipt=event.receipt,
            step=step,
            at=envelope.occurred_at,
            reachable=event.reachable and to_petitioner,
            organisation_id=event.organisation_id,
            superior_id=superior,
            informed_id=getattr(event, "informed_id", None),
            parties=tuple(getattr(event, "satisfied", None) or ()),
            params={name: param(getattr(event, at)) for name, at in shown.items()},
        )
    )


def param(value: object) -> Param:
    """Return a field of a fact as a text's parameter."""
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, int) or value is None else str(value)
