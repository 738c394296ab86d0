"""Petitions are asked after when they come into a file; of others nothing is kept."""

from alembic import op

revision = "0071"
down_revision = "0070"

SCRIPT = """
alter table petition_links add column asked_at timestamp with time zone;
update petition_links set asked_at = 'epoch' where section is not null;
create index petition_links_unanswered on petition_links (asked_at)
    where asked_at is not null;
delete from petition_standings where petition_id not in (
    select petition_id from petition_links
);
"""


def upgrade() -> None:
    """Ask of all petitions in files; forget the others."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Ask no more; what was forgotten stays so."""
    op.get_bind().exec_driver_sql("alter table petition_links drop column asked_at")
