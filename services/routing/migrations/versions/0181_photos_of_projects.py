"""Projects say which pictures of them are kept."""

from alembic import op

revision = "0181"
down_revision = "0180"


def upgrade() -> None:
    """Add the column; projects that there are have no picture."""
    op.get_bind().exec_driver_sql(
        "alter table projects add column photos jsonb not null default '[]';"
        "alter table projects alter column photos drop default"
    )


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
