"""Events that registry owns: what visits found. Ids alone, no word of anybody."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published
from minqing_contracts.moments import Moment


class FindingRaisedV1Schema(EventSchema):
    """Wire form of registry.finding.raised.v1."""

    finding_id = fields.UUID(required=True)
    visit_id = fields.UUID(required=True)
    revision = fields.Integer(required=True)
    attempt = fields.Integer(required=True)
    channel = fields.String(required=True)
    organisation_id = fields.String(required=True)
    category = fields.String(required=True, allow_none=True)
    raised = fields.Boolean(required=True)
    reported_by = fields.String(required=True)
    held_at = Moment(required=True)
    raised_at = Moment(required=True)
    joins = fields.UUID(load_default=None, allow_none=True)


@published("registry.finding.raised", 1, FindingRaisedV1Schema)
@dataclass(frozen=True, kw_only=True)
class FindingRaisedV1(Event):
    """A visit found a difficulty that is to become a petition.

    Neither its words nor its petitioner travel: intake asks registry for them.
    `channel` is home-visit or courtyard; `organisation_id` is at whose door it comes
    in, that of the superior where it is `raised` (上报); `reported_by` is a staff id.
    `attempt` counts how often it was told: one that was refused is told again once it
    was corrected. `joins` is an earlier finding of the same matter of the same home:
    where that one is a petition, this one is a later contact about it.
    """

    finding_id: UUID
    visit_id: UUID
    revision: int
    attempt: int
    channel: str
    organisation_id: str
    category: str | None
    raised: bool
    reported_by: str
    held_at: datetime
    raised_at: datetime
    joins: UUID | None = None

    def subject(self) -> str:
        """Return the finding's id."""
        return str(self.finding_id)
