"""The keyed words by which residents are found."""

from alembic import op

revision = "0026"
down_revision = "0025"

SCRIPT = """
create table resident_words (
    resident_id uuid not null references residents (resident_id),
    words bigint[] not null,
    primary key (resident_id)
);
create index ix_resident_words_words on resident_words using gin (words);
"""


def upgrade() -> None:
    """Residents on file are found once `cli index` has gone through them."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget the words; they are made anew from what is sealed."""
    op.get_bind().exec_driver_sql("drop table resident_words")
