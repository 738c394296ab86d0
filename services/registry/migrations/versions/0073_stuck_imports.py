"""An import that fails again and again stops, with its reason, until somebody says."""

from alembic import op

revision = "0073"
down_revision = "0072"

SCRIPT = """
alter table import_batches
    add column tries integer not null default 0,
    add column stuck boolean not null default false;
"""


def upgrade() -> None:
    """None is stuck yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """All are tried for ever again."""
    sql = "alter table import_batches drop column tries, drop column stuck"
    op.get_bind().exec_driver_sql(sql)
