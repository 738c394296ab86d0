"""Events that intake owns: what became of what visits found."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published
from minqing_contracts.moments import Moment


class FindingAnsweredV1Schema(EventSchema):
    """Wire form of intake.finding.answered.v1."""

    finding_id = fields.UUID(required=True)
    visit_id = fields.UUID(required=True)
    attempt = fields.Integer(required=True)
    petition_id = fields.UUID(required=True, allow_none=True)
    receipt = fields.String(required=True, allow_none=True)
    answered_at = Moment(required=True)
    joined = fields.Boolean(load_default=False)
    refused = fields.Dict(
        keys=fields.String(), values=fields.String(), load_default=dict
    )


@published("intake.finding.answered", 1, FindingAnsweredV1Schema)
@dataclass(frozen=True, kw_only=True)
class FindingAnsweredV1(Event):
    """A finding is a petition now, or it could not become one.

    `joined`: it is a later contact about a petition that was there. Without a petition
    `refused` says of every field that was wrong why. `attempt` is that of the
    FindingRaisedV1 which it answers.
    """

    finding_id: UUID
    visit_id: UUID
    attempt: int
    petition_id: UUID | None
    receipt: str | None
    answered_at: datetime
    joined: bool = False
    refused: dict[str, str] = field(default_factory=dict)

    def subject(self) -> str:
        """Return the finding's id."""
        return str(self.finding_id)
