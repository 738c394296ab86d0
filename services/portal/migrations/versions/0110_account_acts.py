"""What was done to accounts at the pages: by whom, when and why."""

from alembic import op

revision = "0110"
down_revision = "0100"

UP = """
create table account_acts (
    act_id uuid primary key,
    at timestamptz not null default now(),
    account varchar(64) not null,
    staff_id varchar(64) not null,
    act varchar(16) not null,
    by varchar(64) not null,
    reason text not null
);
create index account_acts_of_somebody on account_acts (staff_id, at);
"""


def upgrade() -> None:
    """Add the table."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it: who did what to an account is then told nowhere."""
    op.get_bind().exec_driver_sql("drop table account_acts")
