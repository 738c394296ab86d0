"""The rows of the table in which the agency above has a word: reviews, contests."""

from collections.abc import Iterator

from minqing_chassis.http.route import Route
from minqing_kernel.errors import DomainError, Forbidden
from minqing_kernel.messages import Role
from routing.domain.authority import DISPATCHERS
from routing.domain.errors import NotYours, OutOfTime
from routing.domain.handover.errors import (
    HandOverMeanwhile,
    HandOverNotFound,
    HandOverOpen,
    NotContested,
    NotTheOwner,
    StandsAlone,
)
from routing.domain.reviews.errors import (
    MatterFinal,
    NoSuperiorOrgan,
    NothingToReview,
    ReviewedElsewhere,
    ReviewTooLate,
)
from routing.entrypoints.handovers.desk import HandOverDesk
from routing.entrypoints.handovers.schemas import (
    AskAboveSchema,
    HandOverSchema,
    WhySchema,
)


def superior_routes(
    desk: HandOverDesk, tag: str, acting: tuple[type[DomainError], ...]
) -> Iterator[Route]:
    """Yield the rows in which the agency above has a word."""
    yield Route(
        method="POST",
        path="/v1/cases/{case}/review-above",
        operation=desk.ask_above,
        summary="请上一级机关复查、复核 Ask the agency above for a review (第35、36条)",
        roles=DISPATCHERS,
        body=AskAboveSchema,
        replies={201: HandOverSchema},
        errors=(
            *acting,
            HandOverMeanwhile,
            HandOverOpen,
            MatterFinal,
            NoSuperiorOrgan,
            NotTheOwner,
            NothingToReview,
            ReviewedElsewhere,
            OutOfTime,
            ReviewTooLate,
        ),
        tag=tag,
    )
    yield Route(
        method="POST",
        path="/v1/handovers/{handover:uuid}/concede",
        operation=desk.concede_matter,
        summary="归属争议中让出 Give way, as the common superior decided (条例第24条)",
        roles=frozenset({Role.SUPERVISOR}),
        body=WhySchema,
        replies={200: HandOverSchema},
        errors=(HandOverNotFound, NotYours, Forbidden, StandsAlone, NotContested),
        tag=tag,
    )
