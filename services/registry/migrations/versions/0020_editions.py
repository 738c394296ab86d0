"""Organisations by day, their size, and who continues whom."""

from alembic import op

revision = "0020"
down_revision = "0012"

SCRIPT = """
alter table organisations add column area_m2 bigint, add column population bigint;
create table organisation_editions (
    organisation_id varchar(32) not null references organisations (organisation_id),
    since date not null,
    name text not null,
    kind varchar(32) not null,
    parent_id varchar(32) references organisations (organisation_id),
    division_code varchar(12) not null,
    desk_address text,
    active boolean not null,
    area_m2 bigint,
    population bigint,
    primary key (organisation_id, since)
);
create table successions (
    organisation_id varchar(32) not null references organisations (organisation_id),
    successors text[] not null,
    since date not null,
    ground text not null,
    primary key (organisation_id)
);
insert into organisation_editions
select o.organisation_id,
    coalesce((
        select min(at at time zone 'Asia/Shanghai')::date from timeline
        where subject = 'organisation:' || o.organisation_id
    ), current_date),
    name, kind, parent_id, division_code, desk_address, active
from organisations o;
"""

GONE = """
drop table successions, organisation_editions;
alter table organisations drop column area_m2, drop column population;
"""


def upgrade() -> None:
    """What stands in the register holds from the day it was first recorded."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget the history."""
    op.get_bind().exec_driver_sql(GONE)
