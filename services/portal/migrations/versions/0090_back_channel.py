"""By which session at the identity provider a session of staff began."""

from alembic import op

revision = "0090"
down_revision = "0060"

UP = """
alter table staff_sessions add column provider_subject varchar(64);
alter table staff_sessions add column provider_session varchar(64);
create index staff_sessions_of_subject on staff_sessions (provider_subject);
create index staff_sessions_of_provider on staff_sessions (provider_session);
"""
DOWN = """
alter table staff_sessions drop column provider_session;
alter table staff_sessions drop column provider_subject;
"""


def upgrade() -> None:
    """Add the columns; sessions from before end as they did."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop them: sessions end in time."""
    op.get_bind().exec_driver_sql(DOWN)
