"""Projects say what they cost, line by line."""

from alembic import op

revision = "0150"
down_revision = "0080"


def upgrade() -> None:
    """Add the column; projects that there are have no budget."""
    op.get_bind().exec_driver_sql(
        "alter table projects add column budget jsonb not null default '[]';"
        "alter table projects alter column budget drop default"
    )


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
