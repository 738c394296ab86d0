"""What intake tells of a petitioner who takes the matter back (撤回)."""

from dataclasses import dataclass
from datetime import datetime

from marshmallow import fields

from minqing_contracts.catalogue import published
from minqing_contracts.intake import PetitionEvent, PetitionEventSchema
from minqing_contracts.moments import Moment


class PetitionWithdrawnV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.withdrawn.v1."""

    accepted = fields.Boolean(required=True)
    withdrawn_at = Moment(required=True)


@published("intake.petition.withdrawn", 1, PetitionWithdrawnV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionWithdrawnV1(PetitionEvent):
    """Its petitioner takes it back; why stays with intake.

    One that was not `accepted` ends with it. Of an accepted one routing decides: its
    case ends (routing.case.withdrawn.v1), unless it was answered meanwhile.
    """

    accepted: bool
    withdrawn_at: datetime
