"""Statements between neighbours: what is noted of each, and what differs."""

from alembic import op

revision = "0170"
down_revision = "0160"

TABLES = """
CREATE TABLE agency_neighbours (
    agency TEXT NOT NULL,
    edition INTEGER NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE,
    told_at TIMESTAMP WITH TIME ZONE,
    heard_at TIMESTAMP WITH TIME ZONE,
    skew_seconds FLOAT,
    skew_at TIMESTAMP WITH TIME ZONE,
    dropped BIGINT NOT NULL,
    PRIMARY KEY (agency)
);
CREATE TABLE agency_differences (
    difference_id UUID NOT NULL,
    agency TEXT NOT NULL,
    matter_id UUID NOT NULL,
    kind VARCHAR(32) NOT NULL,
    receipt TEXT NOT NULL,
    number INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    times INTEGER NOT NULL,
    first_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    decided_by TEXT,
    note TEXT,
    PRIMARY KEY (difference_id),
    CONSTRAINT agency_differences_once UNIQUE (agency, matter_id, kind)
);
CREATE INDEX agency_differences_by_age
    ON agency_differences (last_at, difference_id);
CREATE INDEX agency_handovers_by_agency ON agency_handovers (agency, matter_id);
"""


def upgrade() -> None:
    """Create everything; an agency that stands alone leaves it empty."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
