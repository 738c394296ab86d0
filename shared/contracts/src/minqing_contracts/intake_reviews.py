"""What intake tells of a petitioner who asks for 复查 or 复核."""

from dataclasses import dataclass
from datetime import date, datetime

from marshmallow import fields

from minqing_contracts.catalogue import published
from minqing_contracts.intake import PetitionEvent, PetitionEventSchema
from minqing_contracts.moments import Moment


class ReviewRequestedV1Schema(PetitionEventSchema):
    """Wire form of intake.review.requested.v1."""

    answer_received_on = fields.Date(required=True)
    reason = fields.String(required=True)
    requested_at = Moment(required=True)
    code_check = fields.String(load_default=None, allow_none=True)


@published("intake.review.requested", 1, ReviewRequestedV1Schema)
@dataclass(frozen=True, kw_only=True)
class ReviewRequestedV1(PetitionEvent):
    """The petitioner asks to have the last answer reviewed (条例第35、36条).

    `answer_received_on` is when they say they got it, `requested_at` when intake wrote
    the request down: it is by this moment that it is in time. Routing takes it
    (routing.review.asked.v1) or says why not (routing.review.declined.v1).
    `code_check`: a slow hash of the tracking code, by which the agency that reviews
    opens the matter to its petitioner.
    """

    answer_received_on: date
    reason: str
    requested_at: datetime
    code_check: str | None = None
