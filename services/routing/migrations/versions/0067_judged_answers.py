"""What an answer found of the claim (三到位, 条例第27条)."""

from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of what is there nobody wrote it down."""
    op.get_bind().exec_driver_sql("alter table resolutions add column judged jsonb")


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
