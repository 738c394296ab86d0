"""Where people live: 小区, 院落, 楼栋, 单元, 户; a household's building."""

from alembic import op

revision = "0021"
down_revision = "0020"

SCRIPT = """
create table premises (
    premises_id varchar(32) not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    kind varchar(32) not null,
    parent_id varchar(32) references premises (premises_id),
    name text not null,
    key text not null,
    active boolean not null,
    revision integer not null,
    primary key (premises_id)
);
create unique index premises_root_once on premises (organisation_id, kind, key)
    where active and parent_id is null;
create unique index premises_once on premises (parent_id, kind, key)
    where active and parent_id is not null;
create index ix_premises_organisation on premises (organisation_id, key);
create index ix_premises_parent_id on premises (parent_id);
alter table households
    add column building_id varchar(32) references premises (premises_id);
create index ix_households_building_id on households (building_id);
"""

GONE = """
alter table households drop column building_id;
drop table premises;
"""


def upgrade() -> None:
    """Households that are known hang on no door until they are looked for."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget the premises."""
    op.get_bind().exec_driver_sql(GONE)
