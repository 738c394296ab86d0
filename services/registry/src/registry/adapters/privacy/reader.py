"""Questions about requests, guardians and retention that change nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from minqing_chassis.database import Database
from registry.adapters.archive.forgetting import HELD, HELPED, UNFORGOTTEN
from registry.adapters.places import UNDER
from registry.adapters.privacy.store import asked_of
from registry.application.privacy.views import GuardianView, RequestCard
from registry.domain.privacy.policy import (
    EVERY_SECTION,
    HELP,
    LEDGER_LISTS,
    LEDGER_MEETINGS,
    LEDGERS,
    PARTICULARS,
    PLANS,
    REQUESTS,
    VISITS,
    RetentionRule,
    Since,
)
from registry.domain.privacy.request import RequestState

FOUND = f"""
{UNDER}
select q.* from rights_requests q join residents r using (resident_id)
    join under using (organisation_id)
where q.request_id > :after and (cast(:state as text) is null or q.state = :state)
    and (cast(:due as date) is null or q.due_on < :due)
order by q.request_id limit :limit
"""
ONE = "select * from rights_requests where request_id = :id"
DESK = f"""
{UNDER}
select q.* from rights_requests q join residents r using (resident_id)
    join under using (organisation_id)
where {{which}} and (cast(:after as uuid) = cast(:first as uuid) or {{beyond}})
order by {{order}} limit :limit
"""
WAITING = DESK.format(
    which="q.state = any('{received,proposed}')",
    beyond="(q.due_on, q.request_id) > (select a.due_on, a.request_id"
    " from rights_requests a where a.request_id = :after)",
    order="q.due_on, q.request_id",
)
ANSWERED = DESK.format(
    which="q.state <> all('{received,proposed}')",
    beyond="(q.decided_at, q.request_id) < (select a.decided_at, a.request_id"
    " from rights_requests a where a.request_id = :after)",
    order="q.decided_at desc, q.request_id desc",
)
FIRST = UUID(int=0)
GUARDIANS = """
select child_id, guardian_id, since, until, consented_on, withdrawn_on, revision
from guardianships where child_id = :id order by since, guardian_id
"""
CLOSED = f"""
select r.resident_id from residents r
where r.state = :state and {{day}} <= :last and r.resident_id > :after
    and not ({HELD.format(id="r.resident_id")}) and {{left}}
order by r.resident_id limit {{limit}}
"""
EMPTIED = """
select h.household_id as resident_id from empty_households h
where h.since <= :last and h.household_id > :after and {left}
order by h.household_id limit {limit}
"""
SECTIONS_LEFT = f"""
exists (
    select {UNFORGOTTEN}
    and e.subject_id = {{subject}} and (
        e.section = :section
        or :section = '{EVERY_SECTION}' and e.section <> all(cast(:besides as text[]))
    )
)
"""
PARTICULARS_LEFT = "(r.forgotten is null or r.forgotten > :class)"
OLD_REQUESTS = """
select request_id as resident_id from rights_requests
where state <> all('{{received,proposed}}') and sealed is not null
    and request_id > :after
    and (decided_at at time zone 'Asia/Shanghai')::date <= :last
order by request_id limit {limit}
"""
OLD_VISITS = """
select visit_id as resident_id from visits
where sealed is not null and visit_id > :after
    and (held_at at time zone 'Asia/Shanghai')::date <= :last
order by visit_id limit {limit}
"""
OLD_PLANS = """
select plan_id as resident_id from plans
where state = 'closed' and household_id is not null and sealed is not null
    and plan_id > :after and closed_on <= :last
order by plan_id limit {limit}
"""
OLD_ITEMS = """
select item_id as resident_id from ledger_items i
where presence = 'exited' and sealed is not null and item_id > :after
    and exited_on <= :last and not exists (
        select from publications p
        where p.item_id = i.item_id and p.state in ('draft', 'published')
    )
