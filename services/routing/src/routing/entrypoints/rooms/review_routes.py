"""Reviews over HTTP: asked, answered, heard, and turned away after the end."""

from collections.abc import Callable
from typing import Any

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import DomainError, Forbidden, TransitionRefused
from minqing_kernel.messages import Role
from routing.application.reviews.commands import (
    AnswerReview,
    AskReview,
    CloseHearing,
    OpenHearing,
    ReviewAction,
    TurnAway,
)
from routing.bootstrap import Parts
from routing.domain.authority import DISPATCHERS
from routing.domain.errors import AccusedUnit, CaseNotFound, NotYours, OutOfTime
from routing.domain.organs.organ import seat_of
from routing.domain.reviews.errors import (
    MatterFinal,
    NoSuperiorOrgan,
    NothingToReview,
    ReviewMeanwhile,
    ReviewNotFound,
    ReviewTooLate,
)
from routing.domain.reviews.lifecycle import ReviewState
from routing.domain.reviews.review import Review
from routing.domain.reviews.terms import ReviewOutcome
from routing.entrypoints.rooms.review_schemas import (
    AnswerReviewSchema,
    AskReviewSchema,
    OwedReviewsQuerySchema,
    OwedReviewsSchema,
    ReviewSchema,
    TurnAwaySchema,
)
from routing.entrypoints.rooms.scope import case_shown

TAG = "复查复核 Reviews"
PATH = "/v1/cases/{case}/review"
REFUSALS: tuple[type[DomainError], ...] = (
    AccusedUnit,
    CaseNotFound,
    ReviewNotFound,
    NotYours,
    Forbidden,
    TransitionRefused,
)
ASKING: tuple[type[DomainError], ...] = (
    *REFUSALS,
    MatterFinal,
    NothingToReview,
    ReviewTooLate,
    NoSuperiorOrgan,
    ReviewMeanwhile,
    OutOfTime,
)


def review_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that tell of reviews."""
    desk = ReviewDesk(parts)
    return [
        Route(
            method="GET",
            path="/v1/reviews",
            operation=desk.list_owed,
            summary="待出具意见的复查复核 Reviews that one's organ owes an opinion on",
            roles=STAFF,
            query=OwedReviewsQuerySchema,
            replies={200: OwedReviewsSchema},
            tag=TAG,
        ),
        Route(
            method="GET",
            path=PATH,
            operation=desk.show_review,
            summary="复查复核 Where the review stands",
            roles=STAFF | {Role.OPS},
            replies={200: ReviewSchema},
            errors=(CaseNotFound, NotYours, ReviewNotFound),
            tag=TAG,
        ),
        _action(
            "ask",
            desk.ask_review,
            "请求复查、复核 Take the petitioner's request",
            roles=DISPATCHERS,
            body=AskReviewSchema,
            errors=ASKING,
        ),
        _action(
            "answer",
            desk.answer_review,
            "复查、复核意见 Give the opinion",
            roles=STAFF,
            body=AnswerReviewSchema,
        ),
        _action("open-hearing", desk.open_hearing, "听证开始 Begin", roles=STAFF),
        _action("close-hearing", desk.close_hearing, "听证结束 End", roles=STAFF),
        _action(
            "turn-away",
            desk.turn_away,
            "不再受理 Brought again after its end",
            roles=DISPATCHERS,
            body=TurnAwaySchema,
        ),
    ]


def _action(
    verb: str,
    operation: Callable[[Request], Reply],
    summary: str,
    *,
    errors: tuple[type[DomainError], ...] = REFUSALS,
    **options: Any,  # noqa: ANN401
) -> Route:
    return Route(
        method="POST",
        path=f"{PATH}/{verb}",
        operation=operation,
        summary=summary,
        replies={200: ReviewSchema},
        errors=errors,
        tag=TAG,
        **options,
    )


class ReviewDesk:
    """Decodes, hands over, answers."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def list_owed(self, request: Request) -> Reply:
        """Answer with what the caller's organ is to decide."""
        unit = request.actor.organisation_id or ""
        units = self._parts.directories.current().units
        found = self._parts.rooms.reviews.owed(
            seat_of(unit, units), unit, units.line(unit), request.query["limit"]
        )
        return Reply({"items": found})

    def show_review(self, request: Request) -> Reply:
        """Answer with the review of a case."""
        petition_id = case_shown(self._parts, request)
        return Reply(shown(self._parts.rooms.reviews.of_case(petition_id)))

    def ask_review(self, request: Request) -> Reply:
        """Take a request for 复查 or 复核."""
        return self._act(request, AskReview)

    def answer_review(self, request: Request) -> Reply:
        """Give the opinion."""
        outcome = ReviewOutcome(request.body["outcome"])
        return self._act(request, AnswerReview, outcome=outcome)

    def open_hearing(self, request: Request) -> Reply:
        """Begin a hearing."""
        return self._act(request, OpenHearing)

    def close_hearing(self, request: Request) -> Reply:
        """End a hearing."""
        return self._act(request, CloseHearing)

    def turn_away(self, request: Request) -> Reply:
        """Write down what is not taken again."""
        return self._act(request, TurnAway)

    def _act(
        self,
        request: Request,
        kind: type[ReviewAction],
        **told: Any,  # noqa: ANN401
    ) -> Reply:
        command = kind(
            actor=request.actor,
            petition_id=self._parts.reader.find(request.params["case"]),
            **request.body | told,
        )
        return Reply(shown(self._parts.bus.handle(command, request.cause)))


def shown(review: Review) -> dict[str, Any]:
    """Return a review as its schema promises."""
    return {
        "petition_id": review.petition_id,
        "original_id": review.original_id,
        "state": review.state,
        "level": review.level,
        "final": review.state is ReviewState.FINAL,
        "rounds": review.rounds,
        "hearings": review.hearings,
        "turned_away": review.turned_away,
    }
