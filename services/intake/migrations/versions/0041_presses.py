"""Every press of a device: what joins an open call, and who presses too often."""

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

PRESSES = """
CREATE TABLE device_presses (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    device_id VARCHAR(64) NOT NULL,
    resident_id VARCHAR(64),
    caller TEXT NOT NULL,
    petition_id UUID NOT NULL,
    pressed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX device_presses_by_device ON device_presses (device_id, taken_at);
CREATE INDEX device_presses_unknown ON device_presses (caller, taken_at)
    WHERE resident_id is null;
CREATE TRIGGER device_presses_is_only_added_to
    BEFORE UPDATE OR DELETE ON device_presses
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(PRESSES)


def downgrade() -> None:
    """Drop the table."""
    op.get_bind().exec_driver_sql("drop table device_presses")
