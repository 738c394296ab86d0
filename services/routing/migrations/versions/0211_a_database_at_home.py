"""A mark by which a database is known to have been brought back from a backup."""

from alembic import op

revision = "0211"
down_revision = "0210"

TABLE = """
CREATE TABLE IF NOT EXISTS agency_home (
    one BOOLEAN NOT NULL,
    born BIGINT NOT NULL,
    PRIMARY KEY (one),
    CONSTRAINT agency_home_once CHECK (one)
);
"""
"""A restore of an older backup makes it before this does: it stays as it is then."""


def upgrade() -> None:
    """Create it empty; the service notes at its first start that it is at home."""
    op.get_bind().exec_driver_sql(TABLE)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
