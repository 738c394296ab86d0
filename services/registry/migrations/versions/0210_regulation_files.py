"""Who sent the file of a regulation, and when (D-24)."""

from alembic import op

revision = "0210"
down_revision = "0200"

COLUMNS = ("sent_sha256 text", "sent_by text", "sent_at timestamptz")


def upgrade() -> None:
    """Make room; of files that were sent before nobody knows by whom."""
    for column in COLUMNS:
        op.get_bind().exec_driver_sql(f"alter table regulations add column {column}")


def downgrade() -> None:
    """Drop what was kept of the senders."""
    for column in COLUMNS:
        name = column.split()[0]
        op.get_bind().exec_driver_sql(f"alter table regulations drop column {name}")
