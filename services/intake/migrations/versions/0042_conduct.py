"""Conduct beside arrivals, and arrivals found by their petition."""

from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

CONDUCT = """
CREATE TABLE conduct_entries (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    reception_id UUID NOT NULL,
    kind VARCHAR(32) NOT NULL,
    words TEXT NOT NULL,
    warned BOOLEAN NOT NULL,
    recorded_by TEXT NOT NULL,
    organisation_id TEXT,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX conduct_entries_by_arrival ON conduct_entries (reception_id, id);
CREATE TRIGGER conduct_entries_is_only_added_to
    BEFORE UPDATE OR DELETE ON conduct_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE INDEX receptions_by_petition ON receptions (petition_id)
    WHERE petition_id is not null;
"""


def upgrade() -> None:
    """Make the table and the index."""
    op.get_bind().exec_driver_sql(CONDUCT)


def downgrade() -> None:
    """Drop both."""
    op.get_bind().exec_driver_sql(
        "drop table conduct_entries; drop index receptions_by_petition"
    )
