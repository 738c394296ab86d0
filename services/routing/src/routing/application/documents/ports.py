"""What the documents' use cases need, in their own words."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from routing.application.documents.views import Sheet
from routing.application.ports import RoutingWork
from routing.domain.documents.document import Document
from routing.domain.organs.organ import Organ


class Documents(Protocol):
    """The collection of all documents; a kept one never changes but by its print."""

    def find(self, document_id: UUID) -> Document | None:
        """Return a document, locked until the unit ends, or None."""
        ...

    def get(self, document_id: UUID) -> Document:
        """Return a document, locked until the unit ends; raise DocumentNotFound."""
        ...

    def add(self, document: Document) -> None:
        """Take a new one in; raise AlreadyCorrected, at the latest at the commit."""
        ...

    def next_seq(self, mark: str, year: int) -> int:
        """Take the next number of a mark's year; given back if the unit fails."""
        ...

    def keep_print(self, document_id: UUID, pdf: bytes) -> None:
        """Keep the print's bytes; raise AlreadyPrinted at the latest at the commit."""
        ...

    def postpone_print(self, document_id: UUID, reason: str) -> None:
        """Try to print it again after a pause that grows, and keep the reason."""
        ...


class Organs(Protocol):
    """How the organs sign."""

    def entry(self, organisation_id: str) -> Organ:
        """Return an organ's entry, a blank one if there was none."""
        ...

    def find(self, organisation_id: str) -> Organ | None:
        """Return an organ that has a mark, or None."""
        ...


class DocumentsWork(RoutingWork, Protocol):
    """A unit of work with the documents' room open."""

    @property
    def documents(self) -> Documents: ...  # noqa: D102

    @property
    def organs(self) -> Organs: ...  # noqa: D102


class Press(Protocol):
    """Makes a print of a sheet; asked outside of any transaction."""

    def ensure_ready(self) -> None:
        """Raise PressUnavailable that says what is missing."""
        ...

    def print(self, sheet: Sheet) -> bytes:
        """Return a PDF; raise PressUnavailable when it cannot be made."""
        ...


class Unprinted(Protocol):
    """Finds what still has to be printed."""

    def unprinted(self, limit: int) -> Sequence[Document]:
        """Return documents whose turn to be printed has come, oldest first."""
        ...
