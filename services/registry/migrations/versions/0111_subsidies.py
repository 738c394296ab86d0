"""The ledger of subsidies: lines in cents, and the one view that sums them."""

from alembic import op

revision = "0111"
down_revision = "0110"

SCRIPT = """
create table subsidy_payments (
    payment_id uuid not null,
    programme varchar(32) not null,
    household_id uuid not null references households (household_id),
    organisation_id varchar(32) not null references organisations (organisation_id),
    period varchar(8) not null,
    cents bigint not null check (cents <> 0),
    reverses uuid references subsidy_payments (payment_id),
    why varchar(32),
    state varchar(16) not null,
    standing boolean not null,
    proposed_by text not null,
    proposed_at timestamp with time zone not null,
    decided_by text,
    decided_at timestamp with time zone,
    revision integer not null,
    primary key (payment_id),
    constraint subsidy_payments_second_person check (decided_by <> proposed_by),
    constraint subsidy_payments_reversal
        check ((cents < 0) = (reverses is not null))
);
create index ix_subsidy_payments_organisation_id on subsidy_payments (organisation_id);
create unique index subsidy_payments_once
    on subsidy_payments (household_id, programme, period)
    where standing and reverses is null;
create unique index subsidy_payments_reversed_once on subsidy_payments (reverses)
    where reverses is not null and state <> 'refused';
create view subsidy_sums as
select programme, organisation_id, household_id, left(period, 4) as year,
    cast(sum(cents) as bigint) as cents
from subsidy_payments where state = 'approved'
group by programme, organisation_id, household_id, left(period, 4)
having sum(cents) <> 0;
"""


def upgrade() -> None:
    """Nothing was paid yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget the ledger."""
    op.get_bind().exec_driver_sql("drop view subsidy_sums")
    op.get_bind().exec_driver_sql("drop table subsidy_payments")
