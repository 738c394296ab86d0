"""When anything of a matter was told last: who hears nothing for a week is told so."""

from alembic import op

revision = "0129"
down_revision = "0128"

UP = """
alter table matters add column moved_at timestamptz;
update matters m set moved_at = f.at
from (select petition_id, max(at) as at from heard_facts group by petition_id) f
where f.petition_id = m.petition_id;
create index matters_unmoved on matters (moved_at, receipt)
where stand in ('received', 'working');
"""


def upgrade() -> None:
    """Add the moment, and fold it for all that is here."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it."""
    op.get_bind().exec_driver_sql("alter table matters drop column moved_at")
