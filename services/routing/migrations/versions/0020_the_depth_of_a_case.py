"""Several clocks on one case, signatures, figures, and what is rare beside a case."""

from alembic import op

revision = "0020"
down_revision = "0001"

CHANGES = """
ALTER TABLE assignments
    ADD COLUMN mode VARCHAR(32) DEFAULT 'rule' NOT NULL,
    ADD COLUMN report_to TEXT,
    ADD COLUMN signed_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN signed_by TEXT,
    ADD COLUMN renewed_at TIMESTAMP WITH TIME ZONE;
UPDATE assignments SET mode = 'by-hand' WHERE rule = 'by-hand';
ALTER TABLE deadlines
    ADD COLUMN basis TEXT DEFAULT '信访工作条例第34条' NOT NULL,
    ADD COLUMN won VARCHAR(32) DEFAULT 'default' NOT NULL,
    ADD COLUMN statutory_due_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN provisional BOOLEAN DEFAULT false NOT NULL,
    ADD COLUMN organisation_id TEXT,
    ADD COLUMN paused_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN paused_seconds BIGINT DEFAULT 0 NOT NULL,
    DROP CONSTRAINT deadlines_pkey,
    ADD PRIMARY KEY (petition_id, revision, kind);
CREATE INDEX deadlines_of_helpers ON deadlines (organisation_id, due_at)
    WHERE organisation_id is not null and met_at is null and replaced_at is null;
ALTER TABLE resolutions
    ADD COLUMN figures JSONB DEFAULT '[]'::jsonb NOT NULL,
    ADD COLUMN parts JSONB DEFAULT '[]'::jsonb NOT NULL;
CREATE TABLE dossiers (
    petition_id UUID NOT NULL,
    content JSONB NOT NULL,
    PRIMARY KEY (petition_id)
);
CREATE TABLE remarks (
    petition_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    text TEXT NOT NULL,
    by TEXT NOT NULL,
    organisation_id TEXT,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (petition_id, revision)
);
CREATE TABLE interests (
    staff_id TEXT NOT NULL,
    party TEXT NOT NULL,
    reason TEXT NOT NULL,
    declared_by TEXT NOT NULL,
    declared_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (staff_id, party)
);
"""


def upgrade() -> None:
    """Widen what there is; add what is new."""
    op.get_bind().exec_driver_sql(CHANGES)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
