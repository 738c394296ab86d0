"""Asking for 复查 or 复核, by HTTP, with the tracking code."""

from marshmallow import Schema, fields, validate

from intake.application.reviewing import RequestReview, remedy_of
from intake.bootstrap import Parts
from intake.domain.errors import (
    BrokenPetition,
    ReviewRefused,
    TooManyTries,
    UnknownPetition,
)
from intake.domain.reviewing import LONGEST_REASON
from intake.domain.tracking import check_of
from intake.entrypoints.deciding_schemas import (
    DecidedSchema,
)
from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from minqing_kernel.text import Unreadable

TAG = "诉求 Petitions"


class ReviewRequestSchema(Schema):
    """When the written answer came, what is held against it, and the tracking code."""

    answer_received_on = fields.Date(required=True)
    reason = fields.String(required=True, validate=validate.Length(1, LONGEST_REASON))
    code = fields.String(required=True, validate=validate.Length(1, 64))


class ReviewingDoor:
    """Lets petitioners ask for a review in writing, in time whoever is at the desk."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's row of the table."""
        return [
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/review",
                operation=self.request_review,
                summary="请求复查、复核 Ask for a review of the answer",
                description=(
                    "居民凭查询码，自收到书面答复之日起30日内（第35、36条）；以登记时间为准。"
                    "With the tracking code, within 30 days of the written answer; the "
                    "moment of writing it down counts."
                ),
                roles=PUBLIC,
                body=ReviewRequestSchema,
                replies={200: DecidedSchema},
                errors=(
                    UnknownPetition,
                    TooManyTries,
                    ReviewRefused,
                    BrokenPetition,
                    Unreadable,
                ),
                tag=TAG,
            )
        ]

    def request_review(self, request: Request) -> Reply:
        """Write the request down."""
        body, receipt = request.body, request.params["receipt"]
        found = self._parts.public_desk.look(receipt, body["code"], request.cause)
        policy = self._parts.policy_at(found.received_at)
        command = RequestReview(
            petition_id=found.petition_id,
            asked=remedy_of(found, policy.day),
            received_on=body["answer_received_on"],
            reason=body["reason"],
            code_check=check_of(body["code"], found.petition_id),
        )
        revision = self._parts.bus.handle(command, request.cause)
        shown = {"receipt": found.receipt, "state": found.live_state}
        return Reply({**shown, "revision": revision})
