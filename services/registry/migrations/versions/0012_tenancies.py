"""From whom a household rents."""

from alembic import op

revision = "0012"
down_revision = "0011"

TENANCIES = """
CREATE TABLE tenancies (
    tenancy_id UUID NOT NULL,
    household_id UUID NOT NULL,
    owner_id UUID NOT NULL,
    since DATE NOT NULL,
    until DATE,
    revision INTEGER NOT NULL,
    PRIMARY KEY (tenancy_id),
    FOREIGN KEY(household_id) REFERENCES households (household_id),
    FOREIGN KEY(owner_id) REFERENCES residents (resident_id)
);
CREATE INDEX ix_tenancies_household ON tenancies (household_id, since);
CREATE INDEX ix_tenancies_owner_id ON tenancies (owner_id);
CREATE UNIQUE INDEX tenancies_one_open_a_household ON tenancies (household_id)
    WHERE until is null;
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(TENANCIES)


def downgrade() -> None:
    """Take it away."""
    op.get_bind().exec_driver_sql("drop table tenancies")
