"""What the documents' room shows, and what it prints from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from minqing_kernel.working_time import local_day
from routing.domain.documents.document import Document
from routing.domain.documents.layout import LAYOUTS


@dataclass(frozen=True, kw_only=True)
class DocumentRow:
    """One document of a case, without its words and without anybody's name."""

    document_id: UUID
    petition_id: UUID
    kind: str
    number: str
    organ_id: str
    drafted_at: datetime
    drafted_by: str
    corrects: UUID | None
    sha256: str | None

    @classmethod
    def of(cls, document: Document) -> "DocumentRow":
        """Say what this document is."""
        return cls(
            document_id=document.document_id,
            petition_id=document.petition_id,
            kind=document.kind.value,
            number=str(document.number),
            organ_id=document.organ_id,
            drafted_at=document.drafted_at,
            drafted_by=document.drafted_by,
            corrects=document.wording.corrects,
            sha256=document.sha256,
        )


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A print, and the number that it has (文号)."""

    pdf: bytes
    number: str


@dataclass(frozen=True, kw_only=True)
class OrganRow:
    """How an organ signs."""

    organisation_id: str
    mark: str
    name: str
    review_unit: str | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that a template may name, and nothing else."""

    template: str
    title: str
    article: str
    number: str
    receipt: str
    organ: str
    remedy_organ: str | None
    corrected: str | None
    addressee: str | None
    address: str | None
    drafted_on: date
    due_on: date | None
    parts: Mapping[str, str]


def sheet_of(document: Document) -> Sheet:
    """Return what a document's template is filled with."""
    wording, layout = document.wording, LAYOUTS[document.kind]
    return Sheet(
        template=wording.kind.value,
        title=layout.title,
        article=layout.article,
        number=str(document.number),
        receipt=document.receipt,
        organ=document.organ_name,
        remedy_organ=document.remedy_organ,
        corrected=document.corrected,
        addressee=wording.addressee,
        address=wording.address,
        drafted_on=local_day(document.drafted_at),
        due_on=local_day(document.due_at) if document.due_at else None,
        parts=wording.parts,
    )
