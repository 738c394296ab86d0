"""What visits find, what comes of it, and what devices have sent."""

from alembic import op

revision = "0081"
down_revision = "0080"

SCRIPT = """
create table visit_findings (
    finding_id uuid not null,
    visit_id uuid not null references visits (visit_id),
    recorded_by varchar(32) not null references staff (staff_id),
    recorded_at timestamp with time zone not null,
    unit varchar(32) not null references organisations (organisation_id),
    household_id uuid references households (household_id),
    resident_id uuid references residents (resident_id),
    matter varchar(64),
    outcome varchar(32),
    state varchar(32) not null,
    attempt integer not null,
    joins uuid,
    petition_id uuid,
    receipt varchar(40),
    refused jsonb not null,
    floor jsonb,
    sealed text not null,
    revision integer not null,
    primary key (finding_id)
);
create index ix_visit_findings_visit_id on visit_findings (visit_id);
create index ix_visit_findings_matter on visit_findings (household_id, matter)
    where household_id is not null;
create index ix_visit_findings_resident_id on visit_findings (resident_id)
    where resident_id is not null;
create index ix_visit_findings_undone on visit_findings (unit)
    where state in ('open', 'due', 'refused');
create index ix_visit_findings_petition_id on visit_findings (petition_id)
    where petition_id is not null;
create table visit_device_records (
    record_id uuid not null,
    device_id varchar(64) not null,
    sequence integer not null,
    kind varchar(32) not null,
    subject_id uuid not null,
    actor varchar(320) not null,
    device_at timestamp with time zone not null,
    said_at timestamp with time zone not null,
    received_at timestamp with time zone not null,
    primary key (record_id)
);
create index ix_visit_device_records_subject_id on visit_device_records (subject_id);
"""


def upgrade() -> None:
    """Nothing was found yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget every finding."""
    op.get_bind().exec_driver_sql("drop table visit_device_records, visit_findings")
