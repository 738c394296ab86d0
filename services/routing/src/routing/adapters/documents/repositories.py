"""The documents' collections in the database."""

from typing import Any
from uuid import UUID

from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from routing.adapters.documents.patience import LATER
from routing.adapters.documents.rows import (
    document_from,
    document_row,
    organ_from,
    organ_row,
)
from routing.adapters.documents.tables import (
    document_prints_owed,
    documents,
    organs,
)
from routing.domain.documents.document import Document
from routing.domain.documents.errors import DocumentNotFound
from routing.domain.organs.organ import Organ

LOCK = "select 1 from documents where document_id = :document_id for update"
READ = """
select d.*, p.sha256 from documents d left join document_prints p using (document_id)
where document_id = :document_id
"""
NEXT_NUMBER = """
insert into document_numbers (mark, year, last) values (:mark, :year, 1)
on conflict (mark, year) do update set last = document_numbers.last + 1
returning last
"""
KEEP_PRINT = """
insert into document_prints (document_id, sha256, pdf, printed_at)
select document_id, encode(sha256(bytes), 'hex'), bytes, now()
from jsonb_to_recordset(:rows) as new(document_id uuid, pdf text)
    cross join lateral (select decode(pdf, 'hex') as bytes) as decoded
"""
NO_LONGER_OWED = """
delete from document_prints_owed where document_id in (
    select document_id from jsonb_to_recordset(:rows) as new(document_id uuid)
)
"""
POSTPONE = f"""
update document_prints_owed set {LATER.format(table="document_prints_owed")}
from jsonb_to_recordset(:rows) as new(document_id uuid, reason text)
where document_prints_owed.document_id = new.document_id
"""
FIND_ORGAN = "select * from organs where organisation_id = :organisation_id"


class SqlDocuments:
    """Adds documents and prints; a print may be kept once, the primary key decides."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._held: dict[UUID, Document] = {}

    def find(self, document_id: UUID) -> Document | None:
        """Return a document, locked until the unit ends, or None."""
        if document_id not in self._held:
            self._work.read(LOCK, document_id=document_id)
            for row in self._work.read(READ, document_id=document_id):
                self._hold(document_from(dict(row)))
        return self._held.get(document_id)

    def get(self, document_id: UUID) -> Document:
        """Return a document, locked until the unit ends; raise DocumentNotFound."""
        found = self.find(document_id)
        if found is None:
            raise DocumentNotFound(f"no document {document_id}")
        return found

    def add(self, document: Document) -> None:
        """Take a new document in."""
        self._hold(document)
        self._work.insert(documents, document_row(document))
        owed = {"document_id": document.document_id}
        self._work.insert(document_prints_owed, owed)

    def next_seq(self, mark: str, year: int) -> int:
        """Take the next number; the row stays locked until the unit ends."""
        [row] = self._work.read(NEXT_NUMBER, mark=mark, year=year)
        last: int = row["last"]
        return last

    def keep_print(self, document_id: UUID, pdf: bytes) -> None:
        """Keep the print's bytes when the unit commits."""
        row: dict[str, Any] = {"document_id": document_id, "pdf": pdf.hex()}
        self._work.write(KEEP_PRINT, [row])
        self._work.write(NO_LONGER_OWED, [{"document_id": document_id}])

    def postpone_print(self, document_id: UUID, reason: str) -> None:
        """Try to print it again after a pause that grows, and keep the reason."""
        row = {"document_id": document_id, "reason": reason}
        self._work.write(POSTPONE, [row])

    def _hold(self, document: Document) -> None:
        self._held[document.document_id] = document
        self._work.watch(document)


class SqlOrgans:
    """How the organs sign."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._entries: Repository[Organ] = Repository(
            work, organs, to_row=organ_row, from_row=organ_from
        )

    def entry(self, organisation_id: str) -> Organ:
        """Return an organ's entry, a blank one if there was none."""
        organ = self._entries.get_many([organisation_id]).get(organisation_id)
        if organ is None:
            organ = Organ(organisation_id=organisation_id)
            self._entries.add(organ)
        return organ

    def find(self, organisation_id: str) -> Organ | None:
        """Return an organ that has a mark, or None; it is not locked."""
        found = self._work.read(FIND_ORGAN, organisation_id=organisation_id)
        return organ_from(dict(found[0])) if found else None
