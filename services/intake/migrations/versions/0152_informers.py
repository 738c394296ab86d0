"""Who reports on which enterprises; what was reported, revision by revision (D-22)."""

from alembic import op

revision = "0152"
down_revision = "0151"
branch_labels = None
depends_on = None

UP = (
    "alter table enterprises add column reported_from varchar(7)",
    """
    alter table informer_reports
        add column revision integer default 1 not null,
        add column alerts jsonb default '[]'::jsonb not null
    """,
    "create index informer_reports_by_month on informer_reports (month)",
    """
    create table informer_revisions (
        enterprise_id varchar(32) not null,
        month varchar(7) not null,
        revision integer not null,
        production_normal boolean not null,
        wages_paid boolean not null,
        hazard boolean not null,
        text text not null,
        reported_at timestamptz not null,
        reported_by text not null,
        alert_id uuid,
        primary key (enterprise_id, month, revision)
    )
    """,
    """
    insert into informer_revisions (enterprise_id, month, revision, production_normal,
        wages_paid, hazard, text, reported_at, reported_by)
    select enterprise_id, month, 1, production_normal, wages_paid, hazard, text,
        reported_at, reported_by
    from informer_reports
    """,
    """
    create table informers (
        informer_id varchar(64) primary key,
        organisation_id varchar(32) not null,
        contact text
    )
    """,
    """
    create table informer_enterprises (
        id bigint generated always as identity primary key,
        informer_id varchar(64) not null,
        enterprise_id varchar(32) not null,
        since timestamptz not null,
        given_by text not null,
        until timestamptz,
        ended_by text
    )
    """,
    """
    create unique index one_informer_of_an_enterprise_once
    on informer_enterprises (enterprise_id, informer_id) where until is null
    """,
    """
    create index informer_enterprises_by_informer
    on informer_enterprises (informer_id)
    """,
    """
    create table informer_reminders (
        reminder_id uuid primary key,
        informer_id varchar(64) not null,
        organisation_id varchar(32) not null,
        month varchar(7) not null,
        day date not null,
        reminded_at timestamptz not null,
        reminded_by text not null
    )
    """,
    """
    create unique index one_reminder_a_day
    on informer_reminders (informer_id, month, day)
    """,
)
DOWN = (
    "drop table informer_reminders",
    "drop table informer_enterprises",
    "drop table informers",
    "drop table informer_revisions",
    "drop index informer_reports_by_month",
    "alter table informer_reports drop column revision, drop column alerts",
    "alter table enterprises drop column reported_from",
)


def upgrade() -> None:
    """Add the tables; of an earlier report the one revision is kept, no alert."""
    for statement in UP:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Drop them; what was answered last stays."""
    for statement in DOWN:
        op.get_bind().exec_driver_sql(statement)
