"""Routes for firms, and for how many there are to visit."""

from collections.abc import Iterator

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.authority import must_see_place
from registry.application.firms.commands import RecordFirm
from registry.bootstrap import Parts
from registry.domain.errors import OutOfReach, Taken
from registry.domain.firms.errors import FirmKnown, FirmUnknown
from registry.domain.firms.firm import FirmProfile
from registry.entrypoints.firms import schemas
from registry.entrypoints.people import KEEPERS
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.structure import WORKERS, page_of

TAG = "企业与场所 Firms"


class FirmDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._firms = parts.firms
        self._reader = parts.reader

    def put_firm(self, request: Request) -> Reply:
        """Say what a firm is."""
        command = RecordFirm(
            actor=request.actor,
            firm_id=request.params["firm_id"],
            profile=FirmProfile(**request.body),
        )
        self._bus.handle(command, request.cause)
        return self.get_firm(request)

    def get_firm(self, request: Request) -> Reply:
        """Show a firm."""
        found = self._firms.one(request.params["firm_id"])
        if found is None:
            raise FirmUnknown
        return Reply(found)

    def list_firms(self, request: Request) -> Reply:
        """Show a page of firms."""
        query = dict(request.query)
        return page_of(self._firms.page(query.pop("organisation"), **query), request)

    def count_visited(self, request: Request) -> Reply:
        """Show how many there are to visit, by type."""
        organisation_id = request.query["organisation"]
        must_see_place(request.actor, self._reader, organisation_id)
        return Reply(self._firms.counts(organisation_id))


def firm_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of firms."""
    door, one = FirmDoor(parts), "/v1/firms/{firm_id:uuid}"
    yield Route(
        method="GET",
        path="/v1/firms",
        operation=door.list_firms,
        summary="企业与场所列表 List firms",
        roles=WORKERS,
        query=schemas.FirmQuery,
        replies={200: schemas.FirmPageSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one,
        operation=door.get_firm,
        summary="查看企业或场所 Show a firm",
        roles=WORKERS,
        replies={200: schemas.FirmSchema},
        errors=(FirmUnknown,),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_firm,
        summary="登记企业或场所 Record a firm",
        roles=KEEPERS,
        body=schemas.FirmBody,
        replies={200: schemas.FirmSchema},
        errors=(OutOfReach, FirmKnown, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/visited-counts",
        operation=door.count_visited,
        summary="走访对象数 How many there are to visit, by type (D-01, D-11)",
        roles=WORKERS,
        query=CommunityQuery,
        replies={200: schemas.VisitedSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
