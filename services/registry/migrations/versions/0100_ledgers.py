"""Ledgers (台账), their way, their meetings, lists and bulletins, and the public list."""

from alembic import op

revision = "0100"
down_revision = "0090"

SCRIPT = """
create table ledger_items (
    item_id uuid not null,
    ledger varchar(32) not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    about_kind varchar(32) not null,
    about_id varchar(36) not null,
    petition_id uuid,
    resident_id uuid references residents (resident_id),
    firm_id uuid references firms (firm_id),
    premises_id varchar(32) references premises (premises_id),
    home_id uuid references households (household_id),
    category varchar(32) not null,
    person varchar(32) references staff (staff_id),
    unit varchar(32) references organisations (organisation_id),
    due_on date,
    first_on date not null,
    entry_reason varchar(32) not null,
    state varchar(32) not null,
    presence varchar(32) not null,
    round integer not null,
    entered_on date not null,
    exited_on date,
    exit_reason varchar(32),
    solved boolean not null,
    restricted boolean not null,
    last_on date not null,
    recorded_by varchar(32) not null,
    recorded_at timestamp with time zone not null,
    has_result boolean not null,
    sealed text,
    revision integer not null,
    primary key (item_id),
    constraint ledger_items_restricted unique (item_id, restricted)
);
create index ix_ledger_items_organisation_id on ledger_items (organisation_id, ledger);
create index ix_ledger_items_about on ledger_items (about_kind, about_id);
create index ix_ledger_items_resident_id on ledger_items (resident_id)
    where resident_id is not null;
create index ix_ledger_items_home_id on ledger_items (home_id)
    where home_id is not null;
create unique index ledger_items_once
    on ledger_items (organisation_id, ledger, about_kind, about_id)
    where presence = 'standing';
create table ledger_steps (
    step_id uuid not null,
    item_id uuid not null references ledger_items (item_id),
    no integer not null,
    step varchar(32) not null,
    state varchar(32) not null,
    presence varchar(32) not null,
    held_on date not null,
    at timestamp with time zone not null,
    by varchar(32) not null,
    role varchar(32) not null,
    reason varchar(32),
    solved boolean not null,
    detail jsonb not null,
    sealed text,
    primary key (step_id),
    constraint ledger_steps_once unique (item_id, no)
);
create index ix_ledger_steps_at on ledger_steps (at);
create table publications (
    publication_id uuid not null,
    item_id uuid not null,
    restricted boolean not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    state varchar(32) not null,
    author varchar(32) not null,
    approver varchar(32),
    personal boolean not null,
    consent_on date,
    drafted_at timestamp with time zone not null,
    decided_at timestamp with time zone,
    public_id uuid,
    notice jsonb,
    withdrawn_by varchar(32),
    withdrawn_at timestamp with time zone,
    reason varchar(32),
    sealed text not null,
    revision integer not null,
    primary key (publication_id),
    constraint publications_item foreign key (item_id, restricted)
        references ledger_items (item_id, restricted),
    constraint publications_open_ledger check (not restricted),
    constraint publications_two_people check (lower(approver) <> lower(author)),
    constraint publications_notice
        check ((state = 'published') = (notice is not null)),
    constraint publications_approved
        check (state not in ('published', 'withdrawn') or approver is not null),
    constraint publications_consent check (not personal or consent_on is not null),
    constraint publications_public_id unique (public_id)
);
create unique index publications_one_an_item on publications (item_id)
    where state in ('draft', 'published');
create index ix_publications_organisation_id
    on publications (organisation_id, publication_id);
create view public_ledger as
    select public_id as id, organisation_id,
        notice ->> 'category' as category, notice ->> 'place' as place,
        notice ->> 'unit' as unit, notice ->> 'done' as done,
        notice ->> 'result' as result,
        cast(notice ->> 'entered_on' as date) as entered_on,
        cast(notice ->> 'finished_on' as date) as finished_on,
        decided_at as published_at
    from publications c where state = 'published' and not restricted
        and not exists (
            select from ledger_items i join petition_standings p using (petition_id)
            where i.item_id = c.item_id and p.accused <> '{}'
        );
create table ledger_meetings (
    meeting_id uuid not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    ledger varchar(32) not null,
    held_on date not null,
    attendees jsonb not null,
    recorded_by varchar(32) not null,
    recorded_at timestamp with time zone not null,
    sealed text not null,
    revision integer not null,
    primary key (meeting_id)
);
create index ix_ledger_meetings_organisation_id
    on ledger_meetings (organisation_id, held_on);
create table ledger_sheets (
    sheet_id uuid not null,
    kind varchar(32) not null,
    organisation_id varchar(32) not null references organisations (organisation_id),
    ledger varchar(32) not null,
    week date not null,
    made_by varchar(32) not null,
    made_at timestamp with time zone not null,
    figures jsonb not null,
    sealed text not null,
    revision integer not null,
    primary key (sheet_id),
    constraint ledger_sheets_once unique (organisation_id, kind, ledger, week)
);
"""


def upgrade() -> None:
    """Nothing was entered yet."""
    op.get_bind().exec_driver_sql(SCRIPT)


def downgrade() -> None:
    """Forget every ledger."""
    bind = op.get_bind()
    bind.exec_driver_sql("drop view public_ledger")
    tables = "ledger_sheets, ledger_meetings, publications, ledger_steps, ledger_items"
    bind.exec_driver_sql(f"drop table {tables}")
