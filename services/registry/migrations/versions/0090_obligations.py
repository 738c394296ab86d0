"""Obligations: tags that say who owes and to whom, and excuses."""

from alembic import op

revision = "0090"
down_revision = "0083"

SCRIPT = """
create table obligation_tags (
    tagging_id uuid not null,
    tag varchar(32) not null,
    kind varchar(32) not null,
    id varchar(36) not null,
    since date not null,
    until date,
    revision integer not null,
    primary key (tagging_id)
);
create index ix_obligation_tags_tag on obligation_tags (tag, kind, id);
create index ix_obligation_tags_id on obligation_tags (kind, id);
create table obligation_excuses (
    excuse_id uuid not null,
    rule varchar(32) not null,
    staff_id varchar(32) not null references staff (staff_id),
    day date not null,
    reason varchar(32) not null,
    said_at timestamp with time zone not null,
    revision integer not null,
    primary key (excuse_id)
);
create index ix_obligation_excuses_staff_id on obligation_excuses (staff_id);
create index ix_obligation_excuses_day on obligation_excuses (rule, day);
"""


def upgrade() -> None:
    """Nobody is tagged, and nobody has excused themselves."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget every tag and excuse."""
    op.get_bind().exec_driver_sql("drop table obligation_excuses, obligation_tags")
