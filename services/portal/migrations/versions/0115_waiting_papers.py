"""Papers wait beside pictures: how many pages each has; none where it is a picture."""

from alembic import op

revision = "0115"
down_revision = "0110"

PAGES = "alter table waiting_pictures add column pages integer default '0' not null"


def upgrade() -> None:
    """Add the column; what waits are pictures."""
    op.get_bind().exec_driver_sql(PAGES)


def downgrade() -> None:
    """Drop it; what waits is carried all the same."""
    op.get_bind().exec_driver_sql("alter table waiting_pictures drop column pages")
