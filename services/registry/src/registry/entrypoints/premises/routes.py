"""Routes for premises: the tree, an address found in it, households that hang on it."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.adapters.searching.pinyin import readings_of
from registry.application.authority import must_see_place
from registry.application.premises.commands import RecordPremises
from registry.bootstrap import Parts
from registry.domain.errors import OutOfReach, Taken
from registry.domain.premises.address import read_address
from registry.domain.premises.errors import (
    PremisesFixed,
    PremisesKnown,
    PremisesUnknown,
)
from registry.domain.premises.finding import find_places, read_place
from registry.domain.premises.locating import locate
from registry.domain.premises.premises import PremisesProfile
from registry.entrypoints.people import KEEPERS
from registry.entrypoints.premises import schemas
from registry.entrypoints.structure import WORKERS, page_of

TAG = "房屋 Premises"


class PremisesDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._premises = parts.premises
        self._reader = parts.reader

    def put_premises(self, request: Request) -> Reply:
        """Say what premises are."""
        command = RecordPremises(
            actor=request.actor,
            premises_id=request.params["premises_id"],
            profile=PremisesProfile(**request.body),
        )
        self._bus.handle(command, request.cause)
        return self.get_premises(request)

    def get_premises(self, request: Request) -> Reply:
        """Show premises."""
        found = self._premises.one(request.params["premises_id"])
        if found is None:
            raise PremisesUnknown
        return Reply(found)

    def list_premises(self, request: Request) -> Reply:
        """Show a page of premises."""
        return page_of(self._premises.page(**request.query), request)

    def locate_address(self, request: Request) -> Reply:
        """Show how far an address is found; nothing is stored, nobody is named."""
        ground = self._premises.ground(request.body["organisation_id"])
        found = locate(read_address(request.body["address"]), ground)
        path = [vars(each.profile) | vars(each) for each in found.path]
        return Reply({"path": path, "missing": found.missing})

    def find_places(self, request: Request) -> Reply:
        """Show the places that somebody means, by part of a name or its pinyin."""
        asked, told = read_place(request.query["text"]), list[dict[str, str]]()
        if asked is not None:
            top = request.actor.organisation_id or ""
            ground = self._premises.places(top)
            found = find_places(asked, ground, readings_of)
            told = [{"label": e.label, **e.told} for e in found]
        return Reply({"items": told})

    def check_hanging(self, request: Request) -> Reply:
        """Show which households hang on no door."""
        organisation_id = request.query["organisation"]
        must_see_place(request.actor, self._reader, organisation_id)
        return Reply(self._premises.hanging(organisation_id))


def premises_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of premises."""
    door = PremisesDoor(parts)
    yield from _tree_routes(door)
    yield Route(
        method="POST",
        path="/v1/addresses/locate",
        operation=door.locate_address,
        summary="地址定位 Find the door of an address as somebody wrote it",
        roles=WORKERS,
        body=schemas.AddressBody,
        replies={200: schemas.LocatedSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/premises-found",
        operation=door.find_places,
        summary="找地点 Places by part of a name or pinyin initials: jky 9d 2dy",
        description=(
            "本单位及下级的小区、院落、楼栋、单元；不列户。Estates, courtyards, "
            "buildings, units of one's own and below; no doors."
        ),
        roles=STAFF,
        query=schemas.PlaceQuery,
        replies={200: schemas.PlacesFoundSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/premises-check",
        operation=door.check_hanging,
        summary="住户挂接检查 Households that hang on no door (A-22)",
        roles=WORKERS,
        query=schemas.CommunityQuery,
        replies={200: schemas.HangingSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )


def _tree_routes(door: PremisesDoor) -> Iterator[Route]:
    one = "/v1/premises/{premises_id}"
    yield Route(
        method="GET",
        path="/v1/premises",
        operation=door.list_premises,
        summary="房屋列表 List premises",
        roles=WORKERS,
        query=schemas.PremisesQuery,
        replies={200: schemas.PremisesPageSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one,
        operation=door.get_premises,
        summary="查看房屋 Show premises",
        roles=WORKERS,
        replies={200: schemas.PremisesSchema},
        errors=(PremisesUnknown,),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_premises,
        summary="登记房屋 Record 小区、院落、楼栋、单元、户",
        roles=KEEPERS,
        body=schemas.PremisesBody,
        replies={200: schemas.PremisesSchema},
        errors=(OutOfReach, PremisesFixed, PremisesKnown, Taken, Invalid),
        tag=TAG,
    )
