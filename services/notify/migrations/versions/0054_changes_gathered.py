"""Changes of facts gathered before they are written: one row for what counts alike.

A transaction that hears many events changes many facts of the same unit, day and
category. Their images are summed first, so that fewer rows wait to be folded; what
changes nothing that is counted leaves none.
"""

from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

MEASURES = (
    "cases", "persons", "dispatched", "contacted", "contacted_in_time", "done",
    "in_time", "resolved", "explained", "referred", "returned", "passed", "supervised",
    "visited", "unreached", "solved_yes", "solved_no", "satisfied", "dissatisfied",
    "rebound",
)  # fmt: skip
KEYS = ", ".join(
    (
        "organisation_id", "grid", "category", "channel", "source", "kind", "aside",
        "accepted_day", "done_day", "due_day", "visited_day", "refused_day",
    )
)  # fmt: skip
NAMES = ", ".join(MEASURES)
NEW = f"select 1 as sign, {KEYS}, {NAMES} from new_facts"
OLD = f"select -1 as sign, {KEYS}, {NAMES} from old_facts"
SUMS = ", ".join(f"sum(sign * {name})" for name in MEASURES)
SOME = " or ".join(f"sum(sign * {name}) <> 0" for name in MEASURES)


def function(name: str, images: str, gathered: bool) -> str:
    """Return a trigger function that notes these images."""
    said = (
        f"select 1, {KEYS}, {SUMS} from ({images}) as images"
        f" group by {KEYS} having {SOME}"
        if gathered
        else f"select sign, {KEYS}, {NAMES} from ({images}) as images"
    )
    return f"""
create or replace function {name}() returns trigger language plpgsql as $$
begin
    insert into figure_changes (sign, {KEYS}, {NAMES}) {said};
    return null;
end $$;
"""


def note(gathered: bool) -> None:
    """Put both functions in place."""
    connection = op.get_bind()
    connection.exec_driver_sql(function("note_new_figures", NEW, gathered))
    both = f"{OLD} union all {NEW}"
    connection.exec_driver_sql(function("note_changed_figures", both, gathered))


def upgrade() -> None:
    """Gather what counts alike."""
    note(gathered=True)


def downgrade() -> None:
    """Write each image down by itself."""
    note(gathered=False)
