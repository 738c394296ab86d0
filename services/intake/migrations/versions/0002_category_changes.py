"""Who changed the list of categories."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CHANGES = """
CREATE TABLE category_changes (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor TEXT NOT NULL,
    role VARCHAR(32) NOT NULL,
    organisation_id TEXT,
    code VARCHAR(64) NOT NULL,
    names JSONB NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    PRIMARY KEY (id)
);
CREATE INDEX category_changes_by_code ON category_changes (code, id);
CREATE TRIGGER category_changes_is_only_added_to
    BEFORE UPDATE OR DELETE ON category_changes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(CHANGES)


def downgrade() -> None:
    """Drop the table."""
    op.get_bind().exec_driver_sql("drop table category_changes")
