"""The petitioner's own documents: by number and code, each download logged."""

from collections.abc import Iterator
from uuid import UUID

from marshmallow import Schema, fields, validate

from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from routing.adapters.documents.petitioner import for_petitioner
from routing.application.documents.views import DocumentRow
from routing.bootstrap import Parts
from routing.domain.documents.errors import (
    CodesUnasked,
    DocumentNotFound,
    NotOpened,
    TooManyCodes,
)
from routing.domain.documents.layout import DocumentKind
from routing.entrypoints.rooms.files import as_file

TAG = "公文 Documents"
PATH = "/v1/own-documents"


class OpenSchema(Schema):
    """Number and code; they stand in no address."""

    receipt = fields.String(required=True, validate=validate.Length(1, 64))
    code = fields.String(required=True, validate=validate.Length(1, 64))


class OwnDocumentSchema(Schema):
    """One document that was issued to the petitioner.

    `corrected`: another takes its place.
    """

    document_id = fields.UUID(required=True)
    kind = fields.String(
        required=True, validate=validate.OneOf([each.value for each in DocumentKind])
    )
    number = fields.String(required=True)
    drafted_at = fields.AwareDateTime(required=True)
    corrected = fields.Boolean(required=True)


class OwnDocumentsSchema(Schema):
    """All of them, oldest first."""

    items = fields.List(fields.Nested(OwnDocumentSchema), required=True)


class OwnDesk:
    """Decodes, asks whose it is, answers."""

    def __init__(self, parts: Parts) -> None:
        self._rooms = parts.rooms

    def list_own(self, request: Request) -> Reply:
        """Answer with what was issued to who holds the code."""
        rows = self._issued(self._petition(request))
        replaced = {row.corrects for row in rows}
        return Reply({"items": [_told(row, replaced) for row in rows]})

    def download_own(self, request: Request) -> Reply:
        """Answer with the print; that it was read is written down."""
        petition_id, wanted = self._petition(request), request.params["document"]
        if wanted not in {row.document_id for row in self._issued(petition_id)}:
            raise DocumentNotFound
        return as_file(
            self._rooms.archive.pdf(petition_id, wanted, by=request.actor), wanted
        )

    def _petition(self, request: Request) -> UUID:
        return self._rooms.codes.petition_of(**request.body)

    def _issued(self, petition_id: UUID) -> list[DocumentRow]:
        return for_petitioner(self._rooms.archive.of_case(petition_id))


def own_routes(parts: Parts) -> Iterator[Route]:
    """Yield the rows of the table that petitioners go through."""
    desk = OwnDesk(parts)
    yield Route(
        method="POST",
        path=PATH,
        operation=desk.list_own,
        summary="我的公文（凭查询码） Documents issued to me",
        roles=PUBLIC,
        body=OpenSchema,
        replies={200: OwnDocumentsSchema},
        errors=(NotOpened, TooManyCodes, CodesUnasked),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path=PATH + "/{document:uuid}",
        operation=desk.download_own,
        summary="下载我的公文（留痕） The print of one; the reading is logged",
        roles=PUBLIC,
        body=OpenSchema,
        replies={200: None},
        media_type="application/pdf",
        errors=(NotOpened, TooManyCodes, CodesUnasked, DocumentNotFound),
        tag=TAG,
    )


def _told(row: DocumentRow, replaced: set[UUID | None]) -> dict[str, object]:
    return {
        "document_id": row.document_id,
        "kind": row.kind,
        "number": row.number,
        "drafted_at": row.drafted_at,
        "corrected": row.document_id in replaced,
    }
