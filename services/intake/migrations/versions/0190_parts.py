"""Matters that hold several questions are divided: what came together is known."""

from alembic import op

revision = "0190"
down_revision = "0192"
branch_labels = None
depends_on = None

PARTS = """
create table petition_parts (
    petition_id uuid primary key,
    first_petition_id uuid not null,
    split_at timestamptz not null
);
create index petition_parts_by_first on petition_parts (first_petition_id);
"""


def upgrade() -> None:
    """Make the table; it fills as matters are divided."""
    op.get_bind().exec_driver_sql(PARTS)


def downgrade() -> None:
    """Drop it; the parts stay petitions of their own."""
    op.get_bind().exec_driver_sql("drop table petition_parts")
