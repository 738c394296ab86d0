"""Which channel a petition came by, when its clocks are reminded of, what was weighed."""

from alembic import op

revision = "0060"
down_revision = "0067"
branch_labels = None
depends_on = None

COLUMNS = """
ALTER TABLE cases ADD COLUMN channel TEXT;
ALTER TABLE deadlines ADD COLUMN remind_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE deadlines ADD COLUMN reminded TEXT[];
ALTER TABLE deadlines ADD COLUMN weighed JSONB;
CREATE INDEX deadlines_reminded ON deadlines (remind_at, petition_id)
    WHERE remind_at is not null;
ALTER TABLE repeats ADD COLUMN rule TEXT;
"""
FIND_THE_NEXT = """
update deadlines set remind_at = now()
where met_at is null and replaced_at is null and paused_at is null
    and watch_from is not null
"""
"""Every clock that runs is looked at once: its next reminder is found by the policy."""


def upgrade() -> None:
    """Add the columns; what came by an unknown channel is left so."""
    connection = op.get_bind()
    connection.exec_driver_sql(COLUMNS)
    connection.exec_driver_sql(FIND_THE_NEXT)


def downgrade() -> None:
    """Refuse: which reminders were sent would be forgotten, and sent again."""
    raise NotImplementedError("restore a backup instead")
