"""The tables of imports and exports.

A file is kept sealed until its rows are done. What is kept of a row is an id; a report
of faults shows of personal words their shape alone.
"""

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from registry.adapters.tables import metadata

import_batches = Table(
    "import_batches",
    metadata,
    Column("batch_id", Uuid, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False, index=True),
    Column("started_by", Text, nullable=False),
    Column("role", String(32), nullable=False),
    Column("started_organisation", Text),
    Column("organisation_id", Text),
    Column("dry_run", Boolean, nullable=False),
    Column("seen_before", Uuid),
    Column("state", String(32), nullable=False),
    Column("total", Integer),
    Column("position", Integer, nullable=False),
    Column("rows_done", Integer, nullable=False),
    Column("counts", JSONB, nullable=False),
    Column("why", Text, nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True)),
    Column("held_until", DateTime(timezone=True)),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("stuck", Boolean, nullable=False, server_default="false"),
    Column("revision", Integer, nullable=False),
    Index(
        "ix_import_batches_to_do",
        "started_at",
        postgresql_where=text("state in ('waiting', 'undoing')"),
    ),
)

import_parts = Table(
    "import_parts",
    metadata,
    Column("batch_id", ForeignKey("import_batches.batch_id"), primary_key=True),
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("sealed", Text, nullable=False),
)
"""The file as it was sent; thrown away when its rows are done."""

import_rows = Table(
    "import_rows",
    metadata,
    Column("batch_id", ForeignKey("import_batches.batch_id"), primary_key=True),
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("outcome", String(16), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("before", JSONB),
    Column("undone", SmallInteger, nullable=False),
    Index(
        "ix_import_rows_to_undo",
        "batch_id",
        "no",
        postgresql_where=text("undone = 0"),
    ),
)
"""What an import changed; `undone`: 0 not yet looked at, 1 taken back, 2 kept."""

import_faults = Table(
    "import_faults",
    metadata,
    Column("batch_id", ForeignKey("import_batches.batch_id"), primary_key=True),
    Column("row_no", Integer, primary_key=True, autoincrement=False),
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("column_title", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("code", String(64), nullable=False),
)

household_numbers = Table(
    "household_numbers",
    metadata,
    Column("number_index", String(64), primary_key=True),
    Column(
        "household_id",
        ForeignKey("households.household_id"),
        nullable=False,
        index=True,
    ),
)
"""An office's own number of a household (户编号), as a blind index."""

exports = Table(
    "exports",
    metadata,
    Column("export_id", Uuid, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("form", String(8), nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", String(32), nullable=False),
    Column("actor_organisation", Text),
    Column("purpose", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("subjects", ARRAY(Uuid), nullable=False),
    Column("grid_id", String(32)),
)
"""What left as a file, for whom and what for, and who stood in it."""
