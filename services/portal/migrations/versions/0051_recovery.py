"""Recovery codes of the second step: fingerprints in the account's own row."""

from alembic import op

revision = "0051"
down_revision = "0050"


def upgrade() -> None:
    """Add the column; nobody has codes yet."""
    op.get_bind().exec_driver_sql(
        "alter table accounts add column recovery varchar(64)[] default '{}' not null"
    )


def downgrade() -> None:
    """Drop it: codes can be made anew."""
    op.drop_column("accounts", "recovery")
