"""Papers of petitions: how many pages each has; none where it is a picture."""

from alembic import op

revision = "0160"
down_revision = "0156"
branch_labels = None
depends_on = None

PAGES = "alter table petition_pictures add column pages integer default '0' not null"


def upgrade() -> None:
    """Add the column; what is there are pictures."""
    op.get_bind().exec_driver_sql(PAGES)


def downgrade() -> None:
    """Drop it; papers are taken for pictures then."""
    op.get_bind().exec_driver_sql("alter table petition_pictures drop column pages")
