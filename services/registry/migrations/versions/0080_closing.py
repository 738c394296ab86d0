"""Visits are open until they are closed; what two devices say is put in order."""

from alembic import op

revision = "0080"
down_revision = "0074"

SCRIPT = """
alter table visits
    add column closed_at timestamp with time zone,
    add column closing jsonb,
    add column device varchar(64) not null default '',
    add column sequence integer not null default 0,
    add column restricted text;
update visits set closed_at = said_at, closing = jsonb_build_object(
    'family', 'before', 'by', recorded_by, 'at', said_at, 'device', '', 'sequence', 0
);
alter table visit_editions
    add column device varchar(64) not null default '',
    add column sequence integer not null default 0,
    add column restricted text;
create index ix_visits_open on visits (held_at) where closed_at is null;
"""


def upgrade() -> None:
    """What was said before there was closing counts as closed when it was said."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget what was closed, and by which device it was said."""
    op.get_bind().exec_driver_sql(
        "drop index ix_visits_open;"
        "alter table visit_editions drop column device, drop column sequence,"
        " drop column restricted;"
        "alter table visits drop column closed_at, drop column closing,"
        " drop column device, drop column sequence, drop column restricted"
    )
