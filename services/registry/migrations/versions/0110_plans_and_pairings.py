"""Plans of households and places; who is paired with which household."""

from alembic import op

revision = "0110"
down_revision = "0100"

SCRIPT = """
create table plans (
    plan_id uuid not null,
    subject varchar(16) not null,
    subject_id varchar(36) not null,
    household_id uuid references households (household_id),
    place_id varchar(32) references organisations (organisation_id),
    owner varchar(32) not null references staff (staff_id),
    opened_on date not null,
    review_on date not null,
    reviewed_on date,
    next_due date,
    closed_on date,
    state varchar(16) not null,
    sealed text,
    revision integer not null,
    primary key (plan_id)
);
create index ix_plans_household_id on plans (household_id);
create index ix_plans_place_id on plans (place_id);
create index ix_plans_owner on plans (owner);
create unique index plans_one_in_force on plans (subject, subject_id)
    where state = 'in-force';
create table plan_editions (
    edition_id uuid not null,
    plan_id uuid not null references plans (plan_id),
    revision integer not null,
    step varchar(16) not null,
    at timestamp with time zone not null,
    actor text not null,
    sealed text not null,
    primary key (edition_id),
    constraint plan_editions_once unique (plan_id, revision)
);
create table pairings (
    pairing_id uuid not null,
    household_id uuid not null references households (household_id),
    partner_kind varchar(16) not null,
    partner_id varchar(32) not null,
    since date not null,
    until date,
    follows uuid references pairings (pairing_id),
    revision integer not null,
    primary key (pairing_id)
);
create index ix_pairings_household on pairings (household_id, since);
create index ix_pairings_partner on pairings (partner_kind, partner_id, since);
create unique index pairings_once on pairings (household_id, partner_kind, partner_id)
    where until is null;
"""


def upgrade() -> None:
    """Nobody was planned for, and nobody paired, yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget all plans and pairings."""
    op.get_bind().exec_driver_sql("drop table plan_editions, plans, pairings")
