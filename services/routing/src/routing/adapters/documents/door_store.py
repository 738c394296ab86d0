"""What is owed at the door, in its table; and whose it is, for those who ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    DateTime,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from minqing_chassis.database import Database
from minqing_chassis.unit_of_work import SqlWork
from routing.adapters.documents.patience import LATER
from routing.adapters.tables import METADATA
from routing.domain.documents.door import DoorNotice
from routing.domain.documents.layout import DocumentKind

NOW = func.now()

door_notices = Table(
    "door_notices",
    METADATA,
    Column("document_id", Uuid, primary_key=True),
    Column("petition_id", Uuid, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("organisation_id", Text),
    Column("accused", ARRAY(Text), nullable=False),
    Column("parts", JSONB, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("drafted_at", DateTime(timezone=True)),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_try_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("last_error", Text),
    Index(
        "door_notices_waiting",
        "next_try_at",
        postgresql_where=text("drafted_at is null"),
    ),
    Index("door_notices_by_petition", "petition_id"),
)
NAMES = (
    "document_id",
    "petition_id",
    "receipt",
    "kind",
    "organisation_id",
    "accused",
    "parts",
)
LISTED = ", ".join(NAMES)
OWE = f"""
insert into door_notices ({LISTED})
select {LISTED} from jsonb_populate_recordset(null::door_notices, :rows)
on conflict (document_id) do nothing
"""
TAKE = """
select * from door_notices where document_id = :document_id and drafted_at is null
for update
"""
DRAFTED = """
update door_notices set drafted_at = now(), last_error = null
from jsonb_to_recordset(:rows) as new(document_id uuid)
where door_notices.document_id = new.document_id
"""
POSTPONE = f"""
update door_notices set {LATER.format(table="door_notices")}
from jsonb_to_recordset(:rows) as new(document_id uuid, reason text)
where door_notices.document_id = new.document_id
"""
WAITING = """
select document_id from door_notices where drafted_at is null and next_try_at <= now()
order by next_try_at limit :limit
"""
OF_PETITION = """
select document_id, organisation_id, accused from door_notices
where petition_id = :petition_id order by since
"""


class SqlDoorNotices:
    """Keeps what is owed; the primary key decides what was told before."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def owe(self, notice: DoorNotice) -> None:
        """Keep a notice when the unit commits; the same one again changes nothing."""
        said = {name: getattr(notice, name) for name in NAMES}
        row = said | {"accused": list(notice.accused), "parts": dict(notice.parts)}
        self._work.write(OWE, [row])

    def take(self, document_id: UUID) -> DoorNotice | None:
        """Return one that is not drawn up yet, locked until the unit ends, or None."""
        rows = self._work.read(TAKE, document_id=document_id)
        return _notice(rows[0]) if rows else None

    def drafted(self, document_id: UUID) -> None:
        """Note that it is drawn up when the unit commits."""
        self._work.write(DRAFTED, [{"document_id": document_id}])

    def postpone(self, document_id: UUID, reason: str) -> None:
        """Try again after a pause that grows, and keep the reason."""
        row = {"document_id": document_id, "reason": reason}
        self._work.write(POSTPONE, [row])


@dataclass(frozen=True, kw_only=True)
class AtTheDoor:
    """Whose documents a petition has, none of which belongs to a case."""

    document_ids: frozenset[UUID]
    organisation_id: str | None
    accused: frozenset[str]


class DoorReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def notices_waiting(self, limit: int) -> list[UUID]:
        """Return the documents that are to be drawn up now, oldest first."""
        rows = self._database.rows(WAITING, limit=limit)
        return [row["document_id"] for row in rows]

    def of_petition(self, petition_id: UUID) -> AtTheDoor | None:
        """Return what a petition is owed at the door, None for nothing."""
        rows = self._database.rows(OF_PETITION, petition_id=petition_id)
        if not rows:
            return None
        return AtTheDoor(
            document_ids=frozenset(row["document_id"] for row in rows),
            organisation_id=rows[-1]["organisation_id"],
            accused=frozenset(each for row in rows for each in row["accused"]),
        )


def _notice(row: Mapping[Any, Any]) -> DoorNotice:
    said = {name: row[name] for name in NAMES}
    words = {"kind": DocumentKind(row["kind"]), "accused": tuple(row["accused"])}
    return DoorNotice(**said | words)
