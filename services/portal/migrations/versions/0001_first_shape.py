"""The first shape: what keeps facts from being lost or doubled."""

from alembic import op

revision = "0001"
down_revision = None

SPINE = """
CREATE TABLE outbox (
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    message_id UUID NOT NULL,
    routing_key VARCHAR(120) NOT NULL,
    headers TEXT NOT NULL,
    body TEXT NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (seq)
);
CREATE TABLE inbox (
    message_id UUID NOT NULL,
    admitted_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (message_id)
);
CREATE INDEX inbox_by_age ON inbox USING brin (admitted_at);
CREATE TABLE timeline (
    subject VARCHAR(64) NOT NULL,
    source VARCHAR(32) NOT NULL,
    revision INTEGER NOT NULL,
    step VARCHAR(64) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor VARCHAR(120) NOT NULL,
    correlation_id UUID NOT NULL,
    message_id UUID NOT NULL,
    detail JSONB NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (subject, source, revision)
);
CREATE TABLE dead_letters (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    fingerprint VARCHAR(80) NOT NULL,
    event VARCHAR(120) NOT NULL,
    reason TEXT NOT NULL,
    headers JSONB NOT NULL,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    state VARCHAR(16) DEFAULT 'open' NOT NULL,
    kept_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX one_open_dead_letter_a_message ON dead_letters (fingerprint) WHERE state = 'open';
CREATE TABLE dead_letter_acts (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    dead_letter_id BIGINT NOT NULL,
    act VARCHAR(16) NOT NULL,
    by VARCHAR(120) NOT NULL,
    reason TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_dead_letter_acts_dead_letter_id ON dead_letter_acts (dead_letter_id);
alter table outbox set (autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
"""


def upgrade() -> None:
    """Create the spine's tables."""
    op.execute(SPINE)


def downgrade() -> None:
    """Drop them."""
    for table in ("dead_letter_acts", "dead_letters", "timeline", "inbox", "outbox"):
        op.drop_table(table)
