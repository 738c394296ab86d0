"""What became of those who may have a benefit; offers of work; the six ones."""

from alembic import op

revision = "0112"
down_revision = "0111"

SCRIPT = """
create table entitlements (
    outcome_id uuid not null,
    resident_id uuid not null references residents (resident_id),
    edition varchar(64) not null,
    outcome varchar(16) not null,
    decided_by text not null,
    revision integer not null,
    primary key (outcome_id)
);
create index ix_entitlements_resident_id on entitlements (resident_id);
create table job_offers (
    offer_id uuid not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    firm_id uuid not null references firms (firm_id),
    post text not null,
    posts integer not null,
    wage_cents bigint not null,
    until date not null,
    hired integer not null,
    revision integer not null,
    primary key (offer_id),
    constraint job_offers_not_overfull check (hired <= posts)
);
create index ix_job_offers_organisation_id on job_offers (organisation_id);
create table placements (
    placement_id uuid not null,
    kind varchar(16) not null,
    resident_id uuid references residents (resident_id),
    offer_id uuid references job_offers (offer_id),
    organisation_id varchar(32) not null references organisations (organisation_id),
    introduced_on date not null,
    state varchar(16) not null,
    settled_on date,
    revision integer not null,
    primary key (placement_id)
);
create index ix_placements_resident_id on placements (resident_id);
create index ix_placements_offer_id on placements (offer_id);
create index ix_placements_organisation_id on placements (organisation_id);
create table six_ones (
    checklist_id varchar(40) not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    year smallint not null,
    items jsonb not null,
    revision integer not null,
    primary key (checklist_id)
);
"""


def upgrade() -> None:
    """Nobody was looked at, offered or introduced yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget all of it."""
    tables = "entitlements, placements, job_offers, six_ones"
    op.get_bind().exec_driver_sql(f"drop table {tables}")
