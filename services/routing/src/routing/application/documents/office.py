"""The document office: number in one transaction, print outside, keep in another.

A process that dies in between leaves a numbered document; the next pass prints it, so
that no number is without its document.
"""

import logging
from typing import Any, Protocol
from uuid import uuid4

from minqing_kernel.messages import Cause, Command
from routing.application.documents.commands import DraftDocument, KeepPrint
from routing.application.documents.ports import Press, Unprinted
from routing.application.documents.views import DocumentRow, sheet_of
from routing.domain.documents.document import Document
from routing.domain.documents.errors import AlreadyPrinted, PressUnavailable

log = logging.getLogger(__name__)


class Bus(Protocol):
    """The part of the command bus that the office needs."""

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command in a transaction of its own."""
        ...


class DocumentOffice:
    """Issues documents, and prints those that were left without a print."""

    def __init__(self, bus: Bus, press: Press, archive: Unprinted) -> None:
        self._bus = bus
        self._press = press
        self._archive = archive

    def issue(self, command: DraftDocument, cause: Cause) -> DocumentRow:
        """Draw up, print and keep a document; the same again is the same document.

        Raises PressUnavailable before a number is taken, when nothing can be printed.
        """
        self._press.ensure_ready()
        document: Document = self._bus.handle(command, cause)
        if document.sha256 is None:
            document = self._print(document, cause)
        return DocumentRow.of(document)

    def print_waiting(self, limit: int = 20) -> int:
        """Print what was left without a print; return how many were printed."""
        printed = 0
        for document in self._archive.unprinted(limit):
            try:
                self._print(document, Cause(correlation_id=uuid4()))
                printed += 1
            except AlreadyPrinted:
                log.info("document %s was printed meanwhile", document.document_id)
            except PressUnavailable as error:
                log.warning("document %s waits: %s", document.document_id, error)
        return printed

    def _print(self, document: Document, cause: Cause) -> Document:
        pdf = self._press.print(sheet_of(document))
        keep = KeepPrint(
            document_id=document.document_id, petition_id=document.petition_id, pdf=pdf
        )
        kept: Document = self._bus.handle(keep, cause)
        return kept
