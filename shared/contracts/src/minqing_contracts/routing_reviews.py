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


@published("routing.review.declined", 1, ReviewDeclinedV1Schema)
@dataclass(frozen=True, kw_only=True)
class ReviewDeclinedV1(CaseEvent):
    """A petitioner's request for review was not taken; `why` is the rule's code."""

    why: str
    declined_at: datetime
