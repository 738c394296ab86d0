"""A telephone may hold several seats (a refusal told that it held one); revisions."""

from alembic import op

revision = "0151"
down_revision = "0170"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the rule; who receives is shown where a telephone stands twice."""
    op.get_bind().exec_driver_sql("drop index one_booking_a_person")
    op.get_bind().exec_driver_sql(
        "alter table reception_bookings"
        " add column revision integer default '0' not null"
    )


def downgrade() -> None:
    """Bring the rule back; refused while a telephone holds two open bookings."""
    op.drop_column("reception_bookings", "revision")
    op.get_bind().exec_driver_sql(
        "create unique index one_booking_a_person on reception_bookings (person)"
        " where state = 'booked'"
    )
