"""Enterprises, shops, small venues and units."""

from alembic import op

revision = "0024"
down_revision = "0023"

SCRIPT = """
create table firms (
    firm_id uuid not null,
    kind varchar(32) not null,
    name text not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    address text not null,
    credit_code varchar(18),
    premises_id varchar(32) references premises (premises_id),
    active boolean not null,
    revision integer not null,
    primary key (firm_id),
    constraint firms_credit_code_once unique (credit_code)
);
create index ix_firms_organisation_id on firms (organisation_id);
create index ix_firms_premises_id on firms (premises_id);
"""


def upgrade() -> None:
    """Nobody is on file yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget the firms."""
    op.get_bind().exec_driver_sql("drop table firms")
