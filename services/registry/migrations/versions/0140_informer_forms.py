"""That an informer answered for a month about an enterprise, once each (D-22)."""

from alembic import op

revision = "0140"
down_revision = "0130"

FORMS = """
create table informer_forms (
    enterprise_id varchar(32) not null,
    month varchar(7) not null,
    firm_id uuid,
    organisation_id varchar(32) not null,
    reported_by varchar(320) not null,
    reported_at timestamp with time zone not null,
    counts_on date not null,
    primary key (enterprise_id, month)
);
create index ix_informer_forms_counts_on on informer_forms (counts_on);
"""


def upgrade() -> None:
    """Make the table; it knows what is reported from now on."""
    op.get_bind().exec_driver_sql(FORMS)


def downgrade() -> None:
    """Drop it."""
    op.get_bind().exec_driver_sql("drop table informer_forms")
