"""The route to the people in one's own charge."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from registry.application.charges.people import my_people
from registry.bootstrap import Parts
from registry.domain.errors import OutOfReach
from registry.entrypoints.people import TAG
from registry.entrypoints.privacy.schemas import MinePageSchema, MineQuery


def my_people_routes(parts: Parts) -> Iterator[Route]:
    """Yield the route; whose charge it is, the token says."""

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
