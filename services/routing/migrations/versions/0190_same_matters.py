"""The same matter at two agencies: fingerprints, and what they found."""

from alembic import op

revision = "0190"
down_revision = "0161"

TABLES = """
CREATE TABLE own_marks (
    petition_id UUID NOT NULL,
    agency TEXT NOT NULL,
    receipt TEXT NOT NULL,
    revision INTEGER NOT NULL,
    organisation_id TEXT,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    told TEXT[] NOT NULL,
    looked TEXT[] NOT NULL,
    told_at TIMESTAMP WITH TIME ZONE,
    first_at TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (petition_id, agency)
);
CREATE INDEX own_marks_by_print ON own_marks USING gin (looked);
CREATE INDEX own_marks_by_age ON own_marks (agency, told_at);
CREATE TABLE far_marks (
    agency TEXT NOT NULL,
    mark_id UUID NOT NULL,
    receipt TEXT NOT NULL,
    prints TEXT[] NOT NULL,
    accepted_at TIMESTAMP WITH TIME ZONE,
    due_at TIMESTAMP WITH TIME ZONE,
    said_at TIMESTAMP WITH TIME ZONE NOT NULL,
    gone BOOLEAN NOT NULL,
    PRIMARY KEY (agency, mark_id)
);
CREATE INDEX far_marks_by_print ON far_marks USING gin (prints);
CREATE TABLE same_matters (
    petition_id UUID NOT NULL,
    agency TEXT NOT NULL,
    mark_id UUID NOT NULL,
    receipt TEXT NOT NULL,
    grade VARCHAR(16) NOT NULL,
    found_here BOOLEAN NOT NULL,
    found_at TIMESTAMP WITH TIME ZONE NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (petition_id, agency, mark_id)
);
"""


def upgrade() -> None:
    """Create everything; who compares with nobody leaves it empty."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
