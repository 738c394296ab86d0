"""Campaigns, indicators and regulations."""

from alembic import op

revision = "0122"
down_revision = "0121"

SCRIPT = """
create table campaigns (
    campaign_id uuid not null,
    name text not null,
    theme varchar(32) not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    since date not null,
    until date not null,
    visit_kinds text[] not null,
    petitions jsonb not null,
    revision integer not null,
    primary key (campaign_id)
);
create index ix_campaigns_organisation_id on campaigns (organisation_id, since);
create table indicators (
    indicator_id uuid not null,
    name text not null,
    unit text not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    target text not null,
    target_on date not null,
    direction varchar(32) not null,
    told jsonb not null,
    revision integer not null,
    primary key (indicator_id)
);
create index ix_indicators_organisation_id on indicators (organisation_id, target_on);
create table regulations (
    regulation_id uuid not null,
    title text not null,
    number text not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    since date not null,
    until date,
    file jsonb not null,
    supersedes uuid references regulations (regulation_id),
    revision integer not null,
    primary key (regulation_id),
    constraint regulations_number_once unique (organisation_id, number),
    constraint regulations_superseded_once unique (supersedes)
);
"""


def upgrade() -> None:
    """There was none of them yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget all of them."""
    op.get_bind().exec_driver_sql("drop table regulations, indicators, campaigns")
