"""Documents over HTTP: the list, a new one, its print; and how the organs sign."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Idempotency, Reply, Request, Route
from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Role
from routing.application.documents.commands import DraftDocument, SetOrgan
from routing.application.documents.views import OrganRow
from routing.bootstrap import Parts
from routing.domain.documents.document import Wording
from routing.domain.documents.errors import (
    AlreadyCorrected,
    AlreadyPrinted,
    DocumentNotFound,
    NoExtensionGranted,
    NotPrinted,
    PressUnavailable,
    WrongParts,
)
from routing.domain.documents.layout import DocumentKind
from routing.domain.errors import (
    CaseNotFound,
    KeyReused,
    NotYours,
    UnknownUnit,
)
from routing.domain.organs.errors import (
    MarkTaken,
    NoOrgan,
    NotAnOrgan,
    OrganNotFound,
)
from routing.entrypoints.rooms.document_schemas import (
    DocumentSchema,
    DocumentsSchema,
    DraftSchema,
    OrganBodySchema,
    OrganSchema,
)
from routing.entrypoints.rooms.files import as_file
from routing.entrypoints.rooms.scope import case_shown, id_for

TAG = "公文 Documents"
PATH = "/v1/cases/{case}/documents"
PDF = "application/pdf"
READERS = STAFF | {Role.OPS}


def document_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that tell of documents."""
    desk = DocumentDesk(parts)
    return [*_of_cases(desk), *_of_organs(desk)]


def _of_cases(desk: "DocumentDesk") -> Iterator[Route]:
    yield Route(
        method="GET",
        path=PATH,
        operation=desk.list_documents,
        summary="公文清单 A case's documents",
        roles=READERS,
        replies={200: DocumentsSchema},
        errors=(CaseNotFound, NotYours),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path=PATH,
        operation=desk.issue_document,
        summary="出具公文 Number, print and keep a document",
        roles=STAFF,
        body=DraftSchema,
        replies={201: DocumentSchema},
        errors=(
            CaseNotFound,
            NotYours,
            Forbidden,
            WrongParts,
            NoExtensionGranted,
            NoOrgan,
            DocumentNotFound,
            AlreadyCorrected,
            AlreadyPrinted,
            KeyReused,
            PressUnavailable,
        ),
        idempotency=Idempotency.OPTIONAL,
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=PATH + "/{document:uuid}",
        operation=desk.download_document,
        summary="下载公文 The print; the reading is logged",
        roles=STAFF,
        media_type=PDF,
        errors=(CaseNotFound, NotYours, DocumentNotFound, NotPrinted),
        tag=TAG,
    )


def _of_organs(desk: "DocumentDesk") -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/organs/{organisation}",
        operation=desk.show_organ,
        summary="机关代字 How an organ signs",
        roles=READERS,
        replies={200: OrganSchema},
        errors=(OrganNotFound,),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path="/v1/organs/{organisation}",
        operation=desk.set_organ,
        summary="设定机关代字 Let an organ sign thus",
        roles=frozenset({Role.SUPERVISOR, Role.OPS}),
        body=OrganBodySchema,
        replies={200: OrganSchema},
        errors=(NotAnOrgan, NotYours, Forbidden, MarkTaken, UnknownUnit),
        tag=TAG,
    )


class DocumentDesk:
    """Decodes, hands over, answers."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._archive = parts.rooms.archive

    def list_documents(self, request: Request) -> Reply:
        """Answer with a case's documents, without their words."""
        return Reply({"items": self._archive.of_case(case_shown(self._parts, request))})

    def issue_document(self, request: Request) -> Reply:
        """Issue a document."""
        body = request.body
        petition_id = self._parts.reader.find(request.params["case"])
        command = DraftDocument(
            actor=request.actor,
            document_id=id_for(request, f"document:{petition_id}"),
            petition_id=petition_id,
            wording=Wording(**body | {"kind": DocumentKind(body["kind"])}),
        )
        row = self._parts.rooms.office.issue(command, request.cause)
        return Reply(row, status=201)

    def download_document(self, request: Request) -> Reply:
        """Answer with the print."""
        document_id = request.params["document"]
        petition_id = case_shown(self._parts, request)
        return as_file(
            self._archive.pdf(petition_id, document_id, by=request.actor), document_id
        )

    def show_organ(self, request: Request) -> Reply:
        """Answer with how an organ signs."""
        return Reply(self._archive.organ(request.params["organisation"]))

    def set_organ(self, request: Request) -> Reply:
        """Let an organ sign thus."""
        organisation_id = request.params["organisation"]
        command = SetOrgan(
            actor=request.actor, organisation_id=organisation_id, **request.body
        )
        organ = self._parts.bus.handle(command, request.cause)
        return Reply(
            OrganRow(
                organisation_id=organisation_id,
                mark=organ.mark,
                name=organ.name,
                review_unit=organ.review_unit,
                revision=organ.revision,
            )
        )
