"""The register's first shape."""

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
alter table outbox set (autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
"""

OWN = """
CREATE TABLE organisations (
    organisation_id VARCHAR(32) NOT NULL,
    name TEXT NOT NULL,
    kind VARCHAR(32) NOT NULL,
    parent_id VARCHAR(32),
    division_code VARCHAR(12) NOT NULL,
    desk_address TEXT,
    active BOOLEAN NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (organisation_id),
    CONSTRAINT organisations_no_loop CHECK (parent_id <> organisation_id),
    FOREIGN KEY(parent_id) REFERENCES organisations (organisation_id)
);
CREATE INDEX ix_organisations_division ON organisations (division_code text_pattern_ops);
CREATE INDEX ix_organisations_parent_id ON organisations (parent_id);
CREATE TABLE staff (
    staff_id VARCHAR(32) NOT NULL,
    name TEXT NOT NULL,
    organisation_id VARCHAR(32) NOT NULL,
    roles TEXT[] NOT NULL,
    active BOOLEAN NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (staff_id),
    FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id)
);
CREATE INDEX ix_staff_organisation_id ON staff (organisation_id);
CREATE TABLE grids (
    grid_id VARCHAR(32) NOT NULL,
    name TEXT NOT NULL,
    level SMALLINT NOT NULL,
    parent_id VARCHAR(32),
    organisation_id VARCHAR(32) NOT NULL,
    active BOOLEAN NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (grid_id),
    FOREIGN KEY(parent_id) REFERENCES grids (grid_id),
    FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id)
);
CREATE INDEX ix_grids_organisation_id ON grids (organisation_id);
CREATE INDEX ix_grids_parent_id ON grids (parent_id);
CREATE TABLE duties (
    duty_id UUID NOT NULL,
    staff_id VARCHAR(32) NOT NULL,
    duty VARCHAR(32) NOT NULL,
    scope_kind VARCHAR(32) NOT NULL,
    scope_id TEXT NOT NULL,
    since DATE NOT NULL,
    until DATE,
    revision INTEGER NOT NULL,
    PRIMARY KEY (duty_id),
    FOREIGN KEY(staff_id) REFERENCES staff (staff_id)
);
CREATE UNIQUE INDEX duties_one_head_a_grid ON duties (scope_id) WHERE duty = 'grid-head' and until is null;
CREATE INDEX ix_duties_scope ON duties (scope_kind, scope_id);
CREATE INDEX ix_duties_staff_id ON duties (staff_id);
CREATE TABLE households (
    household_id UUID NOT NULL,
    organisation_id VARCHAR(32) NOT NULL,
    grid_id VARCHAR(32),
    sealed TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (household_id),
    FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id),
    FOREIGN KEY(grid_id) REFERENCES grids (grid_id)
);
CREATE INDEX ix_households_grid_id ON households (grid_id);
CREATE INDEX ix_households_organisation_id ON households (organisation_id);
CREATE TABLE residents (
    resident_id UUID NOT NULL,
    organisation_id VARCHAR(32) NOT NULL,
    household_id UUID,
    registered_division VARCHAR(12),
    sealed TEXT NOT NULL,
    identity_index VARCHAR(64),
    telephone_index VARCHAR(64),
    state VARCHAR(32) NOT NULL,
    died_on DATE,
    revision INTEGER NOT NULL,
    PRIMARY KEY (resident_id),
    CONSTRAINT residents_identity_once UNIQUE (identity_index),
    FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id),
    FOREIGN KEY(household_id) REFERENCES households (household_id)
);
CREATE INDEX ix_residents_household_id ON residents (household_id);
CREATE INDEX ix_residents_organisation_id ON residents (organisation_id);
CREATE INDEX ix_residents_telephone_index ON residents (telephone_index);
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
drop table residents, households, duties, grids, staff, organisations, access_log,
    dead_letter_acts, dead_letters, timeline, inbox, outbox;
drop function refuse_change;
"""


def upgrade() -> None:
    """Make every table."""
    for script in (SPINE, OWN, ONLY_ADDED_TO):
        op.get_bind().exec_driver_sql(script)


def downgrade() -> None:
    """Drop every table."""
    op.get_bind().exec_driver_sql(GONE)

