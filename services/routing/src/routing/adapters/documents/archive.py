"""The documents that are there: lists, prints, and who read which."""

from collections.abc import Sequence
from uuid import UUID

from minqing_chassis.access_log import AccessLog
from minqing_chassis.database import Database, fetch
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor
from routing.adapters.documents.rows import document_from, printed_from
from routing.adapters.documents.tables import ACCESS_LOG
from routing.application.documents.views import DocumentRow, OrganRow, Printed
from routing.domain.documents.document import Document
from routing.domain.documents.errors import DocumentNotFound, NotPrinted
from routing.domain.organs.errors import OrganNotFound

READ = """
select d.*, p.sha256 from documents d left join document_prints p using (document_id)
"""
PRINT = """
select p.pdf, d.mark, d.year, d.seq
from documents d left join document_prints p using (document_id)
where d.petition_id = :petition_id and d.document_id = :document_id
"""
PURPOSE = "document"
PERSONAL = ("name", "address")


class SqlArchive:
    """Reads outside any unit of work; `wall` is the real clock, for who looked when."""

    def __init__(self, database: Database, wall: Clock) -> None:
        self._database = database
        self._wall = wall
        self._log = AccessLog(ACCESS_LOG)

    def of_case(self, petition_id: UUID) -> list[DocumentRow]:
        """Return a case's documents, oldest first."""
        sql = READ + "where petition_id = :petition_id order by drafted_at, seq"
        rows = self._database.rows(sql, petition_id=petition_id)
        return [DocumentRow.of(document_from(dict(row))) for row in rows]

    def pdf(self, petition_id: UUID, document_id: UUID, *, by: Actor) -> Printed:
        """Return a print, and note who read it of whom; both or neither.

        Raises DocumentNotFound, NotPrinted.
        """
        wanted = {"petition_id": petition_id, "document_id": document_id}
        with self._database.engine.begin() as connection:
            found = fetch(connection, PRINT, wanted)
            if not found:
                raise DocumentNotFound
            if found[0]["pdf"] is None:
                raise NotPrinted
            self._log.note(
                connection,
                at=self._wall.now(),
                actor=by,
                purpose=PURPOSE,
                subject=str(petition_id),
                fields=PERSONAL,
            )
            return printed_from(dict(found[0]))

    def unprinted(self, limit: int) -> Sequence[Document]:
        """Return documents whose turn to be printed has come, oldest first."""
        sql = READ + (
            "join document_prints_owed o using (document_id)"
            " where o.next_try_at <= now() order by o.next_try_at limit :limit"
        )
        rows = self._database.rows(sql, limit=limit)
        return [document_from(dict(row)) for row in rows]

    def organ(self, organisation_id: str) -> OrganRow:
        """Return how an organ signs; raise OrganNotFound."""
        sql = "select * from organs where organisation_id = :organisation_id"
        found = self._database.rows(sql, organisation_id=organisation_id)
        if not found:
            raise OrganNotFound
        return OrganRow(**found[0])
