"""Whom a petition accuses: it is kept from them."""

from alembic import op

revision = "0050"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what is there accuses nobody."""
    op.get_bind().exec_driver_sql("alter table cases add column accused text[]")


def downgrade() -> None:
    """Refuse: who is accused must not be told again."""
    raise NotImplementedError("restore a backup instead")
