"""Answers of the identity provider that let somebody in: each one does so once."""

from alembic import op

revision = "0050"
down_revision = "0020"

TABLE = """
create table provider_answers (
    print varchar(64) not null primary key,
    at timestamp with time zone default now() not null
);
create index provider_answers_by_age on provider_answers (at);
"""


def upgrade() -> None:
    """Create the table."""
    op.get_bind().exec_driver_sql(TABLE)


def downgrade() -> None:
    """Drop it: what it holds is good for a day."""
    op.drop_table("provider_answers")
