"""Visits that are planned: done by a visit, shifted, or missed."""

from alembic import op

revision = "0082"
down_revision = "0081"

SCRIPT = """
create table visit_plans (
    plan_id uuid not null,
    staff_id varchar(32) not null references staff (staff_id),
    organisation_id varchar(32) not null references organisations (organisation_id),
    kind varchar(32) not null,
    subjects jsonb not null,
    premises_id varchar(32) references premises (premises_id),
    first_on date not null,
    last_on date not null,
    reason varchar(32) not null,
    reference varchar(64),
    state varchar(32) not null,
    visit_id uuid references visits (visit_id),
    shifts integer not null,
    sealed text not null,
    revision integer not null,
    primary key (plan_id)
);
create index ix_visit_plans_staff_id on visit_plans (staff_id, first_on);
create index ix_visit_plans_organisation_id on visit_plans (organisation_id, first_on);
create index ix_visit_plans_subjects
    on visit_plans using gin (subjects jsonb_path_ops);
create index ix_visit_plans_visit_id on visit_plans (visit_id)
    where visit_id is not null;
"""


def upgrade() -> None:
    """Nothing was planned yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget every plan."""
    op.get_bind().exec_driver_sql("drop table visit_plans")
