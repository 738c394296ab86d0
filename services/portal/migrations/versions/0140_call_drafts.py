"""Calls half written down: sealed, found by their clerk alone, gone after a day."""

from alembic import op

revision = "0140"
down_revision = "0128"

UP = """
create table call_drafts (
    draft_id uuid primary key,
    staff_print varchar(64) not null,
    sealed text not null,
    kept_at timestamptz not null default now()
);
create index call_drafts_of_somebody on call_drafts (staff_print, kept_at);
create index call_drafts_by_age on call_drafts (kept_at);
"""


def upgrade() -> None:
    """Add the table."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it: calls half written down are lost."""
    op.get_bind().exec_driver_sql("drop table call_drafts")
