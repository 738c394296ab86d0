"""Routes for people who die, leave and return, and for heads of households."""

from collections.abc import Iterator, Sequence
from functools import partial

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.commands import RecordDeath
from registry.application.lives.commands import (
    AppointHouseholdHead,
    RecordDeparture,
    RecordReturn,
    UndoLife,
)
from registry.bootstrap import Parts
from registry.domain.aid.errors import PairedAlready
from registry.domain.archive.errors import TenancyOpen
from registry.domain.charges.errors import HouseholdServed
from registry.domain.errors import (
    HouseholdUnknown,
    NotAway,
    OutOfReach,
    ResidentClosed,
    ResidentUnknown,
    Taken,
)
from registry.domain.lives.change import LifeKind
from registry.domain.lives.errors import NothingToUndo
from registry.domain.moves.errors import ChangedSince
from registry.domain.plans.errors import PlanInForce
from registry.entrypoints.lives import schemas
from registry.entrypoints.people import KEEPERS, TAG
from registry.entrypoints.people_schemas import (
    HouseholdKeptSchema,
    ResidentKeptSchema,
)

REFUSED = (ResidentUnknown, OutOfReach, Taken, Invalid)


class LifeDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus

    def put_death(self, request: Request) -> Reply:
        """Close a resident's file by death."""
        resident_id = request.params["resident_id"]
        command = RecordDeath(
            actor=request.actor, resident_id=resident_id, **request.body
        )
        return _kept(resident_id, self._bus.handle(command, request.cause))

    def put_departure(self, request: Request) -> Reply:
        """Close a resident's file by departure."""
        resident_id = request.params["resident_id"]
        command = RecordDeparture(
            actor=request.actor, resident_id=resident_id, **request.body
        )
        return _kept(resident_id, self._bus.handle(command, request.cause))

    def post_return(self, request: Request) -> Reply:
        """Open the file of somebody who had left."""
        resident_id = request.params["resident_id"]
        command = RecordReturn(
            actor=request.actor, resident_id=resident_id, **request.body
        )
        self._bus.handle(command, request.cause)
        return _kept(resident_id)

    def undo(self, kind: LifeKind, request: Request) -> Reply:
        """Undo a death or a departure."""
        resident_id = request.params["resident_id"]
        command = UndoLife(
            actor=request.actor, resident_id=resident_id, kind=kind, **request.body
        )
        self._bus.handle(command, request.cause)
        return _kept(resident_id)

    def put_head(self, request: Request) -> Reply:
        """Say who heads a household."""
        household_id = request.params["household_id"]
        command = AppointHouseholdHead(
            actor=request.actor, household_id=household_id, **request.body
        )
        self._bus.handle(command, request.cause)
        return Reply({"household_id": household_id, "warnings": []})


def life_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of lives that end here or go on elsewhere."""
    door, one = LifeDoor(parts), "/v1/residents/{resident_id:uuid}"
    yield Route(
        method="PUT",
        path=one + "/death",
        operation=door.put_death,
        summary="登记死亡 Record a death; the file is closed",
        roles=KEEPERS,
        body=schemas.DeathBody,
        replies={200: ResidentKeptSchema},
        errors=(*REFUSED, ResidentClosed),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path=one + "/departure",
        operation=door.put_departure,
        summary="登记迁出 Record a departure; the file is closed and stays",
        roles=KEEPERS,
        body=schemas.DepartureBody,
        replies={200: ResidentKeptSchema},
        errors=(*REFUSED, ResidentClosed),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path=one + "/return",
        operation=door.post_return,
        summary="登记迁回 Open the file of somebody who had left",
        roles=KEEPERS,
        body=schemas.ReturnBody,
        replies={200: ResidentKeptSchema},
        errors=(*REFUSED, NotAway),
        tag=TAG,
    )
    yield from _undo_routes(door, one)
    yield Route(
        method="PUT",
        path="/v1/households/{household_id:uuid}/head",
        operation=door.put_head,
        summary="登记户主 Say who heads a household",
        roles=KEEPERS,
        body=schemas.HouseholdHeadBody,
        replies={200: HouseholdKeptSchema},
        errors=(HouseholdUnknown, OutOfReach, Taken, Invalid),
        tag=TAG,
    )


def _undo_routes(door: LifeDoor, one: str) -> Iterator[Route]:
    words = {
        LifeKind.DEATH: "撤销死亡登记 Undo a death recorded by mistake",
        LifeKind.DEPARTURE: "撤销迁出登记 Undo a departure recorded by mistake",
    }
    for kind, summary in words.items():
        yield Route(
            method="POST",
            path=f"{one}/{kind}/undo",
            operation=partial(door.undo, kind),
            summary=summary,
            roles=KEEPERS,
            body=schemas.UndoBody,
            replies={200: ResidentKeptSchema},
            errors=(
                *REFUSED,
                NothingToUndo,
                ChangedSince,
                HouseholdServed,
                TenancyOpen,
                PairedAlready,
                PlanInForce,
            ),
            tag=TAG,
            operation_id=f"undo_{kind}",
        )


def _kept(resident_id: object, warnings: Sequence[str] = ()) -> Reply:
    return Reply({"resident_id": resident_id, "warnings": list(warnings)})
