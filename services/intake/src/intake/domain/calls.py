"""Calls of which no matter came: counted, and nothing kept of who called."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from minqing_kernel.messages import Actor


class CallOutcome(StrEnum):
    """没接通或无声、骚扰, 当场转 110、119、120."""

    NO_ANSWER = "no-answer"
    NUISANCE = "nuisance"
    POLICE = "police"
    FIRE = "fire"
    AMBULANCE = "ambulance"


@dataclass(frozen=True, kw_only=True)
class CallEntry:
    """One such call, taken at a unit's desk."""

    call_id: UUID
    outcome: CallOutcome
    organisation_id: str
    recorded_by: str
    at: datetime

    @classmethod
    def of(
        cls,
        call_id: UUID,
        outcome: CallOutcome,
        organisation_id: str,
        *,
        by: Actor,
        at: datetime,
    ) -> "CallEntry":
        """Return what is counted of a call."""
        return cls(
            call_id=call_id,
            outcome=outcome,
            organisation_id=organisation_id,
            recorded_by=by.id,
            at=at,
        )
