"""What registry asks of intake: to be told where filed petitions stand."""

from dataclasses import dataclass
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published


class PetitionFiledV1Schema(EventSchema):
    """Wire form of registry.petition.filed.v1."""

    petition_id = fields.UUID(required=True)


@published("registry.petition.filed", 1, PetitionFiledV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionFiledV1(Event):
    """A petition stands in a resident's file now: tell where it stands (A-05).

    Said again, it asks again. In whose file it stands is not told.
    """

    petition_id: UUID

    def subject(self) -> str:
        """Return the petition's id."""
        return str(self.petition_id)
