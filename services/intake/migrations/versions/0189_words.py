"""By which words and names petitions are searched; what is there waits for its words."""

from alembic import op

revision = "0189"
down_revision = "0198"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE wordless_petitions (
    petition_id UUID NOT NULL
);
CREATE TABLE petition_words (
    petition_id UUID NOT NULL,
    number BIGINT NOT NULL,
    name BIGINT,
    words INTEGER[] NOT NULL,
    PRIMARY KEY (petition_id)
);
CREATE INDEX petition_words_by_word ON petition_words USING gin (words)
    WITH (gin_pending_list_limit = 256);
CREATE INDEX petition_words_by_name ON petition_words (name, number)
    WHERE name IS NOT NULL;
CREATE INDEX petition_words_by_number ON petition_words (number);
insert into wordless_petitions (petition_id) select petition_id from petitions
    order by petition_id desc
"""


def upgrade() -> None:
    """Make both tables."""
    op.get_bind().exec_driver_sql(TABLES)


def downgrade() -> None:
    """Drop both."""
    op.get_bind().exec_driver_sql("drop table wordless_petitions, petition_words")
