"""A desk's small news come once a day, in one notice."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

UP = """
alter table notices add column digest_id uuid;
create index notices_of_digests on notices (digest_id) where digest_id is not null;
"""
DOWN = "drop index notices_of_digests; alter table notices drop column digest_id"


def upgrade() -> None:
    """Let a notice name the digest that it goes with."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Forget which digest it went with."""
    op.get_bind().exec_driver_sql(DOWN)
