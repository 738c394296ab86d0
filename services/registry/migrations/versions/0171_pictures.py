"""Pictures of projects: what is kept of them beside their files (C-22)."""

from alembic import op

revision = "0171"
down_revision = "0170"

PICTURES = """
create table pictures (
    picture_id uuid primary key,
    project_id uuid not null,
    kind varchar(32) not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    digest varchar(64) not null,
    width integer not null,
    height integer not null,
    bytes integer not null,
    kept_by varchar(320) not null,
    kept_at timestamp with time zone not null,
    revision integer not null,
    constraint pictures_digest check (char_length(digest) = 64)
);
create index ix_pictures_project_id on pictures (project_id);
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(PICTURES)


def downgrade() -> None:
    """Drop it; the files stay where they are."""
    op.get_bind().exec_driver_sql("drop table pictures")
