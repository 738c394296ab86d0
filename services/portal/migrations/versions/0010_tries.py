"""How often something was tried lately, by whom nobody can read back."""

from alembic import op

revision = "0010"
down_revision = "0003"

TRIES = """
CREATE TABLE tries (
    kind VARCHAR(16) NOT NULL,
    who VARCHAR(64) NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (kind, who)
);
CREATE INDEX tries_by_age ON tries (since);
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(TRIES)


def downgrade() -> None:
    """Drop it."""
    op.get_bind().exec_driver_sql("DROP TABLE tries")
