"""What was settled anew, and who came again; both only ever added to."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE petition_changes (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    petition_id UUID NOT NULL,
    field VARCHAR(64) NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    reason TEXT NOT NULL,
    actor TEXT NOT NULL,
    role VARCHAR(32) NOT NULL,
    organisation_id TEXT,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX petition_changes_by_petition ON petition_changes (petition_id, id);
CREATE TRIGGER petition_changes_is_only_added_to
    BEFORE UPDATE OR DELETE ON petition_changes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TABLE contact_entries (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    petition_id UUID NOT NULL,
    channel VARCHAR(32) NOT NULL,
    words TEXT NOT NULL,
    noted_by TEXT NOT NULL,
    organisation_id TEXT,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX contact_entries_by_petition ON contact_entries (petition_id, id);
CREATE TRIGGER contact_entries_is_only_added_to
    BEFORE UPDATE OR DELETE ON contact_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Make the tables."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Drop the tables."""
    op.get_bind().exec_driver_sql("drop table petition_changes, contact_entries")
