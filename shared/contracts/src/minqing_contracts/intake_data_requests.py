"""What intake tells of requests to correct or delete data: nothing personal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published
from minqing_contracts.moments import Moment


class DataRequestAnsweredV1Schema(EventSchema):
    """Wire form of intake.data-request.answered.v1."""

    request_id = fields.UUID(required=True)
    number = fields.String(required=True)
    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    revision = fields.Integer(required=True, strict=True)
    kind = fields.String(required=True)
    outcome = fields.String(required=True)
    reachable = fields.Boolean(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    answered_at = Moment(required=True)


@published("intake.data-request.answered", 1, DataRequestAnsweredV1Schema)
@dataclass(frozen=True, kw_only=True)
class DataRequestAnsweredV1(Event):
    """A correction or a deletion (`kind`) was granted, partly granted or refused.

    `outcome` is granted, partly or refused; `reachable` says whether the petitioner can
    still be told, which who had the telephone deleted cannot. The words of the answer
    stay at intake (个人信息保护法第46、47、50条).
    """

    request_id: UUID
    number: str
    petition_id: UUID
    receipt: str
    revision: int
    kind: str
    outcome: str
    reachable: bool
    organisation_id: str | None
    answered_at: datetime

    def subject(self) -> str:
        """Return the request's id."""
        return str(self.request_id)
