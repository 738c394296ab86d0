"""One social worker a household at a time."""

from alembic import op

revision = "0023"
down_revision = "0022"

SCRIPT = """
update duties former set until = newest.since, revision = former.revision + 1
from (
    select distinct on (scope_id) scope_id, duty_id, since from duties
    where duty = 'social-worker' and scope_kind = 'household' and until is null
    order by scope_id, since desc, duty_id desc
) newest
where former.duty = 'social-worker' and former.scope_kind = 'household'
    and former.until is null and former.scope_id = newest.scope_id
    and former.duty_id <> newest.duty_id;
create unique index duties_one_worker_a_household on duties (scope_id)
    where duty = 'social-worker' and scope_kind = 'household' and until is null;
"""


def upgrade() -> None:
    """Of several who serve one household, the one named last goes on."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Allow several again."""
    op.get_bind().exec_driver_sql("drop index duties_one_worker_a_household")
