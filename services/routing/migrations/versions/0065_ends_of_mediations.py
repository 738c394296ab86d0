"""How a mediation ended that did not satisfy everybody."""

from alembic import op

revision = "0065"
down_revision = "0055"
branch_labels = None
depends_on = None

COLUMNS = """
ALTER TABLE mediations
    ADD COLUMN checks JSONB NOT NULL DEFAULT '[]'::jsonb,
    ADD COLUMN referral JSONB NOT NULL DEFAULT '[]'::jsonb;
"""


def upgrade() -> None:
    """Add the columns; none of what is there was checked or referred."""
    op.get_bind().exec_driver_sql(COLUMNS)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
