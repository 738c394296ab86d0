"""Other systems are told beside people: their notices wait in a line of their own."""

from alembic import op

revision = "0050"
down_revision = "0040"
branch_labels = None
depends_on = None

UP = """
update notices set urgency = 3
where audience = 'subscriber' and next_attempt_at is not null
"""
DOWN = "update notices set urgency = 1 where urgency = 3"


def upgrade() -> None:
    """Move what waits for other systems into their line."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Put it back among the rest."""
    op.get_bind().exec_driver_sql(DOWN)
