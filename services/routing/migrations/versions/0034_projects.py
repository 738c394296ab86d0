"""Projects, and where problems gather."""

from alembic import op

revision = "0034"
down_revision = "0033"

TABLES = """
CREATE TABLE projects (
    project_id UUID NOT NULL,
    name TEXT NOT NULL,
    goal TEXT NOT NULL,
    category TEXT NOT NULL,
    division_code TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    state VARCHAR(32) NOT NULL,
    target JSONB NOT NULL,
    checked INTEGER NOT NULL,
    found INTEGER NOT NULL,
    entries JSONB NOT NULL,
    petitions UUID[] NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    opened_by TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (project_id)
);
CREATE INDEX projects_by_unit ON projects (organisation_id, opened_at);
CREATE TABLE project_suggestions (
    category TEXT NOT NULL,
    division_code TEXT NOT NULL,
    cases INTEGER NOT NULL,
    oldest_at TIMESTAMP WITH TIME ZONE NOT NULL,
    suggested_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (category, division_code)
);
"""


def upgrade() -> None:
    """Create everything."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
