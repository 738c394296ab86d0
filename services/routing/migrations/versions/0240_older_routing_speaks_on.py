"""Cases without a last word: what the version before opens was heard of just then."""

from alembic import op

revision = "0240"
down_revision = "0235"


def upgrade() -> None:
    """Give the column a default: else nobody would ever notice such a case's silence."""
    op.get_bind().exec_driver_sql(
        "alter table cases alter column spoken_at set default now()"
    )


def downgrade() -> None:
    """Take the default back."""
    op.get_bind().exec_driver_sql(
        "alter table cases alter column spoken_at drop default"
    )
