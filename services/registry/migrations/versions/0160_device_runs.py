"""When each run of a device began, by the clock of the house (C-26)."""

from alembic import op

revision = "0160"
down_revision = "0140"

RUNS = """
create table visit_device_runs (
    actor varchar(320) not null,
    device_id varchar(64) not null,
    run integer not null,
    began_at timestamp with time zone not null,
    primary key (actor, device_id, run)
);
"""


def upgrade() -> None:
    """Make the table; devices that do not count go on by their clocks."""
    op.get_bind().exec_driver_sql(RUNS)


def downgrade() -> None:
    """Drop it."""
    op.get_bind().exec_driver_sql("drop table visit_device_runs")
