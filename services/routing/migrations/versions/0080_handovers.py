"""Hand-overs between agencies: matters, timelines, letters, what was told."""

from alembic import op

revision = "0080"
down_revision = "0076"

TABLES = """
CREATE TABLE agency_legs (
    matter_id UUID NOT NULL,
    petition_id UUID NOT NULL,
    round INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    owner TEXT,
    epoch INTEGER NOT NULL,
    place VARCHAR(32) NOT NULL,
    leg JSONB NOT NULL,
    file JSONB NOT NULL,
    theirs JSONB NOT NULL,
    heads JSONB NOT NULL,
    acted_by TEXT NOT NULL,
    reminded INTEGER NOT NULL,
    compared INTEGER NOT NULL,
    look_at TIMESTAMP WITH TIME ZONE,
    remind_at TIMESTAMP WITH TIME ZONE,
    expire_at TIMESTAMP WITH TIME ZONE,
    compare_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (matter_id)
);
CREATE UNIQUE INDEX agency_legs_round ON agency_legs (petition_id, round);
CREATE INDEX agency_legs_waiting
    ON agency_legs (look_at, matter_id)
    WHERE look_at is not null;
CREATE TABLE agency_handovers (
    handover_id UUID NOT NULL,
    matter_id UUID NOT NULL,
    petition_id UUID NOT NULL,
    receipt TEXT NOT NULL,
    direction VARCHAR(8) NOT NULL,
    agency TEXT NOT NULL,
    form VARCHAR(32) NOT NULL,
    state VARCHAR(32) NOT NULL,
    waits VARCHAR(8) NOT NULL,
    reason TEXT NOT NULL,
    said TEXT NOT NULL,
    until TIMESTAMP WITH TIME ZONE NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE,
    our_due_at TIMESTAMP WITH TIME ZONE,
    their_due_at TIMESTAMP WITH TIME ZONE,
    begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (handover_id)
);
CREATE INDEX agency_handovers_by_age ON agency_handovers (begun_at, handover_id);
CREATE INDEX agency_handovers_of_petition ON agency_handovers (petition_id);
CREATE TABLE agency_entries (
    matter_id UUID NOT NULL,
    number INTEGER NOT NULL,
    agency TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    what TEXT NOT NULL,
    content_hash VARCHAR(64) NOT NULL,
    previous VARCHAR(64) NOT NULL,
    signers TEXT[] NOT NULL,
    digest VARCHAR(64) NOT NULL,
    content JSONB,
    salt TEXT,
    seals JSONB NOT NULL,
    PRIMARY KEY (matter_id, number)
);
CREATE TABLE agency_outbox (
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    letter_id UUID NOT NULL,
    recipient TEXT NOT NULL,
    body TEXT NOT NULL,
    signature TEXT NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (seq)
);
CREATE TABLE agency_letters (
    letter_id UUID NOT NULL,
    matter_id UUID NOT NULL,
    handover_id UUID NOT NULL,
    word VARCHAR(32) NOT NULL,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    said_at TIMESTAMP WITH TIME ZONE NOT NULL,
    body TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (letter_id)
);
CREATE UNIQUE INDEX agency_letters_once
    ON agency_letters (handover_id, word, sender);
CREATE INDEX ix_agency_letters_matter_id ON agency_letters (matter_id);
CREATE TABLE agency_quarantine (
    letter_id UUID NOT NULL,
    claims TEXT NOT NULL,
    word VARCHAR(32) NOT NULL,
    reason TEXT NOT NULL,
    state VARCHAR(16) NOT NULL,
    times INTEGER NOT NULL,
    body TEXT NOT NULL,
    signature TEXT NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_by TEXT,
    note TEXT,
    decided_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (letter_id)
);
CREATE INDEX agency_quarantine_by_age
    ON agency_quarantine (received_at, letter_id);
CREATE TABLE agency_disclosures (
    handover_id UUID NOT NULL,
    word VARCHAR(32) NOT NULL,
    recipient TEXT NOT NULL,
    fields TEXT NOT NULL,
    petition_id UUID NOT NULL,
    receipt TEXT NOT NULL,
    basis TEXT NOT NULL,
    by TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (handover_id, word, recipient, fields)
);
CREATE INDEX agency_disclosures_by_age ON agency_disclosures (at);
CREATE INDEX agency_disclosures_of_petition ON agency_disclosures (petition_id);
CREATE TABLE agency_incarnations (
    agency TEXT NOT NULL,
    incarnation BIGINT NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (agency)
);
"""


def upgrade() -> None:
    """Create everything; an agency that stands alone leaves it empty."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
