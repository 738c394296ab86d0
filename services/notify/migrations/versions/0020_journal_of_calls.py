"""Every call to a provider is written down before and after; what petitioners wish."""

from alembic import op

revision = "0020"
down_revision = "0010"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE calls (
    notice_id UUID NOT NULL,
    call_id UUID NOT NULL,
    channel VARCHAR(32) NOT NULL,
    keyed BOOLEAN NOT NULL,
    doubled BOOLEAN NOT NULL,
    state VARCHAR(16) NOT NULL,
    error TEXT DEFAULT '' NOT NULL,
    begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (notice_id, call_id)
) WITH (fillfactor = 70);
CREATE TABLE preferences (
    petition_id UUID NOT NULL,
    preferred VARCHAR(16),
    refused JSONB NOT NULL,
    said_by VARCHAR(120) NOT NULL,
    said_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (petition_id)
);
"""


def upgrade() -> None:
    """Make the tables; a page keeps room for how its calls end."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop the tables."""
    op.get_bind().exec_driver_sql("drop table calls, preferences")
