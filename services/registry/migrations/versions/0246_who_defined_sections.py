"""By whom and why an edition of a section was said; how many files have one."""

from alembic import op

revision = "0246"
down_revision = "0245"

UP = """
alter table section_versions
    add column by varchar(120) not null default '',
    add column reason text not null default '';
create index ix_section_entries_section on section_entries (section, subject_id)
"""
DOWN = """
drop index ix_section_entries_section;
alter table section_versions drop column by, drop column reason
"""


def upgrade() -> None:
    """Add the columns, and what tells how many files have a section."""
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Drop them; the timeline stays."""
    op.get_bind().exec_driver_sql(DOWN)
