"""Whose words came while a restored agency asked: they are asked for afterwards."""

from alembic import op

revision = "0220"
down_revision = "0211"


def upgrade() -> None:
    """Add the column; what was passed over before is said again by its reminder."""
    op.get_bind().exec_driver_sql(
        "alter table agency_legs add column unheard jsonb not null default '[]';"
        "alter table agency_legs alter column unheard drop default"
    )


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
