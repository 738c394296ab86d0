"""Documents of petitions without a case; and how often a print was tried."""

from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE document_prints_owed
    ADD COLUMN tries INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN next_try_at TIMESTAMP WITH TIME ZONE NOT NULL
        DEFAULT (now() + interval '1 minute'),
    ADD COLUMN last_error TEXT;
CREATE INDEX document_prints_owed_by_turn ON document_prints_owed (next_try_at);
CREATE TABLE door_notices (
    document_id UUID NOT NULL,
    petition_id UUID NOT NULL,
    receipt TEXT NOT NULL,
    kind VARCHAR(32) NOT NULL,
    organisation_id TEXT,
    accused TEXT[] NOT NULL,
    parts JSONB NOT NULL,
    since TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    drafted_at TIMESTAMP WITH TIME ZONE,
    tries INTEGER DEFAULT 0 NOT NULL,
    next_try_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    last_error TEXT,
    PRIMARY KEY (document_id)
);
CREATE INDEX door_notices_waiting ON door_notices (next_try_at)
    WHERE drafted_at is null;
CREATE INDEX door_notices_by_petition ON door_notices (petition_id);
"""


def upgrade() -> None:
    """Create the table and the columns; what waits for its print is tried soon."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
