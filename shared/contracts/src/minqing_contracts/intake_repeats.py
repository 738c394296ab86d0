"""Events that intake owns: the same matter again, merged or brought once more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import published
from minqing_contracts.intake import PetitionEvent, PetitionEventSchema
from minqing_contracts.moments import Moment


class PetitionMergedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.merged.v1."""

    lead_petition_id = fields.UUID(required=True)
    lead_receipt = fields.String(required=True)
    merged_at = Moment(required=True)


@published("intake.petition.merged", 1, PetitionMergedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionMergedV1(PetitionEvent):
    """A clerk joined a petition to another about the same matter (并单).

    The lead is answered for both; who brought this one is told what the lead's
    petitioner is told. `revision` names this merging: a separation refers to it.
    """

    lead_petition_id: UUID
    lead_receipt: str
    merged_at: datetime


class PetitionSeparatedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.separated.v1."""

    lead_petition_id = fields.UUID(required=True)
    merge_revision = fields.Integer(required=True)
    separated_at = Moment(required=True)


@published("intake.petition.separated", 1, PetitionSeparatedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionSeparatedV1(PetitionEvent):
    """A merging was undone: the petition stands for itself again, as before.

    `merge_revision` is the revision of the PetitionMergedV1 that it undoes.
    """

    lead_petition_id: UUID
    merge_revision: int
    separated_at: datetime


class PetitionRepeatedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.repeated.v1."""

    first_petition_id = fields.UUID(required=True)
    first_receipt = fields.String(required=True)
    visit = fields.Integer(required=True)
    repeated_at = Moment(required=True)


@published("intake.petition.repeated", 1, PetitionRepeatedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionRepeatedV1(PetitionEvent):
    """The same person came again about the same matter (重复访).

    `visit` counts the visits of the matter from 1, so that the first repeat is 2. Who
    received the first visit receives this one too (首访督办).
    """

    first_petition_id: UUID
    first_receipt: str
    visit: int
    repeated_at: datetime


class PetitionUnrepeatedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.unrepeated.v1."""

    first_petition_id = fields.UUID(required=True)
    first_receipt = fields.String(required=True)
    repeated_at = Moment(required=True)
    unrepeated_at = Moment(required=True)


@published("intake.petition.unrepeated", 1, PetitionUnrepeatedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionUnrepeatedV1(PetitionEvent):
    """It was noted as a repeat visit by mistake: both stand for themselves again.

    `repeated_at` is that of the PetitionRepeatedV1 that it undoes.
    """

    first_petition_id: UUID
    first_receipt: str
    repeated_at: datetime
    unrepeated_at: datetime
