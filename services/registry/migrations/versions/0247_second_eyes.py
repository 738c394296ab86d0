"""Who agreed to a deletion that another proposed."""

from alembic import op

revision = "0247"
down_revision = "0266"


def upgrade() -> None:
    """Add the column; what was granted before was granted by one."""
    sql = "alter table rights_requests add column agreed_by text"
    op.get_bind().exec_driver_sql(sql)


def downgrade() -> None:
    """Drop it."""
    sql = "alter table rights_requests drop column agreed_by"
    op.get_bind().exec_driver_sql(sql)
