"""Who was forgotten is not taken in unseen; words of visits can be forgotten."""

from alembic import op

revision = "0072"
down_revision = "0071"

SCRIPT = """
create table forgotten_people (
    identity_index varchar(64) not null,
    ground varchar(32) not null,
    forgotten_at timestamp with time zone not null,
    primary key (identity_index)
);
create table empty_households (
    household_id uuid not null references households (household_id) on delete cascade,
    since date not null,
    primary key (household_id)
);
alter table visits alter column sealed drop not null;
alter table visit_editions alter column sealed drop not null;
"""


def upgrade() -> None:
    """Of those who were forgotten before, nothing is left to know them by."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget who was forgotten; words that are gone stay gone."""
    op.get_bind().exec_driver_sql("drop table forgotten_people, empty_households")
