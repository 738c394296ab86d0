"""Beats, by which a database that was put back unnoticed is known."""

from alembic import op

revision = "0221"
down_revision = "0220"

TABLES = """
CREATE TABLE agency_beats (
    number BIGINT NOT NULL,
    name UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (number),
    CONSTRAINT agency_beats_name UNIQUE (name)
);
ALTER TABLE agency_neighbours ADD COLUMN beat JSONB;
"""


def upgrade() -> None:
    """Create it empty: the service counts from its first start."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
