"""Pages of cases and clocks keep room for the new versions of their rows.

A superior who is told changes no indexed column of the case; with room on its page the
new version needs no new entry in any index.
"""

from alembic import op

revision = "0055"
down_revision = "0052"
branch_labels = None
depends_on = None

UP = """
alter table cases set (fillfactor = 80);
alter table deadlines set (fillfactor = 80);
"""
DOWN = """
alter table deadlines reset (fillfactor);
alter table cases reset (fillfactor);
"""


def upgrade() -> None:
    """Leave the room."""
    op.execute(UP)


def downgrade() -> None:
    """Fill the pages again."""
    op.execute(DOWN)
