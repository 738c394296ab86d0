"""Of which grid a list was, where it was of one."""

from alembic import op

revision = "0130"
down_revision = "0123"


def upgrade() -> None:
    """Whatever left before was of an organisation."""
    op.get_bind().exec_driver_sql("alter table exports add column grid_id varchar(32)")


def downgrade() -> None:
    """Forget of which grid a list was."""
    op.get_bind().exec_driver_sql("alter table exports drop column grid_id")
