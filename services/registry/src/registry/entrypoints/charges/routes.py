"""Routes for charges: handed over, assigned, and whether they leave a gap."""

from collections.abc import Iterator

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.authority import must_see_place
from registry.application.charges.commands import AssignHouseholds, HandOver
from registry.bootstrap import Parts
from registry.domain.charges.errors import HouseholdServed
from registry.domain.errors import HeadAppointed, OutOfReach, Taken
from registry.domain.values import civil_day
from registry.entrypoints.charges import schemas
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.structure import GOVERNORS, STAFF_TAG, WORKERS


class ChargeDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def hand_over(self, request: Request) -> Reply:
        """Let another take over."""
        command = HandOver(
            actor=request.actor, staff_id=request.params["staff_id"], **request.body
        )
        return Reply({"handed_over": self._parts.bus.handle(command, request.cause)})

    def assign_households(self, request: Request) -> Reply:
        """Give households to one social worker alone."""
        command = AssignHouseholds(
            actor=request.actor,
            staff_id=request.params["staff_id"],
            household_ids=tuple(request.body["household_ids"]),
            since=request.body["since"],
        )
        return Reply({"assigned": self._parts.bus.handle(command, request.cause)})

    def show_coverage(self, request: Request) -> Reply:
        """Show what nobody is in charge of today."""
        organisation_id = request.query["organisation"]
        must_see_place(request.actor, self._parts.reader, organisation_id)
        today = civil_day(self._parts.clock.now())
        return Reply(self._parts.charges.coverage(organisation_id, today))


def charge_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of charges."""
    door, one = ChargeDoor(parts), "/v1/staff/{staff_id}"
    yield Route(
        method="POST",
        path=one + "/hand-over",
        operation=door.hand_over,
        summary="交接职责 Hand open duties over; the former stay as history (B-18)",
        roles=GOVERNORS,
        body=schemas.HandOverBody,
        replies={200: schemas.HandedOverSchema},
        errors=(OutOfReach, HeadAppointed, HouseholdServed, Taken, Invalid),
        tag=STAFF_TAG,
    )
    yield Route(
        method="POST",
        path=one + "/households",
        operation=door.assign_households,
        summary="分配责任户 Give households to one social worker alone (C-04)",
        roles=GOVERNORS,
        body=schemas.HouseholdsBody,
        replies={200: schemas.AssignedSchema},
        errors=(OutOfReach, HouseholdServed, Taken, Invalid),
        tag=STAFF_TAG,
    )
    yield Route(
        method="GET",
        path="/v1/charge-coverage",
        operation=door.show_coverage,
        summary="责任覆盖 What nobody is in charge of: 楼栋、责任户 (A-07, C-04)",
        roles=WORKERS,
        query=CommunityQuery,
        replies={200: schemas.CoverageSchema},
        errors=(OutOfReach,),
        tag=STAFF_TAG,
    )
