"""Routes for pairings (结对): begun, ended, handed over, missed."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.aid.commands import EndPairing, HandOverPairing, PairUp
from registry.application.authority import must_reach
from registry.bootstrap import Parts
from registry.domain.aid.errors import PairedAlready, PairingEnded, PairingUnknown
from registry.domain.aid.pairing import Partner, PartnerKind
from registry.domain.errors import HouseholdUnknown, OutOfReach, Taken
from registry.domain.values import civil_day
from registry.entrypoints.aid import schemas
from registry.entrypoints.structure import page_of
from registry.entrypoints.visits.routes import OVERSEERS

TAG = "结对 Pairings"


class PairingDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def put_pairing(self, request: Request) -> Reply:
        """Pair somebody with a household."""
        pairing_id, said = request.params["pairing_id"], dict(request.body)
        command = PairUp(
            actor=request.actor,
            pairing_id=pairing_id,
            partner=Partner(**said.pop("partner")),
            **said,
        )
        self._parts.bus.handle(command, request.cause)
        return Reply({"pairing_id": pairing_id})

    def end_pairing(self, request: Request) -> Reply:
        """End a pairing."""
        pairing_id = request.params["pairing_id"]
        command = EndPairing(actor=request.actor, pairing_id=pairing_id, **request.body)
        self._parts.bus.handle(command, request.cause)
        return Reply({"pairing_id": pairing_id})

    def hand_over_pairing(self, request: Request) -> Reply:
        """Give a household into other hands."""
        said = dict(request.body)
        command = HandOverPairing(
            actor=request.actor,
            pairing_id=request.params["pairing_id"],
            partner=Partner(**said.pop("partner")),
            **said,
        )
        self._parts.bus.handle(command, request.cause)
        return Reply({"pairing_id": command.next_id})

    def list_pairings(self, request: Request) -> Reply:
        """Show a page of the pairings of a place's households."""
        asked = dict(request.query)
        asked["id"] = asked.pop("organisation")
        must_reach(request.actor, self._parts.reader, asked["id"])
        return page_of(self._parts.aid.pairings(**asked), request)

    def list_my_pairings(self, request: Request) -> Reply:
        """Show a page of one's own pairings."""
        me = {"kind": PartnerKind.STAFF, "partner": request.actor.id}
        asked = {"id": None, "household": None, **me, **request.query}
        return page_of(self._parts.aid.pairings(**asked), request)

    def list_unpaired(self, request: Request) -> Reply:
        """Show which social workers were paired with nobody on a day."""
        asked = dict(request.query)
        place = asked.pop("organisation")
        must_reach(request.actor, self._parts.reader, place)
        asked["on"] = asked["on"] or civil_day(self._parts.clock.now())
        return page_of(self._parts.aid.unpaired(place, **asked), request)


def pairing_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of pairings."""
    door = PairingDoor(parts)
    yield from _write_routes(door)
    yield from _list_routes(door)


def _write_routes(door: PairingDoor) -> Iterator[Route]:
    one = "/v1/pairings/{pairing_id:uuid}"
    errors = (HouseholdUnknown, OutOfReach, PairedAlready, Taken, Invalid)
    for method, path, operation, summary, body in (
        (
            "PUT",
            one,
            door.put_pairing,
            "结对 Pair somebody with a household (C-11)",
            schemas.PairingBody,
        ),
        (
            "POST",
            one + "/end",
            door.end_pairing,
            "结束结对 End a pairing",
            schemas.EndPairingBody,
        ),
        (
            "POST",
            one + "/hand-over",
            door.hand_over_pairing,
            "交接结对（留沿革） Hand a pairing over; the history stays",
            schemas.HandOverPairingBody,
        ),
    ):
        yield Route(
            method=method,
            path=path,
            operation=operation,
            summary=summary,
            roles=OVERSEERS,
            body=body,
            replies={200: schemas.PairingIdSchema},
            errors=(*errors, PairingUnknown, PairingEnded),
            tag=TAG,
        )


def _list_routes(door: PairingDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/pairings",
        operation=door.list_pairings,
        summary="结对情况，可查某日、某户、某人 Pairings of a place",
        roles=OVERSEERS,
        query=schemas.PairingsQuery,
        replies={200: schemas.PairingPageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/my-pairings",
        operation=door.list_my_pairings,
        summary="我的结对户 One's own pairings",
        roles=STAFF,
        query=schemas.MyPairingsQuery,
        replies={200: schemas.PairingPageSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/missing-pairings",
        operation=door.list_unpaired,
        summary="某日无结对的社工 Social workers paired with nobody on a day (C-11)",
        roles=OVERSEERS,
        query=schemas.UnpairedQuery,
        replies={200: schemas.UnpairedPageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
