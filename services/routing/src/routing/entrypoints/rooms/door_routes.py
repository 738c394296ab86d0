"""Documents of petitions that never became a case: the list, and each print."""

from collections.abc import Iterator
from uuid import UUID

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.messages import Actor, Role
from routing.adapters.documents.door_store import AtTheDoor
from routing.bootstrap import Parts
from routing.domain.accused import is_hidden_from
from routing.domain.authority import may_see
from routing.domain.documents.errors import DocumentNotFound, NotPrinted
from routing.domain.errors import CaseNotFound, NotYours
from routing.entrypoints.rooms.document_schemas import DocumentsSchema
from routing.entrypoints.rooms.files import as_file

TAG = "公文 Documents"
PATH = "/v1/petitions/{petition:uuid}/documents"


def door_routes(parts: Parts) -> Iterator[Route]:
    """Return the rows of the table that tell of documents without a case."""
    desk = DoorDesk(parts)
    yield Route(
        method="GET",
        path=PATH,
        operation=desk.list_documents,
        operation_id="list_documents_at_the_door",
        summary="未受理事项的公文 Documents of a petition without a case",
        roles=STAFF | {Role.OPS},
        replies={200: DocumentsSchema},
        errors=(DocumentNotFound, NotYours),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=PATH + "/{document:uuid}",
        operation=desk.download_document,
        operation_id="download_document_at_the_door",
        summary="下载公文 The print; the reading is logged",
        roles=STAFF,
        media_type="application/pdf",
        errors=(DocumentNotFound, NotYours, NotPrinted),
        tag=TAG,
    )


class DoorDesk:
    """Decodes, hands over, answers."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._rooms = parts.rooms

    def list_documents(self, request: Request) -> Reply:
        """Answer with the documents, without their words."""
        petition_id = request.params["petition"]
        shown = self._shown(request.actor, petition_id).document_ids
        rows = self._rooms.archive.of_case(petition_id)
        return Reply({"items": [row for row in rows if row.document_id in shown]})

    def download_document(self, request: Request) -> Reply:
        """Answer with the print."""
        petition_id, document_id = (
            request.params[name] for name in ("petition", "document")
        )
        if document_id not in self._shown(request.actor, petition_id).document_ids:
            raise DocumentNotFound
        return as_file(
            self._rooms.archive.pdf(petition_id, document_id, by=request.actor),
            document_id,
        )

    def _shown(self, actor: Actor, petition_id: UUID) -> AtTheDoor:
        """Return what a petition has, if the actor may see it.

        Raises DocumentNotFound, also to whom the petition accuses and to all below them
        (条例第30条); NotYours.
        """
        found = self._rooms.door.of_petition(petition_id)
        units = self._parts.directories.current().units
        if found is None or is_hidden_from(
            actor, found.accused | self._accused_since(petition_id), units
        ):
            raise DocumentNotFound
        if not may_see(actor, found.organisation_id, units):
            raise NotYours
        return found

    def _accused_since(self, petition_id: UUID) -> frozenset[str]:
        """Return whom it accuses as a case, if it became one after all."""
        try:
            sheet = self._parts.reader.sheet(petition_id)
        except CaseNotFound:
            return frozenset()
        return frozenset(sheet.matter.accused)
