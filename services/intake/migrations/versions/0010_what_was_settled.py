"""What was settled of a petition, who is accused, and when somebody must look."""

from alembic import op

revision = "0010"
down_revision = "0002"
branch_labels = None
depends_on = None

SETTLED = """
ALTER TABLE petitions ADD COLUMN details JSONB;
ALTER TABLE petitions ADD COLUMN accused VARCHAR(32)[];
ALTER TABLE petitions ADD COLUMN watch_at TIMESTAMP WITH TIME ZONE;
CREATE INDEX petitions_watched ON petitions (watch_at, petition_id) WHERE watch_at is not null;
"""
GONE = """
DROP INDEX petitions_watched;
ALTER TABLE petitions DROP COLUMN details, DROP COLUMN accused, DROP COLUMN watch_at;
"""


def upgrade() -> None:
    """Add the columns."""
    op.get_bind().exec_driver_sql(SETTLED)


def downgrade() -> None:
    """Drop them; what was settled is lost."""
    op.get_bind().exec_driver_sql(GONE)
