"""Editions without a day: the version before edits on until it is renewed."""

from alembic import op

revision = "0111"
down_revision = "0110"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What it edits holds from that moment."""
    op.get_bind().exec_driver_sql(
        "alter table text_editions alter column valid_from set default now()"
    )


def downgrade() -> None:
    """Take the default back."""
    op.get_bind().exec_driver_sql(
        "alter table text_editions alter column valid_from drop default"
    )
