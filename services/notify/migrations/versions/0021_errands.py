"""What people do so that somebody is told: calls, letters, messages in the app."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE errands (
    errand_id UUID NOT NULL,
    notice_id UUID NOT NULL,
    petition_id UUID NOT NULL,
    means VARCHAR(16) NOT NULL,
    organisation_id VARCHAR(64),
    step VARCHAR(32) NOT NULL,
    audience VARCHAR(32) NOT NULL,
    case_revision INTEGER,
    receipt VARCHAR(64) NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    language VARCHAR(8) DEFAULT '' NOT NULL,
    state VARCHAR(16) NOT NULL,
    tries SMALLINT DEFAULT '0' NOT NULL,
    done_by VARCHAR(160),
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (errand_id)
);
CREATE INDEX ix_errands_notice_id ON errands (notice_id);
CREATE INDEX ix_errands_petition_id ON errands (petition_id);
CREATE INDEX errands_to_do ON errands (organisation_id, means, state, errand_id);
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop the table."""
    op.get_bind().exec_driver_sql("drop table errands")
