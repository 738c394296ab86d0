"""The lists that staff keep for themselves: a name and the filters that are on."""

from alembic import op

revision = "0126"
down_revision = "0125"

UP = """
create table staff_views (
    view_id uuid primary key,
    staff_id varchar(64) not null,
    sealed text not null,
    kept_at timestamptz not null default now()
);
create index staff_views_of_somebody on staff_views (staff_id, kept_at);
"""


def upgrade() -> None:
    """Add the table."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it: people then set their filters anew."""
    op.get_bind().exec_driver_sql("drop table staff_views")
