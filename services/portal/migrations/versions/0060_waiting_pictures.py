"""Pictures that residents sent along, until intake has them."""

from alembic import op

revision = "0060"
down_revision = "0051"

PICTURES = """
create table waiting_pictures (
    picture_id uuid primary key,
    matter_id uuid,
    sealed text not null,
    width integer not null,
    height integer not null,
    bytes integer not null,
    kept_at timestamp with time zone default now() not null,
    attempts integer default '0' not null,
    next_at timestamp with time zone default now() not null
);
create index waiting_pictures_of_a_matter on waiting_pictures (matter_id, kept_at);
create index waiting_pictures_that_wait on waiting_pictures (next_at);
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(PICTURES)


def downgrade() -> None:
    """Drop it, with what still waits in it."""
    op.get_bind().exec_driver_sql("drop table waiting_pictures")
