"""Rows without the newest columns: the version before writes on until it is renewed."""

from alembic import op

revision = "0222"
down_revision = "0221"


def upgrade() -> None:
    """Give the columns of 0220 and 0160 the defaults that were taken from them."""
    op.get_bind().exec_driver_sql(
        "alter table agency_legs alter column unheard set default '[]',"
        " alter column halves set default '{}'"
    )


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
