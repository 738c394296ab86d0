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

BELOW = """
with recursive below as (
  select cast(:scope as text) as id
  union
  select o.organisation_id::text from below
  join organisations o on o.parent_id = below.id
)
"""
IN_SCOPE = "(cast(:scope as text) is null or organisation_id in (select id from below))"

NOTICES = f"""{BELOW}
select * from notices
where {IN_SCOPE}
  and (cast(:petition_id as uuid) is null or petition_id = :petition_id)
  and (cast(:status as text) is null or state = :status)
  and (cast(:after as uuid) is null or notice_id < :after)
order by notice_id desc limit :limit
"""

TROUBLED = frozenset({"failed", "no-address"})
IN_TROUBLE = NOTICES.replace(
    "order by", "and state in ('failed', 'no-address') order by"
)
"""The same for what went wrong, in words that its small index understands."""

FOLLOW_UPS = f"""{BELOW}
select * from follow_ups
where {IN_SCOPE}
  and (cast(:state as text) is null or state = :state)
  and (cast(:after as uuid) is null or (lapses_at, follow_up_id) > (
    select lapses_at, follow_up_id from follow_ups where follow_up_id = :after))
order by lapses_at, follow_up_id limit :limit
"""

LATEST = f"""{BELOW}
select * from follow_ups where {IN_SCOPE} and petition_id = :petition_id
order by case_revision desc limit 1
"""

ONE = "select * from follow_ups where follow_up_id = :id"


class SqlReader:
    """Answers questions; each is one round trip outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def notices(
        self, actor: Actor, page: Page, *, petition_id: UUID | None, status: str | None
    ) -> Sequence[NoticeView]:
        """Return notices, the newest first."""
        sql = IN_TROUBLE if status in TROUBLED else NOTICES
        rows = self._database.rows(
            sql,
            scope=scope_of(actor),
            petition_id=petition_id,
            status=status,
            after=page.after,
            limit=page.limit,
        )
        return [_notice_view(dict(row)) for row in rows]

    def follow_ups(
        self, actor: Actor, page: Page, *, state: str | None
    ) -> Sequence[FollowUpView]:
        """Return questions, the next to lapse first."""
        rows = self._database.rows(
            FOLLOW_UPS,
            scope=scope_of(actor),
            state=state,
            after=page.after,
            limit=page.limit,
        )
        return [view_of(tables.follow_up_from(dict(row))) for row in rows]

    def follow_up(self, petition_id: UUID, case_revision: int) -> FollowUpView:
        """Return one question, or raise FollowUpUnknown."""
        found = self._database.rows(ONE, id=follow_up_id(petition_id, case_revision))
        return _only(found)

    def latest(self, actor: Actor, petition_id: UUID) -> FollowUpView:
        """Return the latest question about a petition, or raise FollowUpUnknown."""
        found = self._database.rows(
            LATEST, scope=scope_of(actor), petition_id=petition_id
        )
        return _only(found)


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
