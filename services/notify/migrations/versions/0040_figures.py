"""Figures: a row of facts for each petition, and the sums over them.

A row of facts says itself what it counts as (generated columns). Every change of it
leaves its old image (-1) and its new one (+1) in `figure_changes`, in the same
transaction; these are folded into `figure_cells` later, so that no two transactions
wait for the same sum. Cells and what is not folded yet are always the whole truth.
What is summed stands first in a row: it is read the fastest there.
"""

from alembic import op

revision = "0040"
down_revision = "0031"
branch_labels = None
depends_on = None

MEASURES = (
    "cases", "persons", "dispatched", "contacted", "contacted_in_time", "done",
    "in_time", "resolved", "explained", "referred", "returned", "passed", "supervised",
    "visited", "unreached", "solved_yes", "solved_no", "satisfied", "dissatisfied",
    "rebound",
)
DAYS = ("accepted_day", "done_day", "due_day", "visited_day", "refused_day")
WORDS = ("organisation_id", "grid", "category", "channel", "source", "kind", "aside")

IS_DONE = "(coalesce(state, '') in ('resolved', 'closed'))"
ANSWERED = "(answered_at is not null and not silent)"
DAY = "((%s at time zone 'Asia/Shanghai')::date)"
DONE_AT = "coalesce(resolved_at, standing_at)"
OWES = (
    "accepted_at is not null and refused_at is null and"
    " coalesce(state, '') not in ('resolved', 'closed', 'merged', 'suspended')"
)


def counted(condition: str) -> str:
    return f"smallint not null generated always as (case when {condition} then 1 else 0 end) stored"


def day(condition: str, moment: str) -> str:
    return f"date generated always as (case when {condition} then {DAY % moment} end) stored"


FACTS = f"""
create table figure_facts (
    petition_id uuid primary key,
    persons integer not null default 1,
    cases {counted("true")},
    dispatched {counted("dispatched_at is not null")},
    contacted {counted("contacted_at is not null")},
    contacted_in_time {counted("contacted_at <= coalesce(clock_by, contact_by)")},
    done {counted(IS_DONE)},
    in_time {counted(f"{IS_DONE} and {DONE_AT} <= coalesce(due_at, {DONE_AT})")},
    resolved {counted(f"{IS_DONE} and outcome = 'resolved'")},
    explained {counted(f"{IS_DONE} and outcome = 'explained'")},
    referred {counted(f"{IS_DONE} and outcome = 'referred'")},
    returned {counted("returned_at is not null")},
    passed {counted("passed_by is not null")},
    supervised {counted("supervised_at is not null")},
    visited {counted(ANSWERED)},
    unreached {counted("silent")},
    solved_yes {counted(f"{ANSWERED} and solved_said")},
    solved_no {counted(f"{ANSWERED} and not solved_said")},
    satisfied {counted(f"{ANSWERED} and satisfied_said")},
    dissatisfied {counted(f"{ANSWERED} and not satisfied_said")},
    rebound {counted(f"{ANSWERED} and (not solved_said or not satisfied_said)")},
    accepted_day {day("accepted_at is not null", "accepted_at")},
    done_day {day(IS_DONE, DONE_AT)},
    due_day {day(OWES, "due_at")},
    visited_day {day(ANSWERED, "answered_at")},
    refused_day {day("refused_at is not null", "refused_at")},
    organisation_id text not null
        generated always as (coalesce(unit_id, door_id, '')) stored,
    aside text not null generated always as (case
        when from_archive then 'archive'
        when merged or coalesce(state, '') = 'merged' then 'merged'
        when visits > 1 then 'repeated'
        when kind = 'thanks' then 'thanks'
        when coalesce(state, '') = 'suspended' and coalesce(ground, '') = 'legacy' then 'legacy'
        when coalesce(outcome, '') = 'referred' and {IS_DONE} then 'referred'
        else '' end) stored,
    petition_rev integer, receipt text, channel text not null default '',
    source text not null default '', grid text not null default '',
    door_id text,
    matter_rev integer, category text not null default '',
    kind text not null default '',
    acceptance_rev integer, received_at timestamptz, accepted_at timestamptz,
    from_archive boolean,
    refusal_rev integer, refused_at timestamptz,
    merging_rev integer, merged boolean,
    repeat_rev integer, visits integer,
    owner_rev integer, unit_id text,
    standing_rev integer, state text, standing_at timestamptz, ground text,
    reply_rev integer, resolved_at timestamptz, outcome text, achieved text,
    first_reply_rev integer, replied_at timestamptz,
    term_rev integer, due_at timestamptz,
    dispatch_rev integer, dispatched_at timestamptz, contact_by timestamptz,
    contact_rev integer, contacted_at timestamptz, clock_by timestamptz,
    giving_back_rev integer, returned_at timestamptz,
    passing_rev integer, passed_by text,
    pressing_rev integer, supervised_at timestamptz,
    visit_rev integer, answered_at timestamptz, silent boolean, solved_said boolean,
    satisfied_said boolean
);
create index figure_facts_accepted on figure_facts (accepted_day, petition_id) where accepted_day is not null;
create index figure_facts_closed on figure_facts (done_day, petition_id) where done_day is not null;
create index figure_facts_due on figure_facts (due_day, petition_id) where due_day is not null;
create index figure_facts_visited on figure_facts (visited_day, petition_id) where visited_day is not null;
create index figure_facts_refused on figure_facts (refused_day, petition_id) where refused_day is not null;
create index figure_facts_achieved on figure_facts (done_day) where achieved is not null;
alter table figure_facts set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
"""

CHANGES = f"""
create table figure_changes (
    seq bigint generated always as identity primary key,
    sign smallint not null,
    {", ".join(f"{name} text not null" for name in WORDS)},
    {", ".join(f"{name} date" for name in DAYS)},
    {", ".join(f"{name} integer not null" for name in MEASURES)}
);
alter table figure_changes set (autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
"""

CELLS = f"""
create table figure_cells (
    {", ".join(f"{name} integer not null" for name in MEASURES)},
    start date not null,
    basis varchar(16) not null,
    dimension varchar(16) not null,
    grain varchar(16) not null,
    organisation_id text not null,
    value text not null,
    aside varchar(16) not null,
    primary key (basis, dimension, grain, start, organisation_id, value, aside)
);
alter table figure_cells set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
"""

COUNTED = ", ".join((*WORDS, *DAYS, *MEASURES))
NOTE = f"""
create function note_new_figures() returns trigger language plpgsql as $$
begin
    insert into figure_changes (sign, {COUNTED}) select 1, {COUNTED} from new_facts;
    return null;
end $$;
create function note_changed_figures() returns trigger language plpgsql as $$
begin
    insert into figure_changes (sign, {COUNTED})
    select -1, {COUNTED} from old_facts union all select 1, {COUNTED} from new_facts;
    return null;
end $$;
create trigger note_new_figures after insert on figure_facts
    referencing new table as new_facts
    for each statement execute function note_new_figures();
create trigger note_changed_figures after update on figure_facts
    referencing old table as old_facts new table as new_facts
    for each statement execute function note_changed_figures();
"""


def upgrade() -> None:
    """Make the tables and what keeps them true."""
    connection = op.get_bind()
    for script in (FACTS, CHANGES, CELLS, NOTE):
        connection.exec_driver_sql(script)


def downgrade() -> None:
    """Drop everything."""
    connection = op.get_bind()
    connection.exec_driver_sql("drop table figure_facts, figure_changes, figure_cells")
    connection.exec_driver_sql("drop function note_new_figures, note_changed_figures")
