"""What the documents' room can be asked to do."""

from dataclasses import dataclass
from uuid import UUID

from minqing_kernel.messages import Actor, Command
from routing.domain.documents.document import Wording


@dataclass(frozen=True, kw_only=True)
class SetOrgan(Command):
    """Let an organ sign with this mark and name from now on."""

    actor: Actor
    organisation_id: str
    mark: str
    name: str
    review_unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class DraftDocument(Command):
    """Draw up a document and take the next number of its organ and year."""

    actor: Actor
    document_id: UUID
    petition_id: UUID
    wording: Wording


@dataclass(frozen=True, kw_only=True)
class PostponePrint(Command):
    """Try to print a document again later, for it failed now."""

    document_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class KeepPrint(Command):
    """Keep a document's print for ever; with it the document is issued."""

    document_id: UUID
    petition_id: UUID
    pdf: bytes
