"""Routes for organisations as of a day, and for who continues whom."""

from collections.abc import Iterator

from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.editions.commands import RecordSuccession
from registry.bootstrap import Parts
from registry.domain.errors import (
    OrganisationUnknown,
    OutOfReach,
    Taken,
    WouldCircle,
)
from registry.entrypoints.editions import schemas
from registry.entrypoints.structure import GOVERNORS, ORGANISATIONS, page_of


class EditionDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._editions = parts.editions

    def show_tree(self, request: Request) -> Reply:
        """Show the tree of organisations as it stood on a day."""
        query = dict(request.query)
        return page_of(self._editions.as_of(query.pop("as_of"), **query), request)

    def show_history(self, request: Request) -> Reply:
        """Show what an organisation was, and who continues it."""
        organisation_id = request.params["organisation_id"]
        found = self._editions.editions(organisation_id)
        if not found:
            raise OrganisationUnknown
        succession = self._editions.succession(organisation_id)
        return Reply({"items": found, "succession": succession})

    def list_heirs(self, request: Request) -> Reply:
        """Show who continues an organisation today, through every merger since."""
        organisation_id = request.params["organisation_id"]
        if not self._editions.editions(organisation_id):
            raise OrganisationUnknown
        return Reply({"items": self._editions.heirs(organisation_id)})

    def put_succession(self, request: Request) -> Reply:
        """Say who continues an organisation that is no more."""
        body = dict(request.body)
        command = RecordSuccession(
            actor=request.actor,
            organisation_id=request.params["organisation_id"],
            successors=tuple(body.pop("successors")),
            **body,
        )
        self._bus.handle(command, request.cause)
        return self.show_history(request)


def edition_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of the history of organisations."""
    door = EditionDoor(parts)
    one = "/v1/organisations/{organisation_id}"
    yield Route(
        method="GET",
        path="/v1/organisation-tree",
        operation=door.show_tree,
        summary="某日的组织树 The tree of organisations as of a day",
        roles=PUBLIC,
        query=schemas.TreeQuery,
        replies={200: schemas.TreePageSchema},
        tag=ORGANISATIONS,
    )
    yield Route(
        method="GET",
        path=one + "/editions",
        operation=door.show_history,
        summary="组织沿革 What an organisation was, day by day",
        roles=PUBLIC,
        replies={200: schemas.HistorySchema},
        errors=(OrganisationUnknown,),
        tag=ORGANISATIONS,
    )
    yield Route(
        method="GET",
        path=one + "/successors",
        operation=door.list_heirs,
        summary="承继单位 Who continues an organisation today (条例第24条)",
        roles=PUBLIC,
        replies={200: schemas.HeirsSchema},
        errors=(OrganisationUnknown,),
        tag=ORGANISATIONS,
    )
    yield Route(
        method="PUT",
        path=one + "/succession",
        operation=door.put_succession,
        summary="登记承继 Say who continues an organisation (条例第24条)",
        roles=GOVERNORS,
        body=schemas.SuccessionBody,
        replies={200: schemas.HistorySchema},
        errors=(OrganisationUnknown, OutOfReach, WouldCircle, Taken, Invalid),
        tag=ORGANISATIONS,
    )
