"""What was said of grids, each time: from which day, by whom, why; what stands first."""

from alembic import op

revision = "0245"
down_revision = "0235"

UP = """
create table grid_cuts (
    grid_id varchar(32) not null references grids (grid_id),
    revision integer not null,
    since date not null,
    at timestamp with time zone not null,
    by varchar(120) not null,
    name text not null,
    level smallint not null,
    parent_id varchar(32),
    organisation_id varchar(32) not null,
    active boolean not null,
    premises_ids text[],
    reason text not null,
    constraint grid_cuts_pkey primary key (grid_id, revision)
);
insert into grid_cuts
select g.grid_id, g.revision, (t.at at time zone 'Asia/Shanghai')::date, t.at,
    substr(t.actor, strpos(t.actor, ':') + 1), g.name, g.level, g.parent_id,
    g.organisation_id, g.active,
    array(
        select premises_id::text from grid_claims c
        where c.grid_id = g.grid_id order by premises_id
    ), ''
from grids g join timeline t on t.subject = 'grid:' || g.grid_id
    and t.source = 'registry' and t.revision = g.revision
"""


def upgrade() -> None:
    """Make the table; each grid begins with how it stands, since it was said so."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it; the timeline stays."""
    op.get_bind().exec_driver_sql("drop table grid_cuts")
