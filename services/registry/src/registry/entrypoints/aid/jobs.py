"""Routes for offers of work, for whom they suit, and for what came of it (D-16)."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid, TransitionRefused
from registry.application.aid.commands import (
    Introduce,
    RecordOffer,
    SeekCandidates,
    SettlePlacement,
)
from registry.application.authority import must_reach
from registry.bootstrap import Parts
from registry.domain.access import Purpose
from registry.domain.aid.errors import (
    IntroducedAlready,
    OfferTaken,
    OfferUnknown,
    PlacementUnknown,
)
from registry.domain.aid.jobs import OfferProfile
from registry.domain.aid.money import cents_of
from registry.domain.archive.errors import SectionNotYours
from registry.domain.errors import OutOfReach, ResidentClosed, ResidentUnknown, Taken
from registry.entrypoints.aid import finding_schemas as schemas
from registry.entrypoints.plans.schemas import BatchQuery
from registry.entrypoints.structure import page_of
from registry.entrypoints.visits.routes import OVERSEERS

TAG = "就业 Jobs"


class JobDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def put_offer(self, request: Request) -> Reply:
        """Say what work a firm offers."""
        said, offer_id = dict(request.body), request.params["offer_id"]
        wage = cents_of(said.pop("wage"), "wage")
        command = RecordOffer(
            actor=request.actor,
            offer_id=offer_id,
            profile=OfferProfile(wage_cents=wage, **said),
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(self._parts.aid.offer(offer_id))

    def list_offers(self, request: Request) -> Reply:
        """Show a page of the offers of a place."""
        asked = dict(request.query)
        place = asked.pop("organisation")
        must_reach(request.actor, self._parts.reader, place)
        return page_of(self._parts.aid.offers(place, **asked), request)

    def seek_candidates(self, request: Request) -> Reply:
        """Find who looks for work; each look is written down."""
        asked = dict(request.query)
        command = SeekCandidates(
            actor=request.actor,
            offer_id=request.params["offer_id"],
            organisation_id=asked.pop("organisation"),
            purpose=Purpose(asked.pop("purpose")),
            **asked,
        )
        return Reply(self._parts.bus.handle(command, request.cause))

    def introduce(self, request: Request) -> Reply:
        """Introduce somebody to an offer, or help them to a trade."""
        placement_id = request.params["placement_id"]
        command = Introduce(
            actor=request.actor, placement_id=placement_id, **request.body
        )
        self._parts.bus.handle(command, request.cause)
        return Reply({"placement_id": placement_id})

    def settle(self, request: Request) -> Reply:
        """Say what came of it."""
        placement_id = request.params["placement_id"]
        command = SettlePlacement(
            actor=request.actor, placement_id=placement_id, **request.body
        )
        self._parts.bus.handle(command, request.cause)
        return Reply({"placement_id": placement_id})

    def count(self, request: Request) -> Reply:
        """Show how many came to work and to a trade."""
        asked = request.query
        place = asked["organisation"]
        must_reach(request.actor, self._parts.reader, place)
        return Reply(self._parts.aid.placed(place, asked["since"], asked["until"]))


def job_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of jobs."""
    door = JobDoor(parts)
    yield from _offer_routes(door)
    yield from _placement_routes(door)


def _offer_routes(door: JobDoor) -> Iterator[Route]:
    yield Route(
        method="PUT",
        path="/v1/job-offers/{offer_id:uuid}",
        operation=door.put_offer,
        summary="登记企业招工 Say what work a firm offers (D-16)",
        roles=OVERSEERS,
        body=schemas.OfferBody,
        replies={200: schemas.OfferSchema},
        errors=(OutOfReach, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/job-offers",
        operation=door.list_offers,
        summary="招工信息 The offers of a place",
        roles=STAFF,
        query=schemas.OffersQuery,
        replies={200: schemas.OfferPageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/job-offers/{offer_id:uuid}/candidates",
        operation=door.seek_candidates,
        summary="求职者匹配（留痕） Who looks for work, for this offer (D-16)",
        roles=OVERSEERS,
        query=BatchQuery,
        replies={200: schemas.EntitledPageSchema},
        errors=(OfferUnknown, OutOfReach, SectionNotYours, Invalid),
        tag=TAG,
    )


def _placement_routes(door: JobDoor) -> Iterator[Route]:
    yield Route(
        method="PUT",
        path="/v1/placements/{placement_id:uuid}",
        operation=door.introduce,
        summary="介绍就业或扶持创业 Introduce somebody to work, or to a trade",
        roles=STAFF,
        body=schemas.PlacementBody,
        replies={200: schemas.PlacementIdSchema},
        errors=(
            ResidentUnknown,
            ResidentClosed,
            OfferUnknown,
            OfferTaken,
            IntroducedAlready,
            OutOfReach,
            Taken,
            Invalid,
        ),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path="/v1/placements/{placement_id:uuid}/outcome",
        operation=door.settle,
        summary="介绍结果：已就业（创业）、未成 What came of it",
        roles=STAFF,
        body=schemas.PlacementOutcomeBody,
        replies={200: schemas.PlacementIdSchema},
        errors=(PlacementUnknown, OutOfReach, OfferTaken, TransitionRefused, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/placement-counts",
        operation=door.count,
        summary="就业人数、创业人数 How many came to work, and to a trade (D-16)",
        roles=OVERSEERS,
        query=schemas.PlacementCountsQuery,
        replies={200: schemas.PlacementCountsSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
