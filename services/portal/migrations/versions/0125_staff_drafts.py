"""What staff began to write about a case, and did not send yet."""

from alembic import op

revision = "0125"
down_revision = "0115"

UP = """
create table staff_drafts (
    draft_id varchar(64) primary key,
    matter varchar(64) not null,
    organisation_id varchar(32) not null,
    staff_id varchar(64) not null,
    sealed text not null,
    kept_at timestamptz not null
);
create index staff_drafts_of_a_matter on staff_drafts (matter, organisation_id);
create index staff_drafts_by_age on staff_drafts (kept_at);
"""


def upgrade() -> None:
    """Add the table."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it: what was begun is then lost, nothing that was sent."""
    op.get_bind().exec_driver_sql("drop table staff_drafts")
