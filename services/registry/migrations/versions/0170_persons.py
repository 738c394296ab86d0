"""Whose account it is: two accounts of one person are one person."""

from alembic import op

revision = "0170"
down_revision = "0160"

PERSON = """
alter table staff add column person varchar(80);
create index ix_staff_person on staff (person);
"""


def upgrade() -> None:
    """Of those on file nobody said yet whose account it is."""
    op.get_bind().exec_driver_sql(PERSON)


def downgrade() -> None:
    """Take every account for a person again."""
    op.get_bind().exec_driver_sql("alter table staff drop column person")