order by item_id limit {limit}
"""
OLD_MEETINGS = """
select meeting_id as resident_id from ledger_meetings
where revision = 1 and meeting_id > :after and held_on <= :last
order by meeting_id limit {limit}
"""
OLD_LISTS = """
select sheet_id as resident_id from ledger_sheets
where revision = 1 and kind = 'list' and sheet_id > :after
    and (made_at at time zone 'Asia/Shanghai')::date <= :last
order by sheet_id limit {limit}
"""
OLD = {
    REQUESTS: OLD_REQUESTS,
    VISITS: OLD_VISITS,
    PLANS: OLD_PLANS,
    LEDGERS: OLD_ITEMS,
    LEDGER_MEETINGS: OLD_MEETINGS,
    LEDGER_LISTS: OLD_LISTS,
}
"""What has a beginning of its own; meetings and lists change in being forgotten alone.
"""
DAYS = {
    Since.DEATH: ("deceased", "r.died_on"),
    Since.DEPARTURE: ("departed", "r.left_on"),
}
AT_ONCE = 500


class SqlPrivacyReader:
    """Reads what was asked, who may say yes, and what is kept too long."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def requests(
        self,
        organisation_id: str,
        *,
        state: RequestState | None,
        due_before: date | None,
        after: UUID,
        limit: int,
    ) -> Sequence[RequestCard]:
        """Return the requests about files of a place and below it, by id."""
        rows = self._read(
            FOUND,
            id=organisation_id,
            state=state,
            due=due_before,
            after=after,
            limit=limit,
        )
        return [_card(row) for row in rows]

    def request(self, request_id: UUID) -> RequestCard | None:
        """Return one request."""
        rows = self._read(ONE, id=request_id)
        return _card(rows[0]) if rows else None

    def desk(
        self, organisation_id: str, *, waiting: bool, after: UUID, limit: int
    ) -> Sequence[RequestCard]:
        """Return what waits, what is due first first; or what was decided, newest."""
        sql = WAITING if waiting else ANSWERED
        asked = {"id": organisation_id, "after": after, "first": FIRST}
        return [_card(row) for row in self._read(sql, **asked, limit=limit)]

    def guardians(self, child_id: UUID) -> Sequence[GuardianView]:
        """Return who is or was a child's guardian."""
        return [GuardianView(**row) for row in self._read(GUARDIANS, id=child_id)]

    def due(self, rule: RetentionRule, today: date, after: UUID) -> Sequence[UUID]:
        """Return whose files, or which requests, a rule keeps no longer; some."""
        last = rule.last_day(today)
        if rule.section in OLD:
            sql = OLD[rule.section].format(limit=AT_ONCE)
            return [e["resident_id"] for e in self._read(sql, last=last, after=after)]
        if rule.since is Since.EMPTIED:
            return self._emptied(rule, last, after)
        state, day = DAYS[rule.since]
        values: dict[str, Any] = {"state": state, "last": last, "after": after}
        if rule.section == PARTICULARS:
            left, values["class"] = PARTICULARS_LEFT, int(rule.sensitivity)
        elif rule.section == HELP:
            left = HELPED.format(id="r.resident_id")
        else:
            left = SECTIONS_LEFT.format(subject="r.resident_id")
            values |= _of_sections(rule)
        sql = CLOSED.format(day=day, left=left, limit=AT_ONCE)
        return [row["resident_id"] for row in self._read(sql, **values)]

    def _emptied(self, rule: RetentionRule, last: date, after: UUID) -> Sequence[UUID]:
        left = SECTIONS_LEFT.format(subject="h.household_id")
        sql = EMPTIED.format(left=left, limit=AT_ONCE)
        rows = self._read(sql, last=last, after=after, **_of_sections(rule))
        return [row["resident_id"] for row in rows]


def _of_sections(rule: RetentionRule) -> dict[str, Any]:
    return {
        "section": rule.section,
        "besides": sorted(rule.besides),
        "kinds": [each.value for each in rule.secrecies],
    }


def _card(row: Mapping[Any, Any]) -> RequestCard:
    return RequestCard(
        request_id=row["request_id"],
        **vars(asked_of(row)),
        state=row["state"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        law=row["law"],
        agreed_by=row["agreed_by"],
    )
