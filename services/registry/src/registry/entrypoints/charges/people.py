"""The routes to the people and the homes in one's own charge."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from registry.application.charges.commands import SeeHomes
from registry.application.charges.homes import my_homes
from registry.application.charges.people import my_people
from registry.bootstrap import Parts
from registry.domain.access import Purpose
from registry.domain.errors import OutOfReach
from registry.entrypoints.charges.schemas import MyHomesQuery, MyHomesSchema
from registry.entrypoints.people import TAG
from registry.entrypoints.privacy.schemas import MinePageSchema, MineQuery


def my_people_routes(parts: Parts) -> Iterator[Route]:
    """Yield the routes; whose charge it is, the token says."""

    def list_my_people(request: Request) -> Reply:
        asked = request.query
        return Reply(
            my_people(parts.reader, request.actor, asked["after"], asked["limit"])
        )

    yield Route(
        method="GET",
        path="/v1/my-people",
        operation=list_my_people,
        summary="我负责的居民（脱敏） The people of one's buildings, grids, households",
        roles=STAFF,
        query=MineQuery,
        replies={200: MinePageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )

    def list_my_homes(request: Request) -> Reply:
        actor, limit = request.actor, request.query["limit"]
        purpose = request.query["purpose"]
        found = my_homes(parts.reader, actor, limit, whole=purpose is not None)
        if purpose is not None:
            ids = tuple(each.household_id for each in found)
            look = SeeHomes(actor=actor, household_ids=ids, purpose=Purpose(purpose))
            parts.bus.handle(look, request.cause)
        return Reply({"items": found})

    yield Route(
        method="GET",
        path="/v1/my-homes",
        operation=list_my_homes,
        summary="我的走访名单（脱敏；填事由则给地址并留痕） One's homes to visit",
        roles=STAFF,
        query=MyHomesQuery,
        replies={200: MyHomesSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
