"""Visit forms handed on to another organisation: sent, received, what came of them."""

from alembic import op

revision = "0083"
down_revision = "0082"

SCRIPT = """
create table visit_forms (
    form_id uuid not null,
    visit_id uuid not null references visits (visit_id),
    from_id varchar(32) not null references organisations (organisation_id),
    to_id varchar(32) not null references organisations (organisation_id),
    sent_by varchar(320) not null,
    sent_at timestamp with time zone not null,
    receipt varchar(40),
    received_by varchar(320),
    received_at timestamp with time zone,
    jobs integer not null,
    startups integer not null,
    revision integer not null,
    primary key (form_id)
);
create index ix_visit_forms_visit_id on visit_forms (visit_id);
create index ix_visit_forms_from_id on visit_forms (from_id, form_id);
create index ix_visit_forms_to_id on visit_forms (to_id, form_id);
"""


def upgrade() -> None:
    """No form was handed on yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget every form."""
    op.get_bind().exec_driver_sql("drop table visit_forms")
