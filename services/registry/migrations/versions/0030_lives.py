"""Lives end here or go on elsewhere, and that can be undone; households have heads."""

from alembic import op

revision = "0030"
down_revision = "0027"

SCRIPT = """
alter table residents add column left_on date, add column moved_to varchar(12);
alter table households
    add column head_id uuid references residents (resident_id);
create index ix_households_head_id on households (head_id);
alter table household_moves
    add column tenancies jsonb not null default '[]',
    add column head_before uuid,
    add column head_after uuid;
create table life_changes (
    change_id uuid not null,
    resident_id uuid not null references residents (resident_id),
    kind varchar(32) not null,
    day date not null,
    before varchar(32) not null,
    state varchar(32) not null,
    household_id uuid references households (household_id),
    duties jsonb not null,
    tenancies jsonb not null,
    head_before uuid,
    head_after uuid,
    ground varchar(32),
    revision integer not null,
    primary key (change_id)
);
create unique index life_changes_one_standing
    on life_changes (resident_id, kind) where state = 'standing';
"""

GONE = """
drop table life_changes;
alter table household_moves
    drop column tenancies, drop column head_before, drop column head_after;
alter table households drop column head_id;
alter table residents drop column left_on, drop column moved_to;
"""


def upgrade() -> None:
    """Nobody has left yet; of deaths recorded before, nothing hangs on them."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget who left, who heads whom, and what could be undone."""
    op.get_bind().exec_driver_sql(GONE)
