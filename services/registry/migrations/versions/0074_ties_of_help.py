"""Pairings and plans that ended with a household are kept, so that it can be undone."""

from alembic import op

revision = "0074"
down_revision = "0073"

SCRIPT = """
alter table life_changes
    add column pairings jsonb not null default '[]',
    add column plans jsonb not null default '[]';
alter table household_moves
    add column pairings jsonb not null default '[]',
    add column plans jsonb not null default '[]';
"""


def upgrade() -> None:
    """None ended with a household yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """They end no more with their household."""
    for table in ("life_changes", "household_moves"):
        op.drop_column(table, "pairings")
        op.drop_column(table, "plans")
