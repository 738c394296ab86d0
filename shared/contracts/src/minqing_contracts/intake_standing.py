"""Where a petition stands, told only to who asked: few petitions stand in a file.

Registry says that a petition was filed; from then on intake, which hears of every case
anyway, tells where it stands after each change. Nobody hears of the others for nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published
from minqing_contracts.moments import Moment


class PetitionStandingV1Schema(EventSchema):
    """Wire form of intake.petition.standing.v1."""

    petition_id = fields.UUID(required=True)
    known = fields.Boolean(required=True)
    receipt = fields.String(required=True)
    revision = fields.Integer(required=True)
    state = fields.String(required=True, allow_none=True)
    accused = fields.List(fields.String(), required=True)
    case_revision = fields.Integer(required=True)
    case_state = fields.String(required=True, allow_none=True)
    outcome_revision = fields.Integer(required=True)
    outcome = fields.String(required=True, allow_none=True)
    answered_at = Moment(required=True, allow_none=True)
    consent_holds = fields.Boolean(load_default=False)
    consent_given_at = Moment(load_default=None, allow_none=True)
    consent_ended_at = Moment(load_default=None, allow_none=True)


@published("intake.petition.standing", 1, PetitionStandingV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionStandingV1(Event):
    """Where a petition stands, or what of it changed: each part by its own revision.

    A part of revision 0 tells nothing, and whoever hears joins what is newer with what
    is known. Intake's part is `revision`, `state`, `accused` (条例第30条) and what its
    petitioner says of publication (`consent_holds`, and when it was given and taken
    back last; 个人信息保护法第15、25条); routing's
    `case_revision` and `case_state`; the last answer's the other three. Nobody
    registered a petition that is not `known`.
    """

    petition_id: UUID
    known: bool
    receipt: str
    revision: int
    state: str | None
    accused: list[str]
    case_revision: int
    case_state: str | None
    outcome_revision: int
    outcome: str | None
    answered_at: datetime | None
    consent_holds: bool = False
    consent_given_at: datetime | None = None
    consent_ended_at: datetime | None = None

    def subject(self) -> str:
        """Return the petition's id."""
        return str(self.petition_id)
