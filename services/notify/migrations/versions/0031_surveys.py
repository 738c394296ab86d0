"""Questionnaires and what was answered, without who did."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

SURVEYS = """
CREATE TABLE surveys (
    survey_id UUID NOT NULL,
    title TEXT NOT NULL,
    wave_on DATE NOT NULL,
    organisation_id VARCHAR(64),
    sample INTEGER NOT NULL,
    questions JSONB NOT NULL,
    opened_by TEXT NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (survey_id),
    CONSTRAINT surveys_opened_once UNIQUE NULLS NOT DISTINCT
        (title, wave_on, organisation_id)
);
CREATE TABLE survey_answers (
    survey_id UUID NOT NULL,
    form_id UUID NOT NULL,
    answers JSONB NOT NULL,
    PRIMARY KEY (survey_id, form_id)
);
"""


def upgrade() -> None:
    """Make the tables."""
    op.get_bind().exec_driver_sql(SURVEYS)


def downgrade() -> None:
    """Drop them."""
    op.get_bind().exec_driver_sql("drop table survey_answers, surveys")
