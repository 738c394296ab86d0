"""What its petitioner withdrew owes nothing, and is set apart in the figures.

Both columns are worked out by the database from the row: they are made anew.
"""

from alembic import op

revision = "0070"
down_revision = "0054"
branch_labels = None
depends_on = None

ASIDE = """case when from_archive then 'archive'
    when merged or coalesce(state, '') = 'merged' then 'merged'
    {withdrawn}
    when visits > 1 then 'repeated'
    when kind = 'thanks' then 'thanks'
    when coalesce(state, '') = 'suspended' and coalesce(ground, '') = 'legacy'
        then 'legacy'
    when coalesce(outcome, '') = 'referred'
        and coalesce(state, '') in ('resolved', 'closed') then 'referred'
    else '' end"""
WITHDRAWN = "when coalesce(state, '') = 'withdrawn' then 'withdrawn'"
DUE = """case when accepted_at is not null and refused_at is null
    and coalesce(state, '') not in ({over})
    then (due_at at time zone 'Asia/Shanghai')::date else null end"""
OVER = ("resolved", "closed", "merged", "suspended")
ANEW = """
drop index figure_facts_due;
alter table figure_facts drop column aside, drop column due_day;
alter table figure_facts
    add column aside text not null generated always as ({aside}) stored,
    add column due_day date generated always as ({due}) stored;
create index figure_facts_due on figure_facts (due_day, petition_id)
    where due_day is not null;
"""


def upgrade() -> None:
    """Set them apart."""
    _make_anew(WITHDRAWN, (*OVER, "withdrawn"))


def downgrade() -> None:
    """Count them among the others again."""
    _make_anew("", OVER)


def _make_anew(withdrawn: str, over: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{state}'" for state in over)
    sql = ANEW.format(
        aside=ASIDE.format(withdrawn=withdrawn), due=DUE.format(over=listed)
    )
    op.get_bind().exec_driver_sql(sql)
