"""不是同一件: pairs of matters that somebody found to be two."""

from alembic import op

revision = "0150"
down_revision = "0120"

UP = """
create table unlike_matters (
    one_receipt varchar(40) not null,
    other_receipt varchar(40) not null,
    by varchar(64) not null,
    said_at timestamptz not null,
    primary key (one_receipt, other_receipt)
);
create index unlike_matters_of_the_other on unlike_matters (other_receipt);
"""


def upgrade() -> None:
    """Add the table."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it: the pairs are then shown to each other again."""
    op.get_bind().exec_driver_sql("drop table unlike_matters")
