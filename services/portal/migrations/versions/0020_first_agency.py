"""Which agency received a matter first, where that was another: there it counts."""

from alembic import op

revision = "0020"
down_revision = "0010"


def upgrade() -> None:
    """Add the columns; matters that came before count as they did."""
    op.get_bind().exec_driver_sql(
        "alter table heard_facts add column first_agency varchar(63);"
        "alter table matters add column first_agency varchar(63)"
    )


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
