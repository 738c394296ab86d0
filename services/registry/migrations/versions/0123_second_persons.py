"""One person in two spellings is one; what a household or an item has, by index."""

from alembic import op

revision = "0123"
down_revision = "0122"

SCRIPT = """
alter table subsidy_payments drop constraint subsidy_payments_second_person;
alter table subsidy_payments add constraint subsidy_payments_second_person
    check (lower(decided_by) <> lower(proposed_by));
create index ix_subsidy_payments_household_id
    on subsidy_payments (household_id, programme);
create index ix_publications_item_id on publications (item_id);
"""


def upgrade() -> None:
    """No line was decided by whoever proposed it, however they are written."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Hold two spellings for two people again."""
    bind = op.get_bind()
    bind.exec_driver_sql("drop index ix_publications_item_id")
    bind.exec_driver_sql("drop index ix_subsidy_payments_household_id")
    table = "alter table subsidy_payments"
    bind.exec_driver_sql(f"{table} drop constraint subsidy_payments_second_person")
    bind.exec_driver_sql(
        f"{table} add constraint subsidy_payments_second_person"
        " check (decided_by <> proposed_by)"
    )
