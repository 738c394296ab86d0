"""Whom a petition accuses: it is kept from them."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ACCUSED = "alter table petitions add column if not exists accused varchar(32)[]"


def upgrade() -> None:
    """Add the column unless it is there; what is there accuses nobody."""
    op.get_bind().exec_driver_sql(ACCUSED)


def downgrade() -> None:
    """Refuse: who is accused must not be told again."""
    raise NotImplementedError("restore a backup instead")
