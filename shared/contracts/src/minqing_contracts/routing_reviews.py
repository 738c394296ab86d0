"""What routing tells of a request for 复查 or 复核 that cannot be taken."""

from dataclasses import dataclass
from datetime import datetime

from marshmallow import fields

from minqing_contracts.catalogue import published
from minqing_contracts.moments import Moment
from minqing_contracts.routing import CaseEvent, CaseEventSchema


class ReviewDeclinedV1Schema(CaseEventSchema):
    """Wire form of routing.review.declined.v1."""

    why = fields.String(required=True)
    declined_at = Moment(required=True)
    reviewer_id = fields.String(load_default=None, allow_none=True)
    reviewer_name = fields.String(load_default=None, allow_none=True)
    due_at = Moment(load_default=None, allow_none=True)


@published("routing.review.declined", 1, ReviewDeclinedV1Schema)
@dataclass(frozen=True, kw_only=True)
class ReviewDeclinedV1(CaseEvent):
    """A petitioner's request for review was not taken; `why` is the rule's code.

    `reviewer_id`: the agency that may be asked instead, until `due_at`: above another
    that gave the answer.
    """

    why: str
    declined_at: datetime
    reviewer_id: str | None = None
    reviewer_name: str | None = None
    due_at: datetime | None = None
