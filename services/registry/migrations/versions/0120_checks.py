"""Spot checks: lots drawn from visits, and what the checks of them found."""

from alembic import op

revision = "0120"
down_revision = "0112"

SCRIPT = """
create table check_draws (
    draw_id uuid not null,
    rule varchar(32) not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    since date not null,
    until date not null,
    title text not null,
    basis text not null,
    due_on date not null,
    nonce varchar(64) not null,
    seed varchar(64) not null,
    size integer not null,
    drawn_by varchar(32) not null,
    drawn_at timestamp with time zone not null,
    primary key (draw_id),
    constraint check_draws_once unique (rule, organisation_id, since)
);
create index ix_check_draws_organisation_id on check_draws (organisation_id, since);
create table check_populations (
    draw_id uuid not null references check_draws (draw_id),
    visits jsonb not null,
    primary key (draw_id)
);
create table checks (
    check_id uuid not null,
    draw_id uuid not null references check_draws (draw_id),
    visit_id uuid not null references visits (visit_id),
    rank integer not null,
    visit_revision integer not null,
    facts jsonb not null,
    digest varchar(64) not null,
    visitors text[] not null,
    checker_id varchar(32),
    findings jsonb not null,
    primary key (check_id)
);
create index ix_checks_draw_id on checks (draw_id, rank);
create index ix_checks_checker_id on checks (checker_id);
"""


def upgrade() -> None:
    """Nothing was drawn yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget every draw."""
    op.get_bind().exec_driver_sql("drop table checks, check_populations, check_draws")
