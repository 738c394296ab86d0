"""Notices of units on residents' first page; who wrote and who ended each stays."""

from alembic import op

revision = "0123"
down_revision = "0150"

UP = """
create table home_notices (
    notice_id uuid primary key,
    organisation_id varchar(32) not null,
    unit_name varchar(100) not null,
    texts jsonb not null,
    first_day date not null,
    last_day date not null,
    by varchar(64) not null,
    said_at timestamptz not null,
    ended_by varchar(64),
    ended_at timestamptz
);
create index home_notices_by_day on home_notices (last_day, first_day);
"""


def upgrade() -> None:
    """Add the table."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it: what was once told to residents there is then known no more."""
    op.get_bind().exec_driver_sql("drop table home_notices")
