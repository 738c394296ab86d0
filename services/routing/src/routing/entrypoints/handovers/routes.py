"""The rows of the table that tell of hand-overs, letters and what was told."""

from collections.abc import Callable, Iterator
from typing import Any

from marshmallow import Schema

from minqing_chassis.http.route import STAFF, Idempotency, Reply, Request, Route
from minqing_kernel.errors import DomainError, Forbidden, TransitionRefused
from minqing_kernel.messages import Role
from routing.bootstrap import Parts
from routing.domain.authority import DISPATCHERS
from routing.domain.errors import (
    AccusedUnit,
    BadCursor,
    BouncesBack,
    CaseNotFound,
    KeyReused,
    NotYours,
    OutOfTime,
)
from routing.domain.handover.errors import (
    CategoryNotGranted,
    Contested,
    Designated,
    HandOverMeanwhile,
    HandOverNotFound,
    HandOverOpen,
    NotGranted,
    NothingToReturn,
    NotOfferable,
    NotSuspect,
    NotTheOwner,
    OfferExpired,
    Reconciling,
    ReturnTooLate,
    StandsAlone,
    StillSuspect,
    ToItself,
)
from routing.entrypoints.handovers.desk import HandOverDesk
from routing.entrypoints.handovers.followed import followed_routes
from routing.entrypoints.handovers.letters import LettersDesk
from routing.entrypoints.handovers.schemas import (
    AcceptSchema,
    DisclosuresQuerySchema,
    DisclosuresSchema,
    FileQuerySchema,
    HandOverSchema,
    HandOversQuerySchema,
    HandOversSchema,
    NeighboursQuerySchema,
    NeighboursSchema,
    OfferSchema,
    QuarantineQuerySchema,
    QuarantineSchema,
    ReturnDecisionSchema,
    ToldFileSchema,
    WhySchema,
)
from routing.entrypoints.handovers.superior_routes import superior_routes

TAG = "移交 Hand-overs"
PATH = "/v1/handovers/{handover:uuid}"
LETTER = "/v1/agency-quarantine/{letter:uuid}"
WORKERS = STAFF | {Role.OPS}
GOVERNORS = frozenset({Role.SUPERVISOR, Role.OPS})
ACTING: tuple[type[DomainError], ...] = (
    HandOverNotFound,
    CaseNotFound,
    NotYours,
    Forbidden,
    TransitionRefused,
    Reconciling,
    Contested,
    StandsAlone,
)


