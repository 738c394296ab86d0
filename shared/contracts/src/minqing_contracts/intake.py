"""Events that intake owns: what became of a petition at the door."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published
from minqing_contracts.moments import Moment


class PetitionEventSchema(EventSchema):
    """What every event about a petition carries."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    revision = fields.Integer(required=True)
    channel = fields.String(required=True)
    division_code = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    reachable = fields.Boolean(required=True)


@dataclass(frozen=True, kw_only=True)
class PetitionEvent(Event):
    """A fact about one petition.

    `revision` counts intake's facts about this petition from 1. `organisation_id` is
    the organisation whose door it came through or that it names, where known.
    `reachable` says that the petitioner left a way to be told.
    """

    petition_id: UUID
    receipt: str
    revision: int
    channel: str
    division_code: str
    organisation_id: str | None
    reachable: bool

    def subject(self) -> str:
        """Return the petition's id."""
        return str(self.petition_id)


class PetitionReceivedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.received.v1."""

    received_at = Moment(required=True)


@published("intake.petition.received", 1, PetitionReceivedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionReceivedV1(PetitionEvent):
    """A petition came in and waits for a person to accept or refuse it.

    One that policy accepts on arrival is told of by PetitionAcceptedV1 alone.
    """

    received_at: datetime


class PetitionAcceptedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.accepted.v1."""

    category = fields.String(required=True)
    received_at = Moment(required=True)
    accepted_at = Moment(required=True)
    from_archive = fields.Boolean(load_default=False)
    external_ref = fields.String(load_default=None, allow_none=True)


@published("intake.petition.accepted", 1, PetitionAcceptedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionAcceptedV1(PetitionEvent):
    """A petition was accepted (受理): from `accepted_at` the clock runs (条例第34条).

    `from_archive` marks one brought in from an older system; `external_ref` is its
    number there.
    """

    category: str
    received_at: datetime
    accepted_at: datetime
    from_archive: bool = False
    external_ref: str | None = None


class PetitionRefusedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.refused.v1."""

    reason = fields.String(required=True)
    explanation = fields.String(required=True)
    refused_at = Moment(required=True)


@published("intake.petition.refused", 1, PetitionRefusedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionRefusedV1(PetitionEvent):
    """A petition was not accepted (不予受理): why, and where to go instead."""

    reason: str
    explanation: str
    refused_at: datetime
