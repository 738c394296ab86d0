"""Appraisals (三测评): what is scored, by which sheets, and the forms."""

from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

APPRAISALS = """
CREATE TABLE appraisals (
    appraisal_id UUID NOT NULL,
    title TEXT NOT NULL,
    organisation_id VARCHAR(64) NOT NULL,
    staff_id VARCHAR(64),
    ends_on DATE NOT NULL,
    sheets JSONB NOT NULL,
    smallest_group SMALLINT NOT NULL,
    basis TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (appraisal_id),
    CONSTRAINT appraisals_opened_once UNIQUE NULLS NOT DISTINCT
        (title, organisation_id, staff_id)
);
CREATE TABLE appraisal_forms (
    appraisal_id UUID NOT NULL,
    raters VARCHAR(32) NOT NULL,
    form_id UUID NOT NULL,
    scores JSONB NOT NULL,
    visit_id UUID,
    given_by TEXT,
    PRIMARY KEY (appraisal_id, raters, form_id)
);
"""


def upgrade() -> None:
    """Make the tables."""
    op.get_bind().exec_driver_sql(APPRAISALS)


def downgrade() -> None:
    """Drop them."""
    op.get_bind().exec_driver_sql("drop table appraisal_forms, appraisals")
