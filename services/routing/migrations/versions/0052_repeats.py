"""Who came again about the same matter."""

from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

REPEATS = """
CREATE TABLE repeats (
    petition_id UUID NOT NULL,
    first_petition_id UUID NOT NULL,
    visit INTEGER NOT NULL,
    repeated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    done BOOLEAN NOT NULL,
    PRIMARY KEY (petition_id)
);
CREATE INDEX repeats_undone ON repeats (petition_id) WHERE not done;
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(REPEATS)


def downgrade() -> None:
    """Drop the table."""
    op.get_bind().exec_driver_sql("drop table repeats")
