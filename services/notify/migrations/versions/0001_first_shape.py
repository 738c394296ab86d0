"""Notify's first shape."""

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

OWN = """
CREATE TABLE notices (
    notice_id UUID NOT NULL,
    petition_id UUID NOT NULL,
    correlation_id UUID NOT NULL,
    case_revision INTEGER,
    step VARCHAR(32) NOT NULL,
    audience VARCHAR(32) NOT NULL,
    recipient VARCHAR(64) NOT NULL,
    organisation_id VARCHAR(64),
    urgency SMALLINT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    params JSONB NOT NULL,
    state VARCHAR(32) NOT NULL,
    attempts SMALLINT NOT NULL,
    next_attempt_at TIMESTAMP WITH TIME ZONE,
    lease UUID,
    channel VARCHAR(32),
    error TEXT DEFAULT '' NOT NULL,
    settled_at TIMESTAMP WITH TIME ZONE,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (notice_id)
);
CREATE INDEX ix_notices_petition_id ON notices (petition_id);
CREATE INDEX notices_in_trouble ON notices (notice_id) WHERE state in ('failed', 'no-address');
CREATE INDEX notices_to_send ON notices (urgency, next_attempt_at) WHERE next_attempt_at is not null;
CREATE TABLE follow_ups (
    follow_up_id UUID NOT NULL,
    petition_id UUID NOT NULL,
    receipt VARCHAR(64) NOT NULL,
    case_revision INTEGER NOT NULL,
    organisation_id VARCHAR(64),
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    lapses_at TIMESTAMP WITH TIME ZONE,
    resolved_by TEXT,
    state VARCHAR(32) NOT NULL,
    solved BOOLEAN,
    satisfied BOOLEAN,
    reason TEXT,
    answered_by TEXT,
    ended_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (follow_up_id)
);
CREATE INDEX follow_ups_by_state ON follow_ups (state, asked_at, follow_up_id);
CREATE INDEX follow_ups_to_lapse ON follow_ups (lapses_at, follow_up_id) WHERE state = 'open';
CREATE INDEX ix_follow_ups_petition_id ON follow_ups (petition_id);
CREATE TABLE case_heads (
    petition_id UUID NOT NULL,
    case_revision INTEGER NOT NULL,
    PRIMARY KEY (petition_id)
);
CREATE TABLE organisations (
    organisation_id VARCHAR(64) NOT NULL,
    revision INTEGER NOT NULL,
    name TEXT NOT NULL,
    parent_id VARCHAR(64),
    desk_address TEXT,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (organisation_id)
);
CREATE INDEX ix_organisations_parent_id ON organisations (parent_id);
"""

TABLES = (
    "outbox, inbox, timeline, dead_letters, dead_letter_acts,"
    " notices, follow_ups, case_heads, organisations"
)


def upgrade() -> None:
    """Create the spine's tables and notify's own."""
    op.execute(SPINE)
    op.execute(OWN)
    # Every notice leaves two dead rows behind: swept early, the queue stays short.
    op.execute("alter table notices set (autovacuum_vacuum_scale_factor = 0.05)")


def downgrade() -> None:
    """Drop everything."""
    op.execute(f"drop table {TABLES}")
