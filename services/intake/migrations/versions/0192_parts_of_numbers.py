"""By which part of its number a petition is found: its end, read out, or its head."""

from alembic import op

revision = "0192"
down_revision = "0189"
branch_labels = None
depends_on = None

INDEXES = """
CREATE INDEX petitions_by_end ON petitions
    (reverse(replace(receipt, '-', '')) text_pattern_ops);
CREATE INDEX petitions_by_head ON petitions
    (replace(receipt, '-', '') text_pattern_ops)
"""


def upgrade() -> None:
    """Make both indexes."""
    op.get_bind().exec_driver_sql(INDEXES)


def downgrade() -> None:
    """Drop both."""
    op.get_bind().exec_driver_sql("drop index petitions_by_end, petitions_by_head")
