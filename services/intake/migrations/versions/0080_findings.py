"""What visits found and is to become petitions, once each."""

from alembic import op

revision = "0080"
down_revision = "0043"
branch_labels = None
depends_on = None

FINDINGS = """
CREATE TABLE findings (
    finding_id UUID NOT NULL,
    visit_id UUID NOT NULL,
    attempt INTEGER NOT NULL,
    channel VARCHAR(32) NOT NULL,
    organisation_id VARCHAR(32) NOT NULL,
    category VARCHAR(64),
    reported_by VARCHAR(320) NOT NULL,
    held_at TIMESTAMP WITH TIME ZONE NOT NULL,
    joins UUID,
    state VARCHAR(32) NOT NULL,
    petition_id UUID,
    receipt VARCHAR(40),
    PRIMARY KEY (finding_id)
);
CREATE INDEX findings_heard ON findings (finding_id) WHERE state = 'heard';
CREATE INDEX findings_by_petition ON findings (petition_id)
    WHERE petition_id is not null;
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(FINDINGS)


def downgrade() -> None:
    """Drop it."""
    op.get_bind().exec_driver_sql("drop table findings")
