"""Wrong codes are counted where a petitioner follows what another agency received."""

from alembic import op

revision = "0161"
down_revision = "0181"


def upgrade() -> None:
    """Add the table."""
    op.get_bind().exec_driver_sql(
        "create table followed_tries (receipt text not null, tries integer not null,"
        " ends_at timestamp with time zone not null, primary key (receipt))"
    )


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
