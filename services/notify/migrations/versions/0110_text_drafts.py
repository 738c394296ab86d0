"""Texts are written by one and let out by another; editions begin on a day."""

from alembic import op

revision = "0110"
down_revision = "0090"
branch_labels = None
depends_on = None

UP = """
create table text_drafts (
    draft_id uuid primary key,
    template varchar(64) not null,
    means varchar(16) not null,
    wordings jsonb not null,
    valid_from timestamp with time zone not null,
    note text not null,
    author varchar(160) not null,
    written_at timestamp with time zone not null,
    state varchar(32) not null,
    decided_by varchar(160),
    decided_at timestamp with time zone,
    reason text not null default ''
);
create index text_drafts_by_state on text_drafts (state, written_at, draft_id);
alter table text_editions add column approved_by varchar(160);
alter table text_editions add column valid_from timestamp with time zone;
update text_editions set valid_from = edited_at;
alter table text_editions alter column valid_from set not null;
create index notices_by_time on notices using brin (at);
"""
DOWN = """
drop index notices_by_time;
alter table text_editions drop column valid_from;
alter table text_editions drop column approved_by;
drop table text_drafts;
"""


def upgrade() -> None:
    """Make the table; what was edited before holds since it was edited."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it; editions hold from when they were written."""
    op.get_bind().exec_driver_sql(DOWN)
