"""A claim changes no indexed column, so that it leaves no dead index rows behind.

The lease gets a column of its own, trouble a flag of its own (an index condition on
`state` would count as an index on it), pages keep room for the new row version; and an
organisation finds its own notices by an index.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

UP = """
alter table notices add column leased_until timestamp with time zone;
alter table notices add column in_trouble boolean default false not null;
update notices set leased_until = next_attempt_at where state = 'sending';
update notices set in_trouble = true where state in ('failed', 'no-address');
drop index notices_in_trouble;
create index notices_in_trouble on notices (notice_id) where in_trouble;
create index notices_by_organisation on notices (organisation_id, notice_id);
alter table notices set (fillfactor = 80);
"""

DOWN = """
drop index notices_by_organisation;
drop index notices_in_trouble;
create index notices_in_trouble on notices (notice_id)
  where state in ('failed', 'no-address');
alter table notices reset (fillfactor);
alter table notices drop column in_trouble, drop column leased_until;
"""


def upgrade() -> None:
    """Give lease and trouble columns of their own."""
    op.execute(UP)


def downgrade() -> None:
    """Go back to one column for both."""
    op.execute(DOWN)
