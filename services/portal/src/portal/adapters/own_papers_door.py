"""Routing's open door for petitioners: the documents that were issued to them."""

from typing import Any
from uuid import UUID

from marshmallow import fields

from portal.adapters.doors import Door, read_reply
from portal.adapters.replies import Reply


class PaperReply(Reply):
    """One document."""

    document_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    number = fields.String(required=True)
    drafted_at = fields.AwareDateTime(required=True)
    corrected = fields.Boolean(load_default=False)


class PapersReply(Reply):
    """All of them, oldest first."""

    items = fields.List(fields.Nested(PaperReply), required=True)


class OwnPapersDoor:
    """Opens by number and code; routing asks intake whose they are."""

    def __init__(self, url: str) -> None:
        self._door = Door(url)

    def papers(self, receipt: str, code: str, language: str) -> list[dict[str, Any]]:
        """Return what was issued to its petitioner; raise Refused, Away."""
        said = {"receipt": receipt, "code": code}
        answer = self._door.post("/v1/own-documents", language, said)
        found: list[dict[str, Any]] = read_reply(answer, PapersReply)["items"]
        return found

    def paper(self, receipt: str, code: str, document: UUID, language: str) -> bytes:
        """Return one as a PDF; routing writes down that it was read."""
        said = {"receipt": receipt, "code": code}
        answer = self._door.post(f"/v1/own-documents/{document}", language, said)
        return bytes(answer.content)
