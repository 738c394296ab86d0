"""The archive: sections as data, sealed entries, keys of files, looks in a chain."""

from alembic import op

revision = "0010"
down_revision = "0001"

ARCHIVE = """
CREATE TABLE section_versions (
    code VARCHAR(20) NOT NULL,
    number INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    spec JSONB NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (code, number)
);
CREATE TABLE subject_keys (
    subject_id UUID NOT NULL,
    wrapped TEXT NOT NULL,
    PRIMARY KEY (subject_id)
);
CREATE TABLE section_entries (
    subject_id UUID NOT NULL,
    section VARCHAR(20) NOT NULL,
    revision INTEGER NOT NULL,
    version INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor TEXT NOT NULL,
    role VARCHAR(32) NOT NULL,
    organisation_id TEXT,
    visit_id UUID,
    sealed TEXT NOT NULL,
    sensitive TEXT,
    PRIMARY KEY (subject_id, section, revision)
);
CREATE INDEX ix_section_entries_visit ON section_entries (visit_id);
create trigger section_versions_are_only_added_to before update or delete
    on section_versions for each statement execute function refuse_change();
create trigger section_entries_are_only_added_to before update or delete
    on section_entries for each statement execute function refuse_change();
"""

CHAIN = """
ALTER TABLE access_log ADD COLUMN no BIGINT UNIQUE, ADD COLUMN link VARCHAR(64);
do $$ begin
    execute format(
        'alter table access_log add constraint access_log_is_linked'
        ' check (id <= %%s or (no is not null and link is not null))',
        (select coalesce(max(id), 0) from access_log)
    );
end $$;
CREATE TABLE access_log_head (
    id SMALLINT NOT NULL CHECK (id = 1),
    no BIGINT NOT NULL,
    link VARCHAR(64) NOT NULL,
    PRIMARY KEY (id)
);
INSERT INTO access_log_head (id, no, link) VALUES (1, 0, '');
"""
"""Looks from before stay as they are: the chain begins with the next one."""

GONE = """
drop table section_entries, subject_keys, section_versions, access_log_head;
alter table access_log drop column no, drop column link;
"""


def upgrade() -> None:
    """Make the tables; those that are there keep all their rows."""
    for script in (ARCHIVE, CHAIN):
        op.get_bind().exec_driver_sql(script)


def downgrade() -> None:
    """Take them away."""
    op.get_bind().exec_driver_sql(GONE)
