"""By which street an open matter near by is found; earlier petitions have none."""

from alembic import op

revision = "0156"
down_revision = "0155"
branch_labels = None
depends_on = None

STREETS = """
alter table petition_signs add column street bigint;
create index petition_signs_by_street on petition_signs (street, petition_id)
    where street is not null;
"""


def upgrade() -> None:
    """Add the column and its index."""
    op.get_bind().exec_driver_sql(STREETS)


def downgrade() -> None:
    """Drop both."""
    op.get_bind().exec_driver_sql("alter table petition_signs drop column street")
