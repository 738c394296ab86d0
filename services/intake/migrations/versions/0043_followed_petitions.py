"""Which petitions stand in a file: of them intake tells where they stand."""

from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(
        "create table followed_petitions (petition_id uuid primary key)"
    )


def downgrade() -> None:
    """Drop it."""
    op.get_bind().exec_driver_sql("drop table followed_petitions")
