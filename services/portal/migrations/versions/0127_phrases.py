"""常用语: what a unit has ready to be said in its answers."""

from alembic import op

revision = "0127"
down_revision = "0126"

UP = """
create table phrases (
    phrase_id uuid primary key,
    organisation_id varchar(32) not null,
    category varchar(64) not null,
    title varchar(80) not null,
    body text not null,
    by varchar(64) not null,
    changed_at timestamptz not null,
    revision integer not null
);
create index phrases_of_a_unit on phrases (organisation_id, category, title);
"""


def upgrade() -> None:
    """Add the table."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it: units then write them anew."""
    op.get_bind().exec_driver_sql("drop table phrases")
