"""Collections over the database, set-based: a group of messages costs no more reads
than one message does.
"""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Table, column

from minqing_chassis.flush import insert_sql
from minqing_chassis.prepared import Prepared, asking
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from notify.adapters import tables
from notify.adapters.follow_ups.cases import CaseLocks
from notify.domain.delivery import Settlement
from notify.domain.errors import FollowUpUnknown, NoticeUnknown
from notify.domain.follow_up import FollowUp, Head, follow_up_id
from notify.domain.notice import (
    FOR_PEOPLE,
    NOTICE_LIFE,
    Notice,
    NoticeState,
    NoticeStep,
    Urgency,
)

log = logging.getLogger(__name__)

CLAIM = """
with due as materialized (
  select d.notice_id from unnest(cast(:among as int[])) as u(urgency)
  cross join lateral (
    select notice_id from notices
    where urgency = u.urgency and next_attempt_at <= :now
      and (leased_until is null or leased_until <= :now)
    order by next_attempt_at limit :limit for update skip locked
  ) d cross join (select set_config('synchronous_commit', 'off', true)) as unhurried
  limit :limit
)
update notices n
set state = 'sending', attempts = n.attempts + 1, lease = :lease,
    leased_until = :until
from due where n.notice_id = due.notice_id
returning n.notice_id, n.petition_id, n.correlation_id, n.case_revision, n.step,
    n.audience, n.recipient, n.organisation_id, n.urgency, n.at::text, n.params,
    n.state, n.attempts, n.next_attempt_at::text
"""
"""Each urgency by its own stretch of the index, so that the many that are held back are
never walked through; a later one is not begun while an earlier one fills the batch.
A claim need not reach the disk: no call is made before its line in the journal has, and
that comes after. Moments come as text: the driver would fail at one it cannot read, and
with it the whole claim.
"""

SETTLE = """
update notices n
set state = r.state, attempts = r.attempts, next_attempt_at = r.next_attempt_at,
    channel = r.channel, error = r.error, settled_at = r.settled_at,
    lease = null, leased_until = null,
    in_trouble = r.state in ('failed', 'no-address')
from jsonb_to_recordset(:rows) as r(notice_id uuid, held_by uuid, state text,
  attempts smallint, next_attempt_at timestamptz, channel text, error text,
  settled_at timestamptz)
where n.notice_id = r.notice_id and n.lease = r.held_by
"""

ONE_NOTICE = "select state from notices where notice_id = :id for update"

REVIVE = """
update notices n
set state = r.state, attempts = 0, next_attempt_at = r.next_attempt_at,
    in_trouble = false
from jsonb_populate_recordset(null::notices, :rows) r where n.notice_id = r.notice_id
"""


class SqlNotices:
    """Notices in their table, which is also the queue they are sent from."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def add(self, notices: Iterable[Notice]) -> None:
        """Take notices in; one that is known already stays as it is."""
        rows = [tables.notice_row(notice) for notice in notices]
        _put(self._work, tables.notices, rows, "on conflict do nothing")

    def claim(
        self,
        *,
        limit: int,
        lease: UUID,
        now: datetime,
        until: datetime,
        among: Collection[Urgency] = FOR_PEOPLE,
    ) -> list[Notice]:
        """Hand out due notices, the most urgent first, to the holder of `lease`.

        One that cannot be read has failed, and holds up no other.
        """
        rows = self._work.read(
            CLAIM,
            limit=limit,
            lease=lease,
            now=now,
            until=until,
            among=[int(urgency) for urgency in among],
        )
        notices, broken = list[Notice](), list[Mapping[str, Any]]()
        for row in rows:
            try:
                notices.append(tables.claimed_notice_from(dict(row)))
            except (ValueError, TypeError) as error:
                log.error("notice %s cannot be read: %r", row["notice_id"], error)
                broken.append(_failed(row, lease, now, error))
        if broken:
            self._work.write(SETTLE, broken)
        return sorted(notices, key=lambda notice: (notice.urgency, notice.at))

    def settle(self, lease: UUID, settlements: Sequence[Settlement]) -> None:
        """Write down how attempts ended, where `lease` still holds the notice."""
        rows = [vars(each) | {"held_by": lease} for each in settlements]
        self._work.write(SETTLE, rows)

    def revive(self, notice_id: UUID, *, now: datetime) -> None:
        """Let a notice wait again that was given up; raise NoticeUnknown."""
        found = self._work.read(ONE_NOTICE, id=notice_id)
        if not found:
            raise NoticeUnknown(str(notice_id))
        state = NOTICE_LIFE.after(NoticeState(found[0]["state"]), NoticeStep.REVIVE)
        row = {"notice_id": notice_id, "state": state, "next_attempt_at": now}
        self._work.write(REVIVE, [row])


def _failed(
    row: RowMapping, lease: UUID, now: datetime, error: Exception
) -> Mapping[str, Any]:
    return {
        "notice_id": row["notice_id"],
        "held_by": lease,
        "state": NoticeState.FAILED,
        "attempts": row["attempts"],
        "next_attempt_at": None,
        "channel": None,
        "error": f"cannot be read: {error}",
        "settled_at": now,
    }


NEWER_HEAD = """
on conflict (petition_id) do update set case_revision = excluded.case_revision
where case_heads.case_revision < excluded.case_revision
"""

SUPERSEDE = """
update follow_ups q set state = 'superseded'
from jsonb_to_recordset(:rows) as r(petition_id uuid), case_heads h
where q.petition_id = r.petition_id and h.petition_id = r.petition_id
  and q.case_revision < h.case_revision and q.state in ('open', 'contested')
