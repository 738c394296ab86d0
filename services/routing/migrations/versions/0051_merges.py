"""Merged cases: which rests for which, and by what date its lead answers."""

from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

MERGES = """
ALTER TABLE cases ADD COLUMN merged_into UUID, ADD COLUMN merged_from VARCHAR(32),
    ADD COLUMN held_to TIMESTAMP WITH TIME ZONE;
ALTER TABLE deadlines ADD COLUMN own_due_at TIMESTAMP WITH TIME ZONE;
CREATE TABLE merge_notes (
    petition_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    lead_petition_id UUID NOT NULL,
    merged_at TIMESTAMP WITH TIME ZONE,
    separated_at TIMESTAMP WITH TIME ZONE,
    due_at TIMESTAMP WITH TIME ZONE,
    done BOOLEAN NOT NULL,
    PRIMARY KEY (petition_id, revision)
);
CREATE INDEX merge_notes_undone ON merge_notes (petition_id) WHERE not done;
CREATE INDEX merge_notes_resting ON merge_notes (lead_petition_id)
    WHERE due_at is not null;
"""


def upgrade() -> None:
    """Add the columns and make the table."""
    op.get_bind().exec_driver_sql(MERGES)


def downgrade() -> None:
    """Refuse: who rests would be forgotten."""
    raise NotImplementedError("restore a backup instead")
