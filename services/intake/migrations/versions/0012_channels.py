"""Arrivals, devices, informers, gatherings, groups, and other lists' categories."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE receptions (
    reception_id UUID NOT NULL,
    organisation_id VARCHAR(32) NOT NULL,
    channel VARCHAR(32) NOT NULL,
    people INTEGER NOT NULL,
    arrived_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_by TEXT NOT NULL,
    state VARCHAR(32) NOT NULL,
    ground VARCHAR(32),
    words TEXT NOT NULL,
    petition_id UUID,
    settled_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (reception_id)
);
CREATE INDEX receptions_by_day ON receptions (arrived_at, organisation_id);
CREATE TABLE devices (
    device_id VARCHAR(64) NOT NULL,
    resident_id VARCHAR(64) NOT NULL,
    contact TEXT,
    place TEXT NOT NULL,
    division_code VARCHAR(12) NOT NULL,
    organisation_id VARCHAR(32) NOT NULL,
    category VARCHAR(64),
    active BOOLEAN NOT NULL,
    PRIMARY KEY (device_id)
);
CREATE TABLE device_calls (
    petition_id UUID NOT NULL,
    device_id VARCHAR(64) NOT NULL,
    known BOOLEAN NOT NULL,
    pressed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    answered_by TEXT,
    PRIMARY KEY (petition_id)
);
CREATE INDEX device_calls_by_moment ON device_calls (pressed_at);
CREATE TABLE enterprises (
    enterprise_id VARCHAR(32) NOT NULL,
    name TEXT NOT NULL,
    organisation_id VARCHAR(32) NOT NULL,
    division_code VARCHAR(12) NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (enterprise_id)
);
CREATE TABLE informer_reports (
    enterprise_id VARCHAR(32) NOT NULL,
    month VARCHAR(7) NOT NULL,
    production_normal BOOLEAN NOT NULL,
    wages_paid BOOLEAN NOT NULL,
    hazard BOOLEAN NOT NULL,
    text TEXT NOT NULL,
    reported_at TIMESTAMP WITH TIME ZONE NOT NULL,
    reported_by TEXT NOT NULL,
    PRIMARY KEY (enterprise_id, month)
);
CREATE TABLE gatherings (
    gathering_id UUID NOT NULL,
    kind VARCHAR(32) NOT NULL,
    held_at TIMESTAMP WITH TIME ZONE NOT NULL,
    place TEXT NOT NULL,
    organisation_id VARCHAR(32) NOT NULL,
    participants INTEGER NOT NULL,
    petitions INTEGER NOT NULL,
    PRIMARY KEY (gathering_id)
);
CREATE INDEX gatherings_by_day ON gatherings (held_at, organisation_id);
CREATE TABLE group_matters (
    group_id UUID NOT NULL,
    petition_id UUID NOT NULL,
    organisation_id VARCHAR(32),
    title TEXT NOT NULL,
    people INTEGER NOT NULL,
    qualifier VARCHAR(16) NOT NULL,
    members INTEGER NOT NULL,
    representatives INTEGER NOT NULL,
    batches JSONB NOT NULL,
    PRIMARY KEY (group_id)
);
CREATE UNIQUE INDEX one_group_a_petition ON group_matters (petition_id);
CREATE TABLE group_members (
    member_id UUID NOT NULL,
    group_id UUID NOT NULL,
    batch INTEGER,
    contact TEXT,
    representative BOOLEAN NOT NULL,
    joined_at TIMESTAMP WITH TIME ZONE NOT NULL,
    contacts INTEGER NOT NULL,
    last_contact_at TIMESTAMP WITH TIME ZONE,
    outcome VARCHAR(32),
    note TEXT NOT NULL,
    settled_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (member_id)
);
CREATE INDEX group_members_by_group ON group_members (group_id, member_id);
CREATE TABLE group_contacts (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    member_id UUID NOT NULL,
    group_id UUID NOT NULL,
    channel VARCHAR(32) NOT NULL,
    note TEXT NOT NULL,
    noted_by TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX group_contacts_by_member ON group_contacts (member_id, id);
CREATE TRIGGER group_contacts_is_only_added_to
    BEFORE UPDATE OR DELETE ON group_contacts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TABLE category_mappings (
    list VARCHAR(64) NOT NULL,
    code VARCHAR(64) NOT NULL,
    their_code VARCHAR(64) NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_by TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (list, code)
);
"""
GONE = """
drop table receptions, devices, device_calls, enterprises, informer_reports, gatherings,
    group_matters, group_members, group_contacts, category_mappings
"""


def upgrade() -> None:
    """Make the tables."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Drop the tables."""
    op.get_bind().exec_driver_sql(GONE)
