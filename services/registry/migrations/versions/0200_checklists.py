"""The answers to the points of a patrol's list, beside the visit (D-30)."""

from alembic import op

revision = "0200"
down_revision = "0161"

ANSWERS = "alter table visits add column checklist jsonb not null default '[]'"


def upgrade() -> None:
    """Make room; visits of before answered nothing."""
    op.get_bind().exec_driver_sql(ANSWERS)


def downgrade() -> None:
    """Drop the answers."""
    op.get_bind().exec_driver_sql("alter table visits drop column checklist")
