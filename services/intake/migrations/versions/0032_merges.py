"""Which petitions are merged into which."""

from alembic import op

revision = "0032"
down_revision = "0030"
branch_labels = None
depends_on = None

MERGES = """
CREATE TABLE merges (
    petition_id UUID NOT NULL,
    lead_petition_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    merged_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (petition_id)
);
CREATE INDEX merges_by_lead ON merges (lead_petition_id);
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(MERGES)


def downgrade() -> None:
    """Drop the table."""
    op.get_bind().exec_driver_sql("drop table merges")
