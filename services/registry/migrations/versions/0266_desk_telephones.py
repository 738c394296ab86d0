"""Each organisation's desk may have a public telephone."""

from alembic import op

revision = "0266"
down_revision = "0265"


def upgrade() -> None:
    """Add the column; none is known."""
    op.get_bind().exec_driver_sql(
        "alter table organisations add column desk_telephone varchar(20)"
    )


def downgrade() -> None:
    """Drop it, and with it what was said."""
    op.get_bind().exec_driver_sql(
        "alter table organisations drop column desk_telephone"
    )
