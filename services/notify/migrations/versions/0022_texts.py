"""Texts that people edit: every edition is kept, with who wrote it and when."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE text_editions (
    template VARCHAR(64) NOT NULL,
    means VARCHAR(16) NOT NULL,
    language VARCHAR(8) NOT NULL,
    edition INTEGER NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    edited_by VARCHAR(160) NOT NULL,
    edited_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (template, means, language, edition)
);
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop the table."""
    op.get_bind().exec_driver_sql("drop table text_editions")
