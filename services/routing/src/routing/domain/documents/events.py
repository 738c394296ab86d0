"""What happened in the documents' room, told through the case."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from minqing_kernel.messages import DomainEvent
from routing.domain.events import CaseFact


@dataclass(frozen=True, kw_only=True)
class DocumentIssued(CaseFact):
    """A document of the case is numbered and printed; its text is not told here."""

    public: ClassVar[bool] = True
    document_id: UUID
    document_kind: str
    number: str
    issued_by: str
    addressee: str
    corrects: UUID | None


@dataclass(frozen=True, kw_only=True)
class NoticeIssued(DomainEvent):
    """A document of a petition without a case is numbered and printed."""

    document_id: UUID
    petition_id: UUID
    revision: int
    document_kind: str
    number: str
    issued_by: str
    at: datetime
