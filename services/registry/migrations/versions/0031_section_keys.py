"""A key for each section of a file and for its class 3: each can be destroyed alone."""

from alembic import op

revision = "0031"
down_revision = "0030"

SCRIPT = """
create table section_keys (
    key_id uuid not null,
    subject_id uuid not null,
    section varchar(20) not null,
    kind varchar(16) not null,
    wrapped text not null,
    forget_before integer not null,
    primary key (key_id)
);
create index ix_section_keys_subject_id on section_keys (subject_id);
alter table residents add column forgotten smallint;
alter table section_entries add column request_id uuid;
create index ix_residents_died_on on residents (died_on) where died_on is not null;
create index ix_residents_left_on on residents (left_on) where left_on is not null;
"""

GONE = """
alter table section_entries drop column request_id;
alter table residents drop column forgotten;
drop index ix_residents_died_on, ix_residents_left_on;
drop table section_keys;
"""


def upgrade() -> None:
    """What was sealed before stays under its file's key; what comes has its own."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Take them away: what was sealed under them cannot be read any more."""
    op.get_bind().exec_driver_sql(GONE)
