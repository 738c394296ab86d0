"""Requests to correct or delete what is held of a petitioner (个人信息保护法第46、47条)."""

from alembic import op

revision = "0155"
down_revision = "0152"
branch_labels = None
depends_on = None

DATA_REQUESTS = """
CREATE TABLE data_requests (
    request_id UUID NOT NULL,
    number VARCHAR(40) NOT NULL,
    petition_id UUID NOT NULL,
    kind VARCHAR(32) NOT NULL,
    parts TEXT[] NOT NULL,
    sealed TEXT,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    due_on DATE NOT NULL,
    provisional BOOLEAN DEFAULT false NOT NULL,
    state VARCHAR(32) NOT NULL,
    verdict JSONB,
    agreed_by TEXT,
    answered_at TIMESTAMP WITH TIME ZONE,
    revision INTEGER NOT NULL,
    PRIMARY KEY (request_id)
);
CREATE UNIQUE INDEX one_data_request_a_number ON data_requests (number);
CREATE INDEX data_requests_by_petition ON data_requests (petition_id);
CREATE INDEX data_requests_open ON data_requests (due_on)
    WHERE state in ('received', 'proposed');
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(DATA_REQUESTS)


def downgrade() -> None:
    """Drop it."""
    op.get_bind().exec_driver_sql("drop table data_requests")
