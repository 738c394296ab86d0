"""Who came again about the same matter."""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

REPEATS = """
CREATE TABLE repeats (
    petition_id UUID NOT NULL,
    first_petition_id UUID NOT NULL,
    visit INTEGER NOT NULL,
    repeated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (petition_id)
);
CREATE INDEX repeats_by_first ON repeats (first_petition_id);
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(REPEATS)


def downgrade() -> None:
    """Drop the table."""
    op.get_bind().exec_driver_sql("drop table repeats")
