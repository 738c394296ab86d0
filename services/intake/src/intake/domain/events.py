"""Facts about petitions, inside intake."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from intake.domain.channel import Channel
from intake.domain.refusal import RefusalReason
from minqing_kernel.messages import DomainEvent


@dataclass(frozen=True, kw_only=True)
class PetitionFact(DomainEvent):
    """What every fact about a petition carries; `revision` counts them from 1."""

    petition_id: UUID
    receipt: str
    revision: int
    channel: Channel
    division_code: str
    organisation_id: str | None
    reachable: bool


@dataclass(frozen=True, kw_only=True)
class PetitionReceived(PetitionFact):
    """It came in and waits for a person to decide."""

    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class PetitionAccepted(PetitionFact):
    """It was accepted (受理): the clock runs (条例第34条)."""

    category: str
    received_at: datetime
    accepted_at: datetime
    external_ref: str | None = None


@dataclass(frozen=True, kw_only=True)
class PetitionRefused(PetitionFact):
    """It was not accepted (不予受理), with the reason and where to go instead."""

    reason: RefusalReason
    explanation: str
    refused_at: datetime
