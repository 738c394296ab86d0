"""Intake's first shape."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SPINE = """
CREATE TABLE access_log (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor TEXT NOT NULL,
    role VARCHAR(32) NOT NULL,
    organisation_id TEXT,
    purpose TEXT NOT NULL,
    subject TEXT NOT NULL,
    fields TEXT[] NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_access_log_actor ON access_log (actor, at);
CREATE INDEX ix_access_log_subject ON access_log (subject, at);
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
CREATE TABLE inbox (
    message_id UUID NOT NULL,
    admitted_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (message_id)
);
CREATE INDEX inbox_by_age ON inbox USING brin (admitted_at);
CREATE TABLE outbox (
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    message_id UUID NOT NULL,
    routing_key VARCHAR(120) NOT NULL,
    headers TEXT NOT NULL,
    body TEXT NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (seq)
);
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
alter table outbox set (autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
"""

OWN = """
CREATE SEQUENCE receipt_numbers INCREMENT BY 100;
CREATE TABLE case_progress (
    petition_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    state VARCHAR(32) NOT NULL,
    facts JSONB NOT NULL,
    PRIMARY KEY (petition_id)
);
CREATE INDEX case_progress_in_trouble ON case_progress (state, petition_id) WHERE state in ('unrouted', 'returned', 'escalated', 'reopened');
CREATE TABLE categories (
    code VARCHAR(64) NOT NULL,
    names JSONB NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    PRIMARY KEY (code)
);
CREATE TABLE once_keys (
    scope VARCHAR(320) NOT NULL,
    key VARCHAR(300) NOT NULL,
    fingerprint VARCHAR(64) NOT NULL,
    petition_id UUID NOT NULL,
    receipt VARCHAR(40) NOT NULL,
    state VARCHAR(32) NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX once_keys_by_age ON once_keys USING brin (taken_at);
CREATE TABLE organisations (
    organisation_id VARCHAR(32) NOT NULL,
    revision INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind VARCHAR(32) NOT NULL,
    parent_id VARCHAR(32),
    division_code VARCHAR(12) NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (organisation_id)
);
CREATE TABLE petitions (
    petition_id UUID NOT NULL,
    receipt VARCHAR(40) NOT NULL,
    channel VARCHAR(32) NOT NULL,
    state VARCHAR(32) NOT NULL,
    revision INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    place TEXT NOT NULL,
    category VARCHAR(64),
    division_code VARCHAR(12) NOT NULL,
    organisation_id VARCHAR(32),
    contact TEXT,
    reachable BOOLEAN NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE,
    refusal VARCHAR(32),
    explanation TEXT NOT NULL,
    source VARCHAR(64),
    external_ref VARCHAR(128),
    PRIMARY KEY (petition_id)
);
CREATE UNIQUE INDEX petitions_by_receipt ON petitions (receipt);
CREATE UNIQUE INDEX petitions_by_record ON petitions (source, external_ref) WHERE external_ref is not null;
CREATE INDEX petitions_worklist ON petitions (state, channel, petition_id);
CREATE TABLE wrong_codes (
    receipt VARCHAR(40) NOT NULL,
    tries INTEGER NOT NULL,
    counted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (receipt)
);
"""

ONLY_ADDED_TO = """
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '%% is only ever added to', tg_table_name;
end $$;
create trigger access_log_is_only_added_to before update or delete on access_log
    for each statement execute function refuse_change();
"""

GONE = """
drop table case_progress, categories, once_keys, organisations, petitions, wrong_codes,
    access_log, dead_letter_acts, dead_letters, inbox, outbox, timeline;
drop sequence receipt_numbers;
drop function refuse_change;
"""


def upgrade() -> None:
    """Make every table."""
    for script in (SPINE, OWN, ONLY_ADDED_TO):
        op.get_bind().exec_driver_sql(script)


def downgrade() -> None:
    """Drop every table."""
    op.get_bind().exec_driver_sql(GONE)
