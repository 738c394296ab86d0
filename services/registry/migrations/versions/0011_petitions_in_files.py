"""Where petitions stand, and in whose files they are."""

from alembic import op

revision = "0011"
down_revision = "0010"

PETITIONS = """
CREATE TABLE petition_standings (
    petition_id UUID NOT NULL,
    receipt TEXT NOT NULL,
    intake_revision INTEGER NOT NULL,
    intake_state VARCHAR(32),
    accused TEXT[] NOT NULL,
    case_revision INTEGER NOT NULL,
    case_state VARCHAR(32),
    outcome_revision INTEGER NOT NULL,
    outcome VARCHAR(32),
    answered_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (petition_id)
);
CREATE TABLE petition_links (
    link_id UUID NOT NULL,
    petition_id UUID NOT NULL,
    resident_id UUID NOT NULL,
    section VARCHAR(20),
    revision INTEGER NOT NULL,
    PRIMARY KEY (link_id)
);
CREATE INDEX ix_petition_links_petition_id ON petition_links (petition_id);
CREATE INDEX ix_petition_links_resident_id ON petition_links (resident_id);
"""


def upgrade() -> None:
    """Make the tables."""
    op.get_bind().exec_driver_sql(PETITIONS)


def downgrade() -> None:
    """Take them away."""
    op.get_bind().exec_driver_sql("drop table petition_links, petition_standings")
