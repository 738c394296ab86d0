"""What categories are called, as intake has it: letters and reports show no codes."""

from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

NAMES = """
CREATE TABLE category_names (
    code VARCHAR(64) NOT NULL,
    names JSONB NOT NULL,
    PRIMARY KEY (code)
);
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(NAMES)


def downgrade() -> None:
    """Drop it."""
    op.get_bind().exec_driver_sql("drop table category_names")
