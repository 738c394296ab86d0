"""Routes for 六个一 (B-11): what a unit did in a year, and what shows it."""

from collections.abc import Iterator

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.aid.commands import ShowEvidence
from registry.application.authority import must_see_place
from registry.bootstrap import Parts
from registry.domain.aid.checklist import Evidence
from registry.domain.errors import OutOfReach, Taken
from registry.entrypoints.aid import six_schemas as schemas
from registry.entrypoints.structure import page_of
from registry.entrypoints.visits.routes import OVERSEERS

TAG = "六个一 Six ones"


class SixDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def put_evidence(self, request: Request) -> Reply:
        """Say what shows that one of the six is done."""
        said, place = dict(request.body), request.params["organisation_id"]
        evidence = [Evidence(**each) for each in said.pop("evidence")]
        command = ShowEvidence(
            actor=request.actor, organisation_id=place, evidence=evidence, **said
        )
        self._parts.bus.handle(command, request.cause)
        (found,) = self._parts.aid.six_ones(place, said["year"], only=place)
        return Reply(found)

    def list_six(self, request: Request) -> Reply:
        """Show the six of each unit of a place."""
        asked = dict(request.query)
        place, year = asked.pop("organisation"), asked.pop("year")
        must_see_place(request.actor, self._parts.reader, place)
        return page_of(self._parts.aid.six_ones(place, year, **asked), request)


def six_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of the six ones."""
    door = SixDoor(parts)
    yield Route(
        method="PUT",
        path="/v1/six-ones/{organisation_id}",
        operation=door.put_evidence,
        summary="登记“六个一”佐证 Say what shows that one of the six is done (B-11)",
        roles=OVERSEERS,
        body=schemas.SixBody,
        replies={200: schemas.SixSchema},
        errors=(OutOfReach, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/six-ones",
        operation=door.list_six,
        summary="“六个一”完成率 The six of each unit of a place, in per cent",
        roles=OVERSEERS,
        query=schemas.SixQuery,
        replies={200: schemas.SixPageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
