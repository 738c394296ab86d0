"""Offers that came are pressed for after half of their time."""

from alembic import op

revision = "0160"
down_revision = "0150"


def upgrade() -> None:
    """Add the column; for offers that wait already nobody presses."""
    op.get_bind().exec_driver_sql(
        "alter table agency_legs add column halves jsonb not null default '{}';"
        "alter table agency_legs alter column halves drop default"
    )


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
