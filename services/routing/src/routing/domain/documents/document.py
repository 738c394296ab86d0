"""One document: drafted once under a number, printed once, and never changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor
from minqing_kernel.working_time import local_day
from routing.domain.authority import DISPATCHERS, STAFF
from routing.domain.case import Case
from routing.domain.documents.errors import AlreadyPrinted
from routing.domain.documents.events import DocumentIssued, NoticeIssued
from routing.domain.documents.layout import LAYOUTS, DocumentKind
from routing.domain.errors import KeyReused, NotYours
from routing.domain.organisation import OrganisationTree
from routing.domain.organs.organ import Organ, name_of, organs_above


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What the clerk wrote: `addressee` and `address` stay blanks when they are None.

    Routing knows nobody's name or address, so they come with the request or not at all.
    """

    kind: DocumentKind
    parts: Mapping[str, str] = field(hash=False)
    addressee: str | None = None
    address: str | None = None
    corrects: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Number:
    """A document's number: organ's mark, year, and its place in that year's row."""

    mark: str
    year: int
    seq: int

    def __str__(self) -> str:
        return f"{self.mark}〔{self.year}〕{self.seq}号"


@dataclass(eq=False, kw_only=True)
class Document(Aggregate):
    """A numbered document of one case; with its print it is issued.

    `organ_id` issues it; `remedy_organ` is the name of the organ above, to whom the
    petitioner may turn; `corrected` is the number of the document it takes the place
    of; `due_at` is until when the case was owed as it was drafted.
    """

    document_id: UUID
    petition_id: UUID
    receipt: str
    wording: Wording
    number: Number
    organ_id: str
    organ_name: str
    remedy_organ: str | None
    corrected: str | None
    due_at: datetime | None
    drafted_at: datetime
    drafted_by: str
    sha256: str | None = None

    @property
    def kind(self) -> DocumentKind:
        """Which kind of document it is."""
        return self.wording.kind

    def must_say(self, wording: Wording) -> None:
        """Raise KeyReused, unless it was drafted with this very wording.

        What the case said of itself is not compared.
        """
        known = LAYOUTS[self.kind].known
        written = {k: v for k, v in self.wording.parts.items() if k not in known}
        if replace(self.wording, parts=written) != wording:
            raise KeyReused

    def printed(self, pdf: bytes, case: Case | None, *, at: datetime) -> None:
        """Take the print's fingerprint: the document is issued, and the case told.

        Without a case the document tells of itself.

        Raises AlreadyPrinted.
        """
        if self.sha256 is not None:
            raise AlreadyPrinted
        self.sha256 = hashlib.sha256(pdf).hexdigest()
        if case is None:
            self._tell_of_itself(at)
            return
        case.note(
            DocumentIssued,
            at=at,
            document_id=self.document_id,
            document_kind=self.kind.value,
            number=str(self.number),
            issued_by=self.organ_id,
            addressee=LAYOUTS[self.kind].addressee.value,
            corrects=self.wording.corrects,
        )

    def _tell_of_itself(self, at: datetime) -> None:
        self.record(
            NoticeIssued(
                document_id=self.document_id,
                petition_id=self.petition_id,
                revision=1,
                document_kind=self.kind.value,
                number=str(self.number),
                issued_by=self.organ_id,
                at=at,
            )
        )


def ensure_drafter(by: Actor, case: Case, units: OrganisationTree) -> str:
    """Let staff of the unit that answers, or of a superior, pass; return their unit.

    While nobody answers, those who dispatch may write. Raises Forbidden, NotYours.
    """
    if by.role not in STAFF:
        raise Forbidden(f"{by.role} does not draw up documents")
    waiting = case.organisation_id is None and by.role not in DISPATCHERS
    if by.organisation_id is None or waiting:
        raise NotYours
    owner = case.organisation_id or by.organisation_id
    if not units.stands_over(by.organisation_id, owner):
        raise NotYours
    return by.organisation_id


def draft(
    document_id: UUID,
    case: Case,
    wording: Wording,
    organ: Organ,
    seq: int,
    *,
    corrected: Document | None,
    by: Actor,
    units: OrganisationTree,
    at: datetime,
) -> Document:
    """Draw a document up under its number."""
    above = next(organs_above(organ.organisation_id, units), None)
    return Document(
        document_id=document_id,
        petition_id=case.petition_id,
        receipt=case.receipt,
        wording=wording,
        number=Number(mark=organ.mark, year=local_day(at).year, seq=seq),
        organ_id=organ.organisation_id,
        organ_name=organ.name,
        remedy_organ=name_of(units.find(above)) if above else None,
        corrected=str(corrected.number) if corrected else None,
        due_at=case.deadline.due_at if case.deadline else None,
        drafted_at=at,
        drafted_by=by.id,
    )
