"""Rating codes, and the ratings of merged petitioners and parties, by HTTP."""

from collections.abc import Iterator
from secrets import token_urlsafe
from typing import Any

from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from minqing_kernel.text import Unreadable, clean
from notify.application.follow_ups.commands import AnswerByPass, GiveRating, IssuePass
from notify.bootstrap import Parts
from notify.domain.errors import (
    AnswerTokenRefused,
    FollowUpNotOpen,
    FollowUpUnknown,
    NoOrganisation,
    OwnResolution,
)
from notify.domain.follow_ups.errors import (
    ObjectionOpen,
    PassRefused,
    RatingGiven,
    RatingUnknown,
    ReasonNeeded,
)
from notify.domain.follow_ups.passes import hash_of
from notify.domain.follow_ups.rating import Rating
from notify.entrypoints.follow_ups import verdict_schemas as schemas
from notify.entrypoints.follow_ups.asking import (
    CALLERS,
    READERS,
    SCOPED,
    next_after,
    page_of,
    require,
)
from notify.entrypoints.schemas import TokenQuerySchema

TAG = "评价 Ratings"
CODE_BYTES = 16


class RatingDoor:
    """The operations on rating codes and ratings."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [*self._codes(), *self._ratings()]

    def _codes(self) -> Iterator[Route]:
        issued: dict[str, Any] = {
            "method": "POST",
            "roles": CALLERS,
            "body": schemas.IssuePassSchema,
            "replies": {201: schemas.PassSchema},
            "tag": TAG,
        }
        yield Route(
            path="/v1/follow-ups/{petition_id:uuid}/passes",
            operation=self.issue_pass,
            summary="现场评议码、评价链接 A code to answer with once",
            errors=(*SCOPED, FollowUpUnknown, OwnResolution),
            **issued,
        )
        yield Route(
            path="/v1/ratings/{rating_id:uuid}/passes",
            operation=self.issue_rating_pass,
            summary="当事人评价码 A code to rate with once",
            errors=(*SCOPED, RatingUnknown, OwnResolution),
            **issued,
        )
        yield Route(
            method="POST",
            path="/v1/passes/answer",
            operation=self.answer_by_pass,
            summary="凭码评价 Answer with a code",
            roles=PUBLIC,
            body=schemas.PassAnswerSchema,
            replies={204: None},
            errors=(
                PassRefused,
                FollowUpNotOpen,
                RatingGiven,
                ReasonNeeded,
                ObjectionOpen,
                Unreadable,
            ),
            tag=TAG,
        )

    def _ratings(self) -> Iterator[Route]:
        yield Route(
            method="GET",
            path="/v1/ratings",
            operation=self.list_ratings,
            summary="并案人、当事人评价 Ratings beside the petitioner's",
            roles=READERS,
            query=schemas.RatingsQuerySchema,
            replies={200: schemas.RatingsSchema},
            errors=SCOPED[:1],
            tag=TAG,
        )
        yield Route(
            method="GET",
            path="/v1/ratings/{rating_id:uuid}",
            operation=self.read_rating,
            summary="评价问题 A rating that is asked",
            description="With the code of the notice, or a member of staff's token.",
            roles=PUBLIC,
            query=TokenQuerySchema,
            replies={200: schemas.RatingSchema},
            errors=(RatingUnknown, AnswerTokenRefused, NoOrganisation),
            tag=TAG,
        )
        yield Route(
            method="POST",
            path="/v1/ratings/{rating_id:uuid}/answer",
            operation=self.give_rating,
            summary="评价 Solved? Satisfied?",
            description="With the code of the notice, or a member of staff's token.",
            roles=PUBLIC,
            body=schemas.RatingAnswerSchema,
            replies={200: schemas.RatingSchema},
            errors=(
                *SCOPED,
                RatingUnknown,
                RatingGiven,
                AnswerTokenRefused,
                OwnResolution,
                ObjectionOpen,
                Unreadable,
            ),
            tag=TAG,
        )

    def issue_pass(self, request: Request) -> Reply:
        """Hand out a code for the latest question about a petition."""
        return self._issue(request, "petition_id", rating=False)

    def issue_rating_pass(self, request: Request) -> Reply:
        """Hand out a code for a rating."""
        return self._issue(request, "rating_id", rating=True)

    def answer_by_pass(self, request: Request) -> Reply:
        """Take the answer of who holds a code."""
        command = AnswerByPass(code=request.body["code"], **_verdict(request.body))
        self._parts.bus.handle(command, request.cause)
        return Reply(status=204)

    def list_ratings(self, request: Request) -> Reply:
        """Answer with a page of ratings."""
        page, query = page_of(request), request.query
        rows = self._parts.room.ratings(
            request.actor, page, state=query.get("state"), case_id=query.get("case")
        )
        last = next_after(rows, page, "rating_id")
        return Reply({"items": [_shown(each) for each in rows], "next_after": last})

    def read_rating(self, request: Request) -> Reply:
        """Answer who holds the notice's code, or staff."""
        rating_id, token = request.params["rating_id"], request.query.get("token")
        if token is not None:
            self._parts.tokens.prove(rating_id, token)
            return Reply(_shown(self._parts.room.rating(None, rating_id)))
        require(request, READERS)
        return Reply(_shown(self._parts.room.rating(request.actor, rating_id)))

    def give_rating(self, request: Request) -> Reply:
        """Take a rating."""
        token = request.body.get("token")
        if token is None:
            require(request, CALLERS)
        command = GiveRating(
            rating_id=request.params["rating_id"],
            actor=request.actor if token is None else None,
            token=token,
            **_verdict(request.body),
        )
        return Reply(_shown(self._parts.bus.handle(command, request.cause)))

    def _issue(self, request: Request, about: str, *, rating: bool) -> Reply:
        code = token_urlsafe(CODE_BYTES)
        command = IssuePass(
            actor=request.actor,
            code_hash=hash_of(code),
            way=request.body["way"],
            about=request.params[about],
            rating=rating,
        )
        issued = self._parts.bus.handle(command, request.cause)
        shown = {"way": issued.way.value, "expires_at": issued.expires_at}
        return Reply({"code": code, **shown}, status=201)


def _verdict(body: dict[str, Any]) -> dict[str, Any]:
    return {
        "solved": body["solved"],
        "satisfied": body["satisfied"],
        "reason": clean(body["reason"], field="reason"),
    }


def _shown(rating: Rating) -> dict[str, Any]:
    known = vars(rating)
    return {name: known[name] for name in schemas.RatingSchema._declared_fields}
