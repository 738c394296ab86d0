"""Signs by which earlier petitions about the same matter are found."""

from alembic import op

revision = "0030"
down_revision = "0012"
branch_labels = None
depends_on = None

SIGNS = """
CREATE TABLE unsigned_petitions (
    petition_id UUID NOT NULL,
    person BIGINT
);
CREATE TABLE petition_signs (
    petition_id UUID NOT NULL,
    signs INTEGER[] NOT NULL,
    person BIGINT,
    place BIGINT,
    PRIMARY KEY (petition_id)
);
CREATE INDEX petition_signs_by_sign ON petition_signs
    USING gin (signs) WITH (fastupdate = off);
CREATE INDEX petition_signs_by_person ON petition_signs (person, petition_id)
    WHERE person is not null;
CREATE INDEX petition_signs_by_place ON petition_signs (place, petition_id)
    WHERE place is not null;
"""
ALL_THAT_ARE_THERE = """
insert into unsigned_petitions (petition_id) select petition_id from petitions
"""


def upgrade() -> None:
    """Make the tables; what is there already waits for its signs."""
    op.get_bind().exec_driver_sql(SIGNS)
    op.get_bind().exec_driver_sql(ALL_THAT_ARE_THERE)


def downgrade() -> None:
    """Drop the tables."""
    op.get_bind().exec_driver_sql("drop table unsigned_petitions, petition_signs")
