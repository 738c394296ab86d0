"""Every question's case has a head: its row is the lock of all that hangs on it."""

from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

UP = """
insert into case_heads (petition_id, case_revision)
select distinct petition_id, 0 from follow_ups on conflict do nothing;
insert into case_heads (petition_id, case_revision)
select distinct petition_id, 0 from objections on conflict do nothing;
"""
DOWN = "delete from case_heads where case_revision = 0"


def upgrade() -> None:
    """Give each case that has none a head that outruns nothing."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Take those away."""
    op.get_bind().exec_driver_sql(DOWN)
