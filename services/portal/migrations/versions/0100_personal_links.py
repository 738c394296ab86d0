"""Links that desks give to single persons, kept as fingerprints."""

from alembic import op

revision = "0100"
down_revision = "0090"

UP = """
create table personal_links (
    link_id uuid primary key,
    kind varchar(16) not null,
    state varchar(16) not null,
    token_print varchar(64) not null,
    holder_id varchar(64) not null,
    organisation_id varchar(32) not null,
    desk_id varchar(32) not null,
    sealed text not null,
    issued_at timestamptz not null,
    issued_by varchar(64) not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz,
    revoked_by varchar(64) not null,
    revision integer not null
);
create unique index one_link_a_token on personal_links (token_print);
create index personal_links_of_a_holder on personal_links (holder_id, kind);
create index personal_links_of_a_unit on personal_links (organisation_id, issued_at);
"""
DOWN = "drop table personal_links;"


def upgrade() -> None:
    """Add the table."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop it: nobody's link opens any more."""
    op.get_bind().exec_driver_sql(DOWN)
