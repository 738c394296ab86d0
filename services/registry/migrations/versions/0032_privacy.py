"""Requests to correct and delete, and guardians of those under 14."""

from alembic import op

revision = "0032"
down_revision = "0031"

SCRIPT = """
create table rights_requests (
    request_id uuid not null,
    resident_id uuid not null references residents (resident_id),
    asked_by uuid not null,
    kind varchar(32) not null,
    section varchar(20) not null,
    fields text[] not null,
    asked_at timestamp with time zone not null,
    due_on date not null,
    sealed text,
    state varchar(32) not null,
    decided_by text,
    decided_at timestamp with time zone,
    law text,
    revision integer not null,
    primary key (request_id)
);
create index ix_rights_requests_resident_id on rights_requests (resident_id);
create index ix_rights_requests_asked_by on rights_requests (asked_by);
create table guardianships (
    guardianship_id uuid not null,
    child_id uuid not null references residents (resident_id),
    guardian_id uuid not null references residents (resident_id),
    since date not null,
    until date,
    consented_on date,
    withdrawn_on date,
    revision integer not null,
    primary key (guardianship_id)
);
create index ix_guardianships_child_id on guardianships (child_id);
create index ix_guardianships_guardian_id on guardianships (guardian_id);
"""


def upgrade() -> None:
    """Nobody has asked yet, and no guardian is named."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget both."""
    op.get_bind().exec_driver_sql("drop table guardianships, rights_requests")
