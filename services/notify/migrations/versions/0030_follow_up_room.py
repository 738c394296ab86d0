"""Calls, draws, objections and ratings beside the questions."""

from alembic import op

revision = "0030"
down_revision = "0024"
branch_labels = None
depends_on = None

ROOM = """
alter table follow_ups add column resolved_at timestamp with time zone,
    add column outcome varchar(32), add column settled_as varchar(32);
CREATE TABLE closings (
    petition_id UUID NOT NULL,
    case_revision INTEGER NOT NULL,
    receipt VARCHAR(64) NOT NULL,
    organisation_id VARCHAR(64),
    closed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (petition_id, case_revision)
);
CREATE INDEX closings_by_time ON closings (closed_at, petition_id, case_revision);
CREATE INDEX closings_by_organisation ON closings
    (organisation_id, closed_at, petition_id);
CREATE TABLE visits (
    visit_id UUID NOT NULL,
    kind VARCHAR(32) NOT NULL,
    petition_id UUID NOT NULL,
    receipt VARCHAR(64) NOT NULL,
    case_revision INTEGER NOT NULL,
    organisation_id VARCHAR(64),
    resolved_by TEXT,
    round_id UUID,
    due_on DATE NOT NULL,
    note TEXT NOT NULL,
    state VARCHAR(32) NOT NULL,
    attempts JSONB NOT NULL,
    form JSONB NOT NULL,
    PRIMARY KEY (visit_id)
);
CREATE INDEX ix_visits_petition_id ON visits (petition_id);
CREATE INDEX visits_of_round ON visits (round_id, visit_id);
CREATE INDEX visits_by_day ON visits (kind, state, due_on, visit_id);
CREATE TABLE rounds (
    round_id UUID NOT NULL,
    kind VARCHAR(32) NOT NULL,
    title TEXT NOT NULL,
    organisation_id VARCHAR(64),
    closed_from DATE NOT NULL,
    closed_until DATE NOT NULL,
    percent SMALLINT NOT NULL,
    seed VARCHAR(64) NOT NULL,
    due_on DATE NOT NULL,
    population JSONB NOT NULL,
    drawn INTEGER NOT NULL,
    drawn_by TEXT NOT NULL,
    drawn_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (round_id),
    CONSTRAINT rounds_drawn_once UNIQUE NULLS NOT DISTINCT
        (kind, title, organisation_id, closed_from, closed_until)
);
CREATE TABLE objections (
    objection_id UUID NOT NULL,
    petition_id UUID NOT NULL,
    receipt VARCHAR(64) NOT NULL,
    case_revision INTEGER NOT NULL,
    organisation_id VARCHAR(64),
    resolved_by TEXT,
    source VARCHAR(32) NOT NULL,
    source_id UUID NOT NULL,
    reason TEXT NOT NULL,
    raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decide_by TIMESTAMP WITH TIME ZONE NOT NULL,
    state VARCHAR(32) NOT NULL,
    number INTEGER NOT NULL,
    explanation TEXT,
    explained_by TEXT,
    explained_at TIMESTAMP WITH TIME ZONE,
    remark TEXT,
    checked_by TEXT,
    settled_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (objection_id)
);
CREATE UNIQUE INDEX one_objection_a_case ON objections (petition_id)
    WHERE state <> 'settled';
CREATE INDEX objections_by_petition ON objections (petition_id, raised_at);
CREATE INDEX objections_by_state ON objections (state, raised_at, objection_id);
CREATE INDEX objections_to_decide ON objections (decide_by, objection_id)
    WHERE state = 'raised';
CREATE TABLE ratings (
    rating_id UUID NOT NULL,
    kind VARCHAR(32) NOT NULL,
    petition_id UUID NOT NULL,
    case_id UUID NOT NULL,
    receipt VARCHAR(64) NOT NULL,
    case_revision INTEGER NOT NULL,
    organisation_id VARCHAR(64),
    resolved_by TEXT,
    party SMALLINT,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state VARCHAR(32) NOT NULL,
    solved BOOLEAN,
    satisfied BOOLEAN,
    reason TEXT NOT NULL,
    given_by TEXT,
    given_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (rating_id)
);
CREATE INDEX ix_ratings_case_id ON ratings (case_id);
CREATE INDEX ratings_by_state ON ratings (state, asked_at, rating_id);
CREATE TABLE passes (
    code_hash VARCHAR(64) NOT NULL,
    way VARCHAR(32) NOT NULL,
    about UUID NOT NULL,
    case_revision INTEGER,
    issued_by TEXT NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (code_hash)
);
"""

KNOWN = """
insert into closings (petition_id, case_revision, receipt, organisation_id, closed_at)
select distinct on (petition_id, case_revision) petition_id, case_revision,
    params ->> 'receipt', organisation_id, at
from notices
where step = 'closed' and case_revision is not null and params ->> 'receipt' is not null
order by petition_id, case_revision, at;
update follow_ups q set resolved_at = n.at, outcome = n.params ->> 'outcome'
from notices n
where n.petition_id = q.petition_id and n.case_revision = q.case_revision
  and n.step = 'resolved' and n.audience <> 'follower';
"""
"""What was told before the room was there: the notices know of it."""

TABLES = "passes, ratings, objections, rounds, visits, closings"

BACK = f"""
drop table {TABLES};
alter table follow_ups drop column resolved_at, drop column outcome,
    drop column settled_as;
"""


def upgrade() -> None:
    """Make the room, and bring in what is known."""
    op.get_bind().exec_driver_sql(ROOM)
    op.get_bind().exec_driver_sql(KNOWN)


def downgrade() -> None:
    """Drop it."""
    op.get_bind().exec_driver_sql(BACK)
