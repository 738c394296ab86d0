"""The document office: number in one transaction, print outside, keep in another.

A process that dies in between leaves a numbered document; the next pass prints it, so
that no number is without its document.
"""

import logging
from typing import Any, Protocol
from uuid import UUID, uuid4

from minqing_kernel.messages import Cause, Command
from routing.application.documents.commands import (
    DraftDocument,
    KeepPrint,
    PostponePrint,
)
from routing.application.documents.door import DraftNotice, PostponeNotice, Waiting
from routing.application.documents.ports import Press, Unprinted
from routing.application.documents.views import DocumentRow, sheet_of
from routing.domain.documents.document import Document
from routing.domain.documents.errors import AlreadyPrinted, PressUnavailable
from routing.domain.organs.errors import NoOrgan

MOST_WORDS = 500
"""Of a failure that is kept."""
log = logging.getLogger(__name__)


class Bus(Protocol):
    """The part of the command bus that the office needs."""

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command in a transaction of its own."""
        ...


class DocumentOffice:
    """Issues documents, and prints those that were left without a print."""

    def __init__(
        self, bus: Bus, press: Press, archive: Unprinted, door: Waiting
    ) -> None:
        self._bus = bus
        self._press = press
        self._archive = archive
        self._door = door

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
        waiting = self._archive.unprinted(limit)
        return sum(self._printed(document) for document in waiting)

    def draft_waiting(self, limit: int = 20) -> int:
        """Draw up and print what is owed at the door; return how many were drawn up.

        No number is taken while nothing can be printed.
        """
        waiting = self._door.notices_waiting(limit)
        if not waiting or not self._is_ready():
            return 0
        return sum(self._drafted(document_id) for document_id in waiting)

    def _is_ready(self) -> bool:
        try:
            self._press.ensure_ready()
        except PressUnavailable as error:
            log.warning("nothing can be printed: %s", error)
            return False
        return True

    def _drafted(self, document_id: UUID) -> bool:
        """Draw one up; a bad one is tried again later, and keeps nobody waiting."""
        cause = Cause(correlation_id=uuid4())
        try:
            draft = DraftNotice(document_id=document_id)
            document: Document | None = self._bus.handle(draft, cause)
        except Exception as error:
            known = isinstance(error, NoOrgan)
            reason = NoOrgan.code if known else str(error)[:MOST_WORDS]
            log.warning("the notice %s waits: %r", document_id, error)
            later = PostponeNotice(document_id=document_id, reason=reason)
            self._bus.handle(later, cause)
            return False
        if document is None:
            return False
        self._printed(document)
        return True

    def _printed(self, document: Document) -> bool:
        """Print one; a bad one is tried again later, and keeps nobody waiting."""
        cause = Cause(correlation_id=uuid4())
        try:
            self._print(document, cause)
        except AlreadyPrinted:
            log.info("document %s was printed meanwhile", document.document_id)
            return False
        except Exception as error:
            log.warning("document %s waits: %r", document.document_id, error)
            later = PostponePrint(
                document_id=document.document_id, reason=str(error)[:MOST_WORDS]
            )
            self._bus.handle(later, cause)
            return False
        return True

    def _print(self, document: Document, cause: Cause) -> Document:
        pdf = self._press.print(sheet_of(document))
        keep = KeepPrint(
            document_id=document.document_id, petition_id=document.petition_id, pdf=pdf
        )
        kept: Document = self._bus.handle(keep, cause)
        return kept
