"""Other systems that are told of steps by a signed POST."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE subscriptions (
    subscription_id UUID NOT NULL,
    name VARCHAR(120) NOT NULL,
    url TEXT NOT NULL,
    steps JSONB NOT NULL,
    organisation_id VARCHAR(64),
    active BOOLEAN NOT NULL,
    generation INTEGER NOT NULL,
    changed_by VARCHAR(160) NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (subscription_id)
);
"""


def upgrade() -> None:
    """Make the table; secrets are made from the agency's keys and stored nowhere."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop the table."""
    op.get_bind().exec_driver_sql("drop table subscriptions")
