"""Reviews: 复查, 复核 and the end, one row a case."""

from alembic import op

revision = "0031"
down_revision = "0030"

TABLES = """
CREATE TABLE reviews (
    petition_id UUID NOT NULL,
    original_id TEXT NOT NULL,
    state VARCHAR(32) NOT NULL,
    watch_from TIMESTAMP WITH TIME ZONE,
    level INTEGER NOT NULL,
    rounds JSONB NOT NULL,
    hearings JSONB NOT NULL,
    turned_away JSONB NOT NULL,
    PRIMARY KEY (petition_id)
);
CREATE INDEX reviews_watched ON reviews (watch_from, petition_id) WHERE watch_from is not null;
"""


def upgrade() -> None:
    """Create everything."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
