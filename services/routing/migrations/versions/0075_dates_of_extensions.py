"""Until when an answer was owed before more time was given, and since."""

from alembic import op

revision = "0075"
down_revision = "0060"
branch_labels = None
depends_on = None

DATES = """
update dossiers o
set content = jsonb_set(
    o.content, '{extension}', o.content -> 'extension' || jsonb_build_object(
        'due_at', given.due_at,
        'previous_due_at',
        given.due_at - make_interval(days => (o.content #>> '{extension,days}')::int)))
from (
    select distinct on (petition_id) petition_id, due_at from deadlines
    where won = 'extension' order by petition_id, revision desc
) as given
where given.petition_id = o.petition_id
    and o.content #> '{extension,decided,granted}' = 'true'::jsonb
"""


def upgrade() -> None:
    """Write the dates of what was given; of what was refused there are none."""
    op.get_bind().exec_driver_sql(DATES)


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
