"""When a finding's petition came in at the unit's door (A-26)."""

from alembic import op

revision = "0161"
down_revision = "0171"


def upgrade() -> None:
    """Of what was answered before, nobody knows when."""
    op.get_bind().exec_driver_sql(
        "alter table visit_findings add column answered_at timestamp with time zone"
    )


def downgrade() -> None:
    """Forget when."""
    op.get_bind().exec_driver_sql("alter table visit_findings drop column answered_at")
