"""Mediations: parties, sessions, expert opinions, agreement, satisfaction."""

from alembic import op

revision = "0032"
down_revision = "0031"

TABLES = """
CREATE TABLE mediations (
    mediation_id UUID NOT NULL,
    petition_id UUID NOT NULL,
    state VARCHAR(32) NOT NULL,
    dispute JSONB NOT NULL,
    parties JSONB NOT NULL,
    sessions JSONB NOT NULL,
    expertises JSONB NOT NULL,
    agreement JSONB NOT NULL,
    satisfied JSONB NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    performed_on DATE,
    ended_on DATE,
    PRIMARY KEY (mediation_id)
);
CREATE INDEX mediations_by_petition ON mediations (petition_id, opened_at);
"""


def upgrade() -> None:
    """Create everything."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
