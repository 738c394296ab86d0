"""Routing's first shape: the spine, cases with their history, and the directory."""

from alembic import op

from minqing_chassis.tables import QUEUE_STORAGE

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE assignments (
    petition_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    organisation_id TEXT NOT NULL,
    handler_id TEXT,
    rule TEXT NOT NULL,
    why TEXT NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    until TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (petition_id, revision)
);
CREATE TABLE cases (
    petition_id UUID NOT NULL,
    receipt TEXT NOT NULL,
    category TEXT NOT NULL,
    division_code TEXT NOT NULL,
    named_organisation_id TEXT,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    accepted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    reachable BOOLEAN NOT NULL,
    from_archive BOOLEAN NOT NULL,
    external_ref TEXT,
    state VARCHAR(32) NOT NULL,
    revision INTEGER NOT NULL,
    edition BIGINT,
    organisation_id TEXT,
    handler_id TEXT,
    due_at TIMESTAMP WITH TIME ZONE,
    escalation_level INTEGER NOT NULL,
    PRIMARY KEY (petition_id),
    CONSTRAINT cases_receipt_key UNIQUE (receipt)
);
CREATE INDEX cases_by_due ON cases (coalesce(due_at, 'infinity'::timestamptz), petition_id);
CREATE INDEX cases_by_external_ref ON cases (external_ref) WHERE external_ref is not null;
CREATE INDEX cases_by_unit ON cases (organisation_id, coalesce(due_at, 'infinity'::timestamptz), petition_id);
CREATE INDEX cases_waiting ON cases (petition_id) WHERE edition is not null;
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
CREATE TABLE deadlines (
    petition_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    kind VARCHAR(32) DEFAULT 'handling' NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    watch_from TIMESTAMP WITH TIME ZONE,
    level INTEGER NOT NULL,
    breached_at TIMESTAMP WITH TIME ZONE,
    met_at TIMESTAMP WITH TIME ZONE,
    replaced_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (petition_id, revision)
);
CREATE INDEX deadlines_escalated ON deadlines (level) WHERE level > 0;
CREATE INDEX deadlines_watched ON deadlines (watch_from, petition_id) WHERE watch_from is not null;
CREATE TABLE directory_edition (
    edition BIGINT NOT NULL,
    counted_to TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (edition)
);
CREATE TABLE inbox (
    message_id UUID NOT NULL,
    admitted_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (message_id)
);
CREATE INDEX inbox_by_age ON inbox USING brin (admitted_at);
CREATE TABLE jurisdiction_rules (
    code TEXT NOT NULL,
    revision INTEGER NOT NULL,
    category TEXT NOT NULL,
    division_prefix TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    handle_within_days INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    valid_from TIMESTAMP WITH TIME ZONE,
    valid_to TIMESTAMP WITH TIME ZONE,
    note TEXT NOT NULL,
    PRIMARY KEY (code)
);
CREATE TABLE kept_answers (
    role TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint VARCHAR(64) NOT NULL,
    answer JSONB NOT NULL,
    kept_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (role, actor_id, organisation_id, key)
);
CREATE INDEX kept_answers_by_age ON kept_answers USING brin (kept_at);
CREATE TABLE organisations (
    organisation_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id TEXT,
    division_code TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (organisation_id)
);
CREATE TABLE outbox (
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    message_id UUID NOT NULL,
    routing_key VARCHAR(120) NOT NULL,
    headers TEXT NOT NULL,
    body TEXT NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (seq)
);
CREATE TABLE resolutions (
    petition_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    outcome VARCHAR(32) NOT NULL,
    reply TEXT NOT NULL,
    resolved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    resolved_by TEXT NOT NULL,
    PRIMARY KEY (petition_id, revision)
);
CREATE TABLE staff (
    staff_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    organisation_id TEXT NOT NULL,
    roles TEXT[] NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (staff_id)
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
"""
CASE_STORAGE = """
alter table cases set (autovacuum_vacuum_scale_factor = 0.05);
alter table deadlines set (autovacuum_vacuum_scale_factor = 0.05);
"""
FIRST_EDITION = "insert into directory_edition values (1, '-infinity')"


def upgrade() -> None:
    """Create everything."""
    for sql in (TABLES, CASE_STORAGE, QUEUE_STORAGE, FIRST_EDITION):
        op.get_bind().exec_driver_sql(sql)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
