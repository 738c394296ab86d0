"""Visits: who went to see whom, when, and what came of it."""

from alembic import op

revision = "0070"
down_revision = "0050"

SCRIPT = """
create table visits (
    visit_id uuid not null,
    kind varchar(32) not null,
    held_at timestamp with time zone not null,
    recorded_by varchar(32) not null references staff (staff_id),
    recorded_at timestamp with time zone not null,
    said_at timestamp with time zone not null,
    late_days integer not null,
    premises_id varchar(32) references premises (premises_id),
    attendance integer,
    outcome varchar(32),
    covers boolean not null,
    worded text[] not null,
    sealed text not null,
    revision integer not null,
    primary key (visit_id)
);
create index ix_visits_premises_id on visits (premises_id);
create table visit_visitors (
    visit_id uuid not null references visits (visit_id),
    staff_id varchar(32) not null references staff (staff_id),
    organisation_id varchar(32) not null references organisations (organisation_id),
    held_on date not null,
    primary key (visit_id, staff_id)
);
create index ix_visit_visitors_staff_id on visit_visitors (staff_id, held_on);
create index ix_visit_visitors_organisation_id
    on visit_visitors (organisation_id, held_on);
create table visit_subjects (
    visit_id uuid not null references visits (visit_id),
    kind varchar(32) not null,
    id varchar(36) not null,
    resident_id uuid references residents (resident_id),
    household_id uuid references households (household_id),
    firm_id uuid references firms (firm_id),
    organisation_id varchar(32) references organisations (organisation_id),
    held_on date not null,
    covers boolean not null,
    primary key (visit_id, kind, id)
);
create index ix_visit_subjects_resident_id on visit_subjects (resident_id, held_on)
    where resident_id is not null;
create index ix_visit_subjects_household_id on visit_subjects (household_id, held_on)
    where household_id is not null;
create index ix_visit_subjects_firm_id on visit_subjects (firm_id, held_on)
    where firm_id is not null;
create index ix_visit_subjects_organisation_id
    on visit_subjects (organisation_id, held_on) where organisation_id is not null;
create table visit_editions (
    edition_id uuid not null,
    visit_id uuid not null references visits (visit_id),
    revision integer not null,
    said_at timestamp with time zone not null,
    facts jsonb not null,
    sealed text not null,
    primary key (edition_id),
    constraint visit_editions_once unique (visit_id, revision)
);
"""


def upgrade() -> None:
    """Nobody was visited yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget every visit."""
    tables = "visit_editions, visit_subjects, visit_visitors, visits"
    op.get_bind().exec_driver_sql(f"drop table {tables}")
