"""Households that split and merge, people who move."""

from alembic import op

revision = "0027"
down_revision = "0026"

SCRIPT = """
create table household_moves (
    move_id uuid not null,
    kind varchar(32) not null,
    from_id uuid not null references households (household_id),
    to_id uuid not null references households (household_id),
    keepers text[] not null,
    people jsonb not null,
    duties jsonb not null,
    undone boolean not null,
    revision integer not null,
    primary key (move_id)
);
create index ix_household_moves_from_id on household_moves (from_id);
create index ix_household_moves_to_id on household_moves (to_id);
"""


def upgrade() -> None:
    """Nobody has moved yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget the moves; people stay where they are."""
    op.get_bind().exec_driver_sql("drop table household_moves")
