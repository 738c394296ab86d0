"""Small pictures beside those of petitions, each a file of its own."""

from alembic import op

revision = "0161"
down_revision = "0160"
branch_labels = None
depends_on = None

SMALL = """
alter table petition_pictures add column small varchar(64);
create index petition_pictures_by_small on petition_pictures (small);
create index petition_pictures_by_file on petition_pictures (digest);
"""
LARGE = """
drop index petition_pictures_by_file;
alter table petition_pictures drop column small;
"""


def upgrade() -> None:
    """Add the name of the file; of what is there already no small one is made."""
    op.get_bind().exec_driver_sql(SMALL)


def downgrade() -> None:
    """Drop it; the files are let go when they are a day old."""
    op.get_bind().exec_driver_sql(LARGE)
