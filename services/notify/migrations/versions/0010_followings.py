"""Whose petitioners are told what another's petitioner is told."""

from alembic import op

revision = "0010"
down_revision = "0002"
branch_labels = None
depends_on = None

FOLLOWINGS = """
CREATE TABLE followings (
    petition_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    lead_petition_id UUID NOT NULL,
    receipt VARCHAR(64) NOT NULL,
    reachable BOOLEAN NOT NULL,
    merged_at TIMESTAMP WITH TIME ZONE,
    separated_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (petition_id, revision)
);
CREATE INDEX ix_followings_lead_petition_id ON followings (lead_petition_id);
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(FOLLOWINGS)


def downgrade() -> None:
    """Drop the table."""
    op.get_bind().exec_driver_sql("drop table followings")
