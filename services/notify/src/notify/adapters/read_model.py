"""SELECTs for views: lists by key, never by offset; no aggregates."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_kernel.messages import Actor
from notify.adapters import tables
from notify.application.views import FollowUpView, NoticeView, Page, view_of
from notify.domain.errors import FollowUpUnknown
from notify.domain.follow_up import follow_up_id
from notify.domain.organisation import scope_of

Scope = tuple[str, str]

BELOW = """
with recursive below as (
  select cast(:scope as text) as id
  union
  select o.organisation_id::text from below
  join organisations o on o.parent_id = below.id
)
select id from below
"""
EVERYWHERE: Scope = ("(select 1) as o", "true")
BELOW_ONE: Scope = (
    "unnest(cast(:organisations as text[])) as o(id)",
    "organisation_id = o.id",
)

NOTICES = """
select n.* from {organisations} cross join lateral (
  select * from notices
  where {scope} and {kind}
    and (cast(:petition_id as uuid) is null or petition_id = :petition_id)
    and (cast(:status as text) is null or state = :status)
    and (cast(:after as uuid) is null or notice_id < :after)
  order by notice_id desc limit :limit
) n order by n.notice_id desc limit :limit
"""
"""Each organisation's newest by its own index, then the newest of all these: planned
as one condition over all organisations it would be a walk through everything.
"""
KINDS = {
    "waiting": "next_attempt_at is not null",
    "sending": "next_attempt_at is not null",
    "failed": "in_trouble",
    "no-address": "in_trouble",
}
"""What a state implies, in words that the small indexes understand."""

FOLLOW_UPS = """
select f.* from {organisations} join follow_ups f on {scope}
where (cast(:state as text) is null or state = :state)
  and (cast(:after as uuid) is null or (asked_at, follow_up_id) > (
    select asked_at, follow_up_id from follow_ups where follow_up_id = :after))
order by asked_at, follow_up_id limit :limit
"""

LATEST = """
select f.* from {organisations} join follow_ups f on {scope}
where petition_id = :petition_id order by case_revision desc limit 1
"""

ONE = "select * from follow_ups where follow_up_id = :id"


class SqlReader:
    """Answers questions; one round trip or two, outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def notices(
        self, actor: Actor, page: Page, *, petition_id: UUID | None, status: str | None
    ) -> Sequence[NoticeView]:
        """Return notices, the newest first."""
        rows = self._in_scope(
            actor,
            NOTICES.replace("{kind}", KINDS.get(status or "", "true")),
            petition_id=petition_id,
            status=status,
            after=page.after,
            limit=page.limit,
        )
        return [_notice_view(dict(row)) for row in rows]

    def follow_ups(
        self, actor: Actor, page: Page, *, state: str | None
    ) -> Sequence[FollowUpView]:
        """Return questions, the longest asked first."""
        rows = self._in_scope(
            actor, FOLLOW_UPS, state=state, after=page.after, limit=page.limit
        )
        return [view_of(tables.follow_up_from(dict(row))) for row in rows]

    def follow_up(self, petition_id: UUID, case_revision: int) -> FollowUpView:
        """Return one question, or raise FollowUpUnknown."""
        found = self._database.rows(ONE, id=follow_up_id(petition_id, case_revision))
        return _only(found)

    def latest(self, actor: Actor, petition_id: UUID) -> FollowUpView:
        """Return the latest question about a petition, or raise FollowUpUnknown."""
        return _only(self._in_scope(actor, LATEST, petition_id=petition_id))

    def _in_scope(
        self,
        actor: Actor,
        sql: str,
        **values: Any,  # noqa: ANN401
    ) -> Sequence[RowMapping]:
        """Ask for rows of the actor's organisation and all below it."""
        below = self._below(actor)
        if below is None:
            return self._database.rows(_scoped(sql, EVERYWHERE), **values)
        return self._database.rows(
            _scoped(sql, BELOW_ONE), organisations=below, **values
        )

    def _below(self, actor: Actor) -> list[str] | None:
        """Return the organisations an actor may see; None: all of them."""
        scope = scope_of(actor)
        if scope is None:
            return None
        return [row["id"] for row in self._database.rows(BELOW, scope=scope)]


def _scoped(sql: str, scope: Scope) -> str:
    organisations, condition = scope
    filled = sql.replace("{organisations}", organisations)
    return filled.replace("{scope}", condition)


def _only(found: Sequence[RowMapping]) -> FollowUpView:
    if not found:
        raise FollowUpUnknown
    return view_of(tables.follow_up_from(dict(found[0])))


def _notice_view(row: Mapping[str, Any]) -> NoticeView:
    return NoticeView(
        notice_id=row["notice_id"],
        petition_id=row["petition_id"],
        receipt=row["params"].get("receipt", ""),
        step=row["step"],
        audience=row["audience"],
        recipient=row["recipient"],
        organisation_id=row["organisation_id"],
        status=row["state"],
        attempts=row["attempts"],
        channel=row["channel"],
        error=row["error"],
        at=row["at"],
        settled_at=row["settled_at"],
        next_attempt_at=row["next_attempt_at"],
        params=row["params"],
    )
