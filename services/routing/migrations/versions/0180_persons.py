"""Whose account it is: two accounts of one person are one person."""

from alembic import op

revision = "0180"
down_revision = "0170"


def upgrade() -> None:
    """Add the column; registry tells it with the next word on each member."""
    op.get_bind().exec_driver_sql(
        "alter table staff add column person text;"
        "create index ix_staff_person on staff (person)"
    )


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
