"""Who looks at a case just now: a courtesy among colleagues, never a lock."""

from alembic import op

revision = "0128"
down_revision = "0127"

UP = """
create unlogged table presence (
    matter varchar(64) not null,
    staff_id varchar(64) not null,
    writes boolean not null,
    seen_at timestamptz not null default now(),
    constraint presence_pkey primary key (matter, staff_id)
);
create index presence_by_age on presence (seen_at);
"""


def upgrade() -> None:
    """Add the table; what it holds is worth nothing after a minute and a half."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it: people then do not see each other."""
    op.get_bind().exec_driver_sql("drop table presence")
