"""What a provisional date was counted from, so that a newer calendar can correct it."""

from alembic import op

revision = "0010"
down_revision = "0020"

CHANGES = """
ALTER TABLE deadlines
    ADD COLUMN counted JSONB;
CREATE INDEX deadlines_provisional ON deadlines (petition_id)
    WHERE provisional and met_at is null and replaced_at is null;
"""


def upgrade() -> None:
    """Add the column, empty: what was counted before cannot be told any more."""
    op.get_bind().exec_driver_sql(CHANGES)
