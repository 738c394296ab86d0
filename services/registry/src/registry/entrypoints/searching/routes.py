"""The route for finding people as one types."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.searching.commands import SearchResidents
from registry.bootstrap import Parts
from registry.domain.errors import OutOfReach
from registry.entrypoints.people import TAG
from registry.entrypoints.searching import schemas


class SearchDoor:
    """The operation: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus

    def search_residents(self, request: Request) -> Reply:
        """Find people; every look is written down first."""
        command = SearchResidents(actor=request.actor, text=request.body["text"])
        return Reply(self._bus.handle(command, request.cause))


def search_routes(parts: Parts) -> Iterator[Route]:
    """Yield the route of finding people."""
    yield Route(
        method="POST",
        path="/v1/residents/find",
        operation=SearchDoor(parts).search_residents,
        summary="查找居民（脱敏，留痕） Find by name, pinyin, part of an address",
        roles=STAFF,
        body=schemas.SearchBody,
        replies={200: schemas.FoundSchema},
        errors=(OutOfReach, Invalid),
        tag=TAG,
    )
