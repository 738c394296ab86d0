"""Who lives in a home is read from an index alone: obligations ask it of all homes."""

from alembic import op

revision = "0270"
down_revision = "0247"

UP = """
create index ix_residents_at_home on residents (household_id)
    include (state, died_on, left_on);
drop index ix_residents_household_id
"""
DOWN = """
create index ix_residents_household_id on residents (household_id);
drop index ix_residents_at_home
"""


def upgrade() -> None:
    """Make the wider index in the place of the narrow one."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Put the narrow one back."""
    op.get_bind().exec_driver_sql(DOWN)