def handover_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that tell of other agencies."""
    return [
        *_to_read(HandOverDesk(parts)),
        *_to_offer(HandOverDesk(parts)),
        *superior_routes(HandOverDesk(parts), TAG, ACTING),
        *_to_act(HandOverDesk(parts)),
        *_to_end(HandOverDesk(parts)),
        *_of_letters(LettersDesk(parts)),
        *followed_routes(parts, TAG),
    ]


def _to_read(desk: HandOverDesk) -> Iterator[Route]:
    yield _read(
        "/v1/handovers",
        desk.list_handovers,
        "移交清单 Hand-overs in and out, with both sides' dates",
        HandOversSchema,
        query=HandOversQuerySchema,
        errors=(BadCursor,),
    )
    yield _read(
        PATH,
        desk.show_handover,
        "移交详情 One hand-over",
        HandOverSchema,
        errors=(HandOverNotFound, NotYours),
    )
    yield _read(
        PATH + "/file",
        desk.show_file,
        "随函材料 What the other agency told; who looks is noted",
        ToldFileSchema,
        roles=STAFF,
        query=FileQuerySchema,
        errors=(HandOverNotFound, NotYours),
    )
    yield _read(
        "/v1/agencies",
        desk.list_agencies,
        "往来机关 The agencies that this one deals with",
        NeighboursSchema,
        query=NeighboursQuerySchema,
    )


def _to_offer(desk: HandOverDesk) -> Iterator[Route]:
    yield Route(
        method="POST",
        path="/v1/cases/{case}/handovers",
        operation=desk.offer_matter,
        summary="移交：转办、上报、包案、交办、协办 Offer it to another agency",
        roles=DISPATCHERS,
        body=OfferSchema,
        replies={201: HandOverSchema},
        errors=(
            *ACTING,
            AccusedUnit,
            BouncesBack,
            CategoryNotGranted,
            HandOverMeanwhile,
            HandOverOpen,
            KeyReused,
            NotGranted,
            NotOfferable,
            NotTheOwner,
            OutOfTime,
            Designated,
            ToItself,
        ),
        idempotency=Idempotency.OPTIONAL,
        tag=TAG,
    )


def _to_act(desk: HandOverDesk) -> Iterator[Route]:
    yield _act(
        "accept",
        desk.accept_offer,
        "接受 Take it, if the sender confirms",
        body=AcceptSchema,
        errors=(*ACTING, OfferExpired),
    )
    yield _act(
        "refuse",
        desk.refuse_offer,
        "不接受 Do not take it",
        body=WhySchema,
        errors=(*ACTING, Designated),
    )
    yield _act(
        "return",
        desk.return_matter,
        "退回 Ask the sender to take it back (条例第23条)",
        body=WhySchema,
        errors=(
            *ACTING,
            Designated,
            HandOverOpen,
            KeyReused,
            NothingToReturn,
            NotTheOwner,
            ReturnTooLate,
        ),
        idempotency=Idempotency.OPTIONAL,
    )


def _to_end(desk: HandOverDesk) -> Iterator[Route]:
    yield _act("recall", desk.recall_offer, "撤回 Take the offer back")
    yield _act(
        "return-decision",
        desk.decide_return,
        "是否同意退回 Whether a duty may return",
        body=ReturnDecisionSchema,
    )
    yield Route(
        method="POST",
        path="/v1/agencies/{agency}/waive",
        operation=desk.waive_neighbour,
        summary="不再等待核对 Go on without that agency's answer after a restore",
        roles=frozenset({Role.SUPERVISOR}),
        body=WhySchema,
        replies={204: None},
        errors=(NotYours, Forbidden, StandsAlone),
        tag=TAG,
    )


def _of_letters(desk: LettersDesk) -> Iterator[Route]:
    yield _read(
        "/v1/agency-quarantine",
        desk.list_letters,
        "来函隔离区 Letters that were not obeyed, and why",
        QuarantineSchema,
        roles=GOVERNORS,
        query=QuarantineQuerySchema,
        errors=(BadCursor, NotYours, Forbidden),
    )
    yield _read(
        "/v1/agency-disclosures",
        desk.list_disclosures,
        "个人信息提供记录 What was told of whom to which agency (个保法第23、25条)",
        DisclosuresSchema,
        roles=GOVERNORS,
        query=DisclosuresQuerySchema,
        errors=(BadCursor, NotYours, Forbidden),
    )
    for verb, operation, summary, body in (
        ("admit", desk.admit_letter, "重新核验 Look at it again", None),
        ("dismiss", desk.dismiss_letter, "不予采信 Leave it for good", WhySchema),
    ):
        yield Route(
            method="POST",
            path=f"{LETTER}/{verb}",
            operation=operation,
            summary=summary,
            roles=GOVERNORS,
            body=body,
            replies={204: None},
            errors=(NotSuspect, StillSuspect, NotYours, Forbidden, StandsAlone),
            tag=TAG,
        )


def _read(
    path: str,
    operation: Callable[[Request], Reply],
    summary: str,
    schema: type[Schema],
    **options: Any,  # noqa: ANN401
) -> Route:
    return Route(
        method="GET",
        path=path,
        operation=operation,
        summary=summary,
        replies={200: schema},
        tag=TAG,
        **{"roles": WORKERS} | options,
    )


def _act(
    verb: str,
    operation: Callable[[Request], Reply],
    summary: str,
    *,
    errors: tuple[type[DomainError], ...] = ACTING,
    body: type[Schema] | None = None,
    idempotency: Idempotency = Idempotency.IGNORED,
) -> Route:
    return Route(
        method="POST",
        path=f"{PATH}/{verb}",
        operation=operation,
        summary=summary,
        roles=DISPATCHERS,
        body=body,
        replies={200: HandOverSchema},
        errors=errors,
        idempotency=idempotency,
        tag=TAG,
    )