"""

BEGIN_TERMS = """
update follow_ups q set lapses_at = r.lapses_at
from jsonb_to_recordset(:rows) as r(follow_up_id uuid, lapses_at timestamptz)
where q.follow_up_id = r.follow_up_id and q.state = 'open' and q.lapses_at is null
"""

LATEST = asking(
    Prepared(
        name="latest_question",
        sql=f"select {', '.join(tables.follow_ups.c.keys())} from follow_ups"
        " where petition_id = :petition_id"
        " order by case_revision desc limit 1 for update",
        types={"petition_id": "uuid"},
    ),
    columns=[column(each.name) for each in tables.follow_ups.c],
)

LAPSED = """
select q.follow_up_id, q.petition_id from follow_ups q
join case_heads h on h.petition_id = q.petition_id
where q.state = 'open' and q.lapses_at <= :now
order by q.lapses_at, q.follow_up_id limit :limit for update of h skip locked
"""
UNHEARD_OF = 0
"""The head of a case of which only the question is known: it outruns nothing."""


class SqlFollowUps:
    """Questions in their table.

    What a group of messages asks and learns is gathered and written in three
    statements, in this order: the questions, the heads, then what is outrun. The row of
    the head is the lock: of two groups about one petition, the later sees the earlier.
    """

    def __init__(self, work: SqlWork, cases: CaseLocks) -> None:
        self._work, self._cases = work, cases
        self._questions: dict[UUID, FollowUp] = {}
        self._heads: dict[UUID, int] = {}
        self._table = Repository(
            work,
            tables.follow_ups,
            to_row=tables.follow_up_row,
            from_row=tables.follow_up_from,
            missing=FollowUpUnknown,
        )
        work.before_commit(self._write)

    def ask(self, questions: Iterable[FollowUp]) -> None:
        """Take questions in, open unless the case is known to have moved on."""
        for question in questions:
            self._questions.setdefault(question.id, question)

    def learn(self, heads: Iterable[Head]) -> None:
        """Learn how far cases have come; open questions behind that are superseded."""
        for head in heads:
            known = self._heads.get(head.petition_id, 0)
            self._heads[head.petition_id] = max(known, head.case_revision)

    def one(self, petition_id: UUID, case_revision: int) -> FollowUp:
        """Return one question, locked, or raise FollowUpUnknown."""
        self._cases.hold([petition_id])
        return self._table.get(follow_up_id(petition_id, case_revision))

    def find(self, petition_id: UUID, case_revision: int) -> FollowUp | None:
        """Return one question, locked, if there is one."""
        self._cases.hold([petition_id])
        wanted = follow_up_id(petition_id, case_revision)
        return self._table.get_many([wanted]).get(wanted)

    def latest(self, petition_id: UUID) -> FollowUp:
        """Return the latest question about a petition, locked, or FollowUpUnknown."""
        self._cases.hold([petition_id])
        found = self._work.read(LATEST, petition_id=str(petition_id))
        if not found:
            raise FollowUpUnknown(str(petition_id))
        return self._table.adopt(found[0])

    def begin_terms(self, ids: Collection[UUID], *, lapses_at: datetime) -> None:
        """Let open questions lapse then, unless their term has begun before."""
        rows = [{"follow_up_id": each, "lapses_at": lapses_at} for each in sorted(ids)]
        if rows:
            self._work.write(BEGIN_TERMS, rows)

    def lapsed(self, *, now: datetime, limit: int) -> list[FollowUp]:
        """Return open questions whose time is over, the oldest first, locked."""
        rows = self._work.read(LAPSED, now=now, limit=limit)
        self._cases.note(row["petition_id"] for row in rows)
        found = self._table.get_many(row["follow_up_id"] for row in rows).values()
        return [each for each in found if each.has_lapsed(now)]

    def _write(self) -> None:
        questions = sorted(self._questions.values(), key=lambda q: q.id)
        rows = [tables.follow_up_row(question) for question in questions]
        _put(self._work, tables.follow_ups, rows, "on conflict do nothing")
        known = {q.petition_id: UNHEARD_OF for q in questions} | self._heads
        heads = [
            {"petition_id": petition_id, "case_revision": revision}
            for petition_id, revision in sorted(known.items())
        ]
        _put(self._work, tables.case_heads, heads, NEWER_HEAD)
        if known:
            touched = [{"petition_id": each} for each in sorted(known)]
            self._work.write(SUPERSEDE, touched)


def _put(
    work: SqlWork, table: Table, rows: Sequence[Mapping[str, Any]], conflict: str
) -> None:
    """Insert rows, all with the same columns, in the order that everybody keeps.

    The same order for everybody: two groups never wait for each other in a circle.
    """
    if rows:
        work.write(f"{insert_sql(table, tuple(rows[0]))} {conflict}", rows)
