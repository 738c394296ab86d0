"""Lists of what is owed, each with its number: late, escalated, done again, silent."""

from alembic import op

revision = "0235"
down_revision = "0222"

DUE = "coalesce(due_at, 'infinity'::timestamptz)"
OWING = (
    "state in ('unrouted', 'assigned', 'signed', 'started', 'return-pending',"
    " 'arbitration')"
)
LISTS = {
    "cases_owing": "",
    "cases_escalated": " and escalation_level > 0",
    "cases_redone": " and redo",
    "cases_silent": " and silence_at is not null",
}
SPOKEN = """
update cases as c set
    redo = exists (select from resolutions r where r.petition_id = c.petition_id),
    spoken_at = coalesce((
        select max(t.at) from timeline t
        where t.subject = c.petition_id::text and t.step = any(:told)), c.opened_at)
where """
TOLD = """'{unrouted,assigned,started,returned,escalated,resolved,reopened,merged,
    separated,gathered,contacted,
    extended,rescheduled,suspended,resumed,retained,disputed,document-issued,
    review-asked,review-declined,review-answered,review-escalated,mediation-closed,
    project-joined,located}'::text[]"""


def upgrade() -> None:
    """Add the columns and indexes; what is open learns when it was spoken of last.

    The version before writes on without them: they have defaults, or may be unknown.
    """
    run = op.get_bind().exec_driver_sql
    run(
        "alter table cases add column redo boolean not null default false,"
        " add column spoken_at timestamptz, add column silence_at timestamptz"
    )
    run(SPOKEN.replace(":told", TOLD) + OWING)
    for name, narrower in LISTS.items():
        run(
            f"create index {name} on cases (organisation_id, {DUE}, petition_id)"
            f" where {OWING}{narrower}"
        )
    run(
        f"create index cases_of_kind on cases (organisation_id, category, {DUE},"
        f" petition_id) where {OWING}"
    )
    run(
        "create index cases_unspoken_of on cases"
        f" (coalesce(silence_at, spoken_at), petition_id) where {OWING}"
    )


def downgrade() -> None:
    """Drop them."""
    op.get_bind().exec_driver_sql(
        f"drop index {', '.join(LISTS)}, cases_of_kind, cases_unspoken_of;"
        "alter table cases drop column redo, drop column spoken_at,"
        " drop column silence_at"
    )
