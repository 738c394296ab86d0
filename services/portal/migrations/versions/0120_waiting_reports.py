"""Answers of informers that intake does not have yet, sealed: they go when they can."""

from alembic import op

revision = "0120"
down_revision = "0140"

UP = """
create table waiting_reports (
    report_id uuid primary key,
    sealed text not null,
    kept_at timestamptz not null default now(),
    attempts integer not null default 0,
    next_at timestamptz not null default now()
);
create index waiting_reports_that_wait on waiting_reports (next_at)
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it, and what waits in it."""
    op.get_bind().exec_driver_sql("drop table waiting_reports")
