"""Files of rows brought in and taken out."""

from alembic import op

revision = "0040"
down_revision = "0032"

SCRIPT = """
create table import_batches (
    batch_id uuid not null,
    kind varchar(32) not null,
    file_name text not null,
    fingerprint varchar(64) not null,
    started_by text not null,
    role varchar(32) not null,
    started_organisation text,
    organisation_id text,
    dry_run boolean not null,
    seen_before uuid,
    state varchar(32) not null,
    total integer,
    position integer not null,
    rows_done integer not null,
    counts jsonb not null,
    why text not null,
    started_at timestamp with time zone not null,
    finished_at timestamp with time zone,
    held_until timestamp with time zone,
    revision integer not null,
    primary key (batch_id)
);
create index ix_import_batches_fingerprint on import_batches (fingerprint);
create index ix_import_batches_to_do on import_batches (started_at)
    where state in ('waiting', 'undoing');
create table import_parts (
    batch_id uuid not null references import_batches (batch_id),
    no integer not null,
    sealed text not null,
    primary key (batch_id, no)
);
create table import_rows (
    batch_id uuid not null references import_batches (batch_id),
    no integer not null,
    outcome varchar(16) not null,
    subject varchar(64) not null,
    revision integer not null,
    before jsonb,
    undone smallint not null,
    primary key (batch_id, no)
);
create index ix_import_rows_to_undo on import_rows (batch_id, no) where undone = 0;
create table import_faults (
    batch_id uuid not null references import_batches (batch_id),
    row_no integer not null,
    no integer not null,
    column_title text not null,
    shown text not null,
    code varchar(64) not null,
    primary key (batch_id, row_no, no)
);
create table household_numbers (
    number_index varchar(64) not null,
    household_id uuid not null references households (household_id),
    primary key (number_index)
);
create index ix_household_numbers_household_id on household_numbers (household_id);
create table exports (
    export_id uuid not null,
    kind varchar(32) not null,
    form varchar(8) not null,
    organisation_id text not null,
    actor text not null,
    role varchar(32) not null,
    actor_organisation text,
    purpose text not null,
    at timestamp with time zone not null,
    subjects uuid[] not null,
    primary key (export_id)
);
"""


def upgrade() -> None:
    """Nothing has been brought in as a file yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget the files; what they brought in stays."""
    op.get_bind().exec_driver_sql(
        "drop table exports, household_numbers, import_faults, import_rows,"
        " import_parts, import_batches"
    )
