"""Assessments: the sheets on which supervisors score their people."""

from alembic import op

revision = "0121"
down_revision = "0120"

SCRIPT = """
create table assessment_sheets (
    sheet_id uuid not null,
    form varchar(32) not null,
    staff_id varchar(32) not null references staff (staff_id),
    organisation_id varchar(32) not null references organisations (organisation_id),
    since date not null,
    until date not null,
    by varchar(32) not null,
    form_said jsonb not null,
    scored jsonb not null,
    primary key (sheet_id)
);
create index ix_assessment_sheets_staff_id on assessment_sheets (staff_id, since);
create index ix_assessment_sheets_organisation_id
    on assessment_sheets (organisation_id, form, since);
"""


def upgrade() -> None:
    """Nobody was assessed yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget every sheet."""
    op.get_bind().exec_driver_sql("drop table assessment_sheets")
