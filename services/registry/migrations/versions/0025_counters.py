"""Service items, opening hours, what stations claim, appointments."""

from alembic import op

revision = "0025"
down_revision = "0024"

SCRIPT = """
create table service_items (
    item_id varchar(32) not null,
    name text not null,
    category text not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    staff_ids text[] not null,
    active boolean not null,
    revision integer not null,
    primary key (item_id)
);
create index ix_service_items_organisation_id on service_items (organisation_id);
create table opening_hours (
    organisation_id varchar(32) not null references organisations (organisation_id),
    weekday smallint not null,
    opens time not null,
    closes time not null,
    primary key (organisation_id, weekday, opens)
);
create table claimed_counters (
    organisation_id varchar(32) not null references organisations (organisation_id),
    windows integer,
    items integer,
    source text not null,
    primary key (organisation_id)
);
create table appointments (
    appointment_id uuid not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    begins timestamp with time zone not null,
    item_id varchar(32) references service_items (item_id),
    resident_id uuid references residents (resident_id),
    cancelled boolean not null,
    revision integer not null,
    primary key (appointment_id)
);
create unique index appointments_one_at_a_time on appointments (organisation_id, begins)
    where not cancelled;
create index ix_appointments_resident_id on appointments (resident_id);
"""


def upgrade() -> None:
    """Nothing is known of counters yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget the counters."""
    op.get_bind().exec_driver_sql(
        "drop table appointments, claimed_counters, opening_hours, service_items"
    )
