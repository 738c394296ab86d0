"""Guides to categories, and calls of which no matter came."""

from alembic import op

revision = "0188"
down_revision = "0161"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE category_guides (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    category VARCHAR(64) NOT NULL,
    answer TEXT NOT NULL,
    materials TEXT[] NOT NULL,
    words TEXT[] NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX category_guides_by_category ON category_guides (category, id);
CREATE TRIGGER category_guides_is_only_added_to
    BEFORE UPDATE OR DELETE ON category_guides
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TABLE mere_calls (
    call_id UUID NOT NULL,
    outcome VARCHAR(32) NOT NULL,
    organisation_id VARCHAR(32) NOT NULL,
    recorded_by TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (call_id)
);
CREATE INDEX mere_calls_by_moment ON mere_calls (at, organisation_id);
"""


def upgrade() -> None:
    """Make both tables."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Drop both."""
    op.get_bind().exec_driver_sql("drop table category_guides; drop table mere_calls")
