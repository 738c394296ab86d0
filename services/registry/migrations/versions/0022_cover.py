"""Which premises each grid covers."""

from alembic import op

revision = "0022"
down_revision = "0021"

SCRIPT = """
create table grid_claims (
    grid_id varchar(32) not null references grids (grid_id),
    premises_id varchar(32) not null references premises (premises_id),
    primary key (grid_id, premises_id)
);
create index ix_grid_claims_premises_id on grid_claims (premises_id);
"""


def upgrade() -> None:
    """No grid covers any premises until it is said."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget what grids cover."""
    op.get_bind().exec_driver_sql("drop table grid_claims")
