"""Photographs of visits: which of those that a visit names have come (C-26)."""

from alembic import op

revision = "0220"
down_revision = "0210"

PHOTOS = """
create table visit_photos (
    visit_id uuid not null references visits (visit_id),
    sha256 varchar(64) not null,
    digest varchar(64) not null,
    bytes integer not null,
    kept_by varchar(320) not null,
    kept_at timestamp with time zone not null,
    constraint visit_photos_pkey primary key (visit_id, sha256)
);
create index ix_visit_photos_digest on visit_photos (digest);
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(PHOTOS)


def downgrade() -> None:
    """Drop it; the files stay where they are."""
    op.get_bind().exec_driver_sql("drop table visit_photos")
