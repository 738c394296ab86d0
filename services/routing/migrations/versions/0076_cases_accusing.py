"""Cases that accuse a unit are found when units come under another."""

from alembic import op

revision = "0076"
down_revision = "0075"


def upgrade() -> None:
    """Make the index."""
    op.get_bind().exec_driver_sql(
        "create index cases_accusing on cases (petition_id) where accused is not null"
    )


def downgrade() -> None:
    """Drop it."""
    op.get_bind().exec_driver_sql("drop index cases_accusing")
