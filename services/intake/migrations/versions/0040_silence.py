"""Petitioners who were asked before are watched for their answer too."""

from alembic import op

revision = "0040"
down_revision = "0033"
branch_labels = None
depends_on = None

WATCHED = """
UPDATE petitions
SET watch_at = cast(details->'supplement'->>'answer_by' as timestamptz)
WHERE state = 'awaiting-petitioner' AND watch_at IS NULL
    AND details->'supplement'->>'answer_by' IS NOT NULL
"""


def upgrade() -> None:
    """Watch those who were asked."""
    op.get_bind().exec_driver_sql(WATCHED)


def downgrade() -> None:
    """Watch only what waits for a decision, as before."""
    op.get_bind().exec_driver_sql(
        "update petitions set watch_at = null where state = 'awaiting-petitioner'"
    )
