"""Pictures of petitions: what is written down of them beside their files."""

from alembic import op

revision = "0150"
down_revision = "0140"
branch_labels = None
depends_on = None

PICTURES = """
create table petition_pictures (
    petition_id uuid not null,
    sha256 varchar(64) not null,
    digest varchar(64) not null,
    width integer not null,
    height integer not null,
    bytes integer not null,
    has_place boolean not null,
    own boolean not null,
    kept_by varchar(320) not null,
    kept_at timestamp with time zone not null,
    primary key (petition_id, sha256)
);
create index petition_pictures_by_age on petition_pictures (kept_at);
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(PICTURES)


def downgrade() -> None:
    """Drop it; the files stay where they are."""
    op.get_bind().exec_driver_sql("drop table petition_pictures")
