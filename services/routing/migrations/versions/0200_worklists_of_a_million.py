"""Worklists by state, by handler and by who asks for time, among a million cases."""

from alembic import op

revision = "0200"
down_revision = "0190"

DUE = "coalesce(due_at, 'infinity'::timestamptz)"


def upgrade() -> None:
    """Add the indexes; those of states hold what is not closed yet.

    Where one unit has nearly every case, the planner would hold a unit's stretch of the
    index to be no better than all cases, and walk through all for a unit that has none.
    """
    op.get_bind().exec_driver_sql(
        f"create index cases_by_state on cases (organisation_id, state, {DUE},"
        " petition_id) where state <> 'closed';"
        f"create index cases_by_handler on cases (handler_id, {DUE}, petition_id)"
        " where handler_id is not null;"
        "create index dossiers_asking_for_time on dossiers (petition_id)"
        " where content #>> '{extension}' is not null"
        " and content #>> '{extension,decided}' is null;"
        "alter table cases alter column organisation_id set (n_distinct = 100)"
    )


def downgrade() -> None:
    """Drop them."""
    op.get_bind().exec_driver_sql(
        "drop index cases_by_state, cases_by_handler, dossiers_asking_for_time;"
        "alter table cases alter column organisation_id reset (n_distinct)"
    )
