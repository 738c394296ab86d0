"""What petitioners say of publication stands beside their petition (个保法第15、25条)."""

from alembic import op

revision = "0265"
down_revision = "0246"

UP = """
alter table petition_standings
    add column consent_holds boolean,
    add column consent_given_at timestamp with time zone,
    add column consent_ended_at timestamp with time zone
"""
DOWN = """
alter table petition_standings
    drop column consent_holds,
    drop column consent_given_at,
    drop column consent_ended_at
"""


def upgrade() -> None:
    """Add the columns; nobody has said anything yet."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop them; intake still knows."""
    op.get_bind().exec_driver_sql(DOWN)
