"""What the portal keeps for intake, what is being told, and the read model."""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = """
CREATE TABLE kept_matters (
    matter_id UUID NOT NULL,
    number VARCHAR(24) NOT NULL,
    code_print VARCHAR(64) NOT NULL,
    state VARCHAR(32) NOT NULL,
    sealed TEXT NOT NULL,
    answer TEXT NOT NULL,
    reason VARCHAR(64) NOT NULL,
    kept_at TIMESTAMP WITH TIME ZONE NOT NULL,
    settled_at TIMESTAMP WITH TIME ZONE,
    attempts INTEGER DEFAULT 0 NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (matter_id)
);
CREATE UNIQUE INDEX one_matter_a_number ON kept_matters (number);
CREATE INDEX kept_matters_that_wait ON kept_matters (next_at)
    WHERE state = 'waiting';
CREATE TABLE drafts (
    draft_id VARCHAR(64) NOT NULL,
    sealed TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (draft_id)
);
CREATE INDEX drafts_by_age ON drafts (expires_at);
CREATE TABLE heard_facts (
    petition_id UUID NOT NULL,
    source VARCHAR(16) NOT NULL,
    revision INTEGER NOT NULL,
    receipt VARCHAR(40) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    stand VARCHAR(32),
    category VARCHAR(64),
    division_code VARCHAR(12),
    organisation_id VARCHAR(32),
    received_at TIMESTAMP WITH TIME ZONE,
    due_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (petition_id, source, revision)
);
CREATE TABLE matters (
    petition_id UUID NOT NULL,
    receipt VARCHAR(40) NOT NULL,
    stand VARCHAR(32) NOT NULL,
    category VARCHAR(64),
    division_code VARCHAR(12),
    organisation_id VARCHAR(32),
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (petition_id)
);
CREATE INDEX matters_by_receipt ON matters (receipt);
CREATE INDEX matters_by_arrival ON matters (received_at);
"""


def upgrade() -> None:
    """Create the portal's own tables."""
    op.execute(TABLES)


def downgrade() -> None:
    """Drop them."""
    for table in ("matters", "heard_facts", "drafts", "kept_matters"):
        op.drop_table(table)
