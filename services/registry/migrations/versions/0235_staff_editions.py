"""What was said of staff, each time: by whom, when and why; the past from the timeline."""

from alembic import op

revision = "0235"
down_revision = "0220"

UP = """
create table staff_editions (
    staff_id varchar(32) not null references staff (staff_id),
    revision integer not null,
    at timestamp with time zone not null,
    by varchar(120) not null,
    organisation_id varchar(32) references organisations (organisation_id),
    roles text[] not null,
    active boolean not null,
    reason text not null,
    constraint staff_editions_pkey primary key (staff_id, revision)
);
insert into staff_editions
select s.staff_id, t.revision, t.at, substr(t.actor, strpos(t.actor, ':') + 1),
    t.detail ->> 'organisation_id',
    array(select jsonb_array_elements_text(t.detail -> 'roles')),
    (t.detail ->> 'active')::boolean, ''
from timeline t join staff s on t.subject = 'staff:' || s.staff_id
where t.source = 'registry' and t.step = 'staff-recorded';
"""


def upgrade() -> None:
    """Make the table, and fill it with what the timeline knows."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it; the timeline stays."""
    op.get_bind().exec_driver_sql("drop table staff_editions")
