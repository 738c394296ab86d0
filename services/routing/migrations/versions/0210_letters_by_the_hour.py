"""How much each neighbour tells in an hour: its statements have a limit."""

from alembic import op

revision = "0210"
down_revision = "0200"

TABLE = """
CREATE TABLE agency_hours (
    agency TEXT NOT NULL,
    hour TIMESTAMP WITH TIME ZONE NOT NULL,
    letters INTEGER NOT NULL,
    bytes BIGINT NOT NULL,
    prints BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    PRIMARY KEY (agency, hour)
);
"""


def upgrade() -> None:
    """Create it empty."""
    op.get_bind().exec_driver_sql(TABLE)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
