"""Who looked at sensitive data, when, why: every reading leaves a row."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    Identity,
    Index,
    MetaData,
    String,
    Table,
    Text,
    insert,
)
from sqlalchemy.dialects.postgresql import ARRAY

from minqing_kernel.messages import Actor

TABLE_NAME = "access_log"


def access_log_table(metadata: MetaData) -> Table:
    """Define the table, only ever appended to; `subject` says whose data it was."""
    return Table(
        TABLE_NAME,
        metadata,
        Column("id", BigInteger, Identity(always=True), primary_key=True),
        Column("at", DateTime(timezone=True), nullable=False),
        Column("actor", Text, nullable=False),
        Column("role", String(32), nullable=False),
        Column("organisation_id", Text),
        Column("purpose", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("fields", ARRAY(Text), nullable=False),
        Index("ix_access_log_subject", "subject", "at"),
        Index("ix_access_log_actor", "actor", "at"),
    )


class AccessLog:
    """Writes the rows of one service, inside the transaction that does the reading."""

    def __init__(self, table: Table) -> None:
        self._insert = insert(table)

    def note(
        self,
        connection: Connection,
        *,
        at: datetime,
        actor: Actor,
        purpose: str,
        subject: str,
        fields: Sequence[str],
    ) -> None:
        """Note that `actor` read these fields about `subject` for `purpose`.

        Raises ValueError without a purpose or without fields: nobody looks for nothing.
        """
        if not purpose.strip() or not fields:
            raise ValueError("a reading needs a purpose and at least one field")
        connection.execute(
            self._insert,
            {
                "at": at,
                "actor": actor.id,
                "role": actor.role.value,
                "organisation_id": actor.organisation_id,
                "purpose": purpose,
                "subject": subject,
                "fields": sorted(fields),
            },
        )
