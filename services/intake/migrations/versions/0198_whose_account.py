"""Whose account is whose: who agrees to a deletion is another person."""

from alembic import op

revision = "0198"
down_revision = "0188"
branch_labels = None
depends_on = None

ACCOUNTS = """
create table staff_accounts (
    staff_id text primary key,
    revision integer not null,
    person text
);
create index staff_accounts_by_person on staff_accounts (person);
"""


def upgrade() -> None:
    """Make the table; of whom nothing was told yet, the account counts."""
    op.get_bind().exec_driver_sql(ACCOUNTS)


def downgrade() -> None:
    """Drop it; accounts count again."""
    op.get_bind().exec_driver_sql("drop table staff_accounts")
