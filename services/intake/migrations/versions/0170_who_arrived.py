"""What somebody who arrived came for, and who it was, until a petition holds it."""

from alembic import op

revision = "0170"
down_revision = "0150"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns; who came before told neither."""
    op.get_bind().exec_driver_sql(
        "alter table receptions add column matter text default '' not null, "
        "add column contact text"
    )


def downgrade() -> None:
    """Drop both."""
    op.get_bind().exec_driver_sql(
        "alter table receptions drop column matter, drop column contact"
    )
