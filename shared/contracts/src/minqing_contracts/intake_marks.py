"""Events that intake owns: by what a matter is compared with those of neighbours."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from marshmallow import EXCLUDE, Schema, fields

from minqing_contracts.catalogue import Event, EventSchema, published
from minqing_contracts.moments import Moment


class NeighbourMarksSchema(Schema):
    """Keyed fingerprints for one neighbour; nobody without its key makes any."""

    class Meta:
        """Consumers must outlive additions."""

        unknown = EXCLUDE

    agency = fields.String(required=True)
    told = fields.List(fields.String(), required=True)
    looked = fields.List(fields.String(), required=True)


class PetitionMarkedV1Schema(EventSchema):
    """Wire form of intake.petition.marked.v1."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    revision = fields.Integer(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    received_at = Moment(required=True)
    marked_at = Moment(required=True)
    marks = fields.List(fields.Nested(NeighbourMarksSchema), required=True)


@published("intake.petition.marked", 1, PetitionMarkedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionMarkedV1(Event):
    """By which fingerprints a petition is compared with matters of neighbours.

    For each neighbour `told` may be sent to it and `looked` stays here; both empty:
    the petition is compared no more. A later `revision` takes the earlier one's place.
    """

    petition_id: UUID
    receipt: str
    revision: int
    organisation_id: str | None
    received_at: datetime
    marked_at: datetime
    marks: list[dict[str, Any]]

    def subject(self) -> str:
        """Return the petition's id."""
        return str(self.petition_id)
