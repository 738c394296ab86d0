"""Hazards flagged on cases."""

from alembic import op

revision = "0033"
down_revision = "0032"

TABLES = """
CREATE TABLE hazards (
    hazard_id UUID NOT NULL,
    petition_id UUID NOT NULL,
    kind VARCHAR(32) NOT NULL,
    description TEXT NOT NULL,
    informed TEXT[] NOT NULL,
    flagged_at TIMESTAMP WITH TIME ZONE NOT NULL,
    flagged_by TEXT NOT NULL,
    PRIMARY KEY (hazard_id),
    CONSTRAINT hazards_kind_key UNIQUE (petition_id, kind)
);
"""


def upgrade() -> None:
    """Create everything."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
