"""The collections of the follow-ups' room over the database."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from minqing_chassis.flush import insert_sql
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.working_time import end_of
from notify.adapters.follow_ups import rows, tables
from notify.adapters.follow_ups.cases import CaseLocks
from notify.domain.follow_ups.closing import Closing
from notify.domain.follow_ups.errors import (
    ClosingUnknown,
    ObjectionUnknown,
    PassRefused,
    RatingUnknown,
    RoundUnknown,
    VisitUnknown,
)
from notify.domain.follow_ups.objection import Objection
from notify.domain.follow_ups.passes import Pass
from notify.domain.follow_ups.rating import Rating
from notify.domain.follow_ups.round import Round
from notify.domain.follow_ups.visit import Visit

CLOSING = """
select c.*, q.resolved_by, coalesce(h.case_revision > c.case_revision, false) as outrun
from closings c
left join case_heads h on h.petition_id = c.petition_id
left join lateral (
  select resolved_by from follow_ups
  where petition_id = c.petition_id and case_revision < c.case_revision
  order by case_revision desc limit 1
) q on true
"""
LATEST = f"""
{CLOSING} where c.petition_id = :petition_id
order by c.case_revision desc limit 1
"""
BELOW = """
with recursive below as (
  select cast(:unit as text) as id
  union
  select o.organisation_id::text from below
  join organisations o on o.parent_id = below.id
)
"""
BETWEEN = f"""
{BELOW} {CLOSING}
where c.closed_at > :after and c.closed_at <= :until
  and (cast(:unit as text) is null or c.organisation_id in (select id from below))
  and coalesce(h.case_revision <= c.case_revision, true)
order by c.closed_at, c.petition_id, c.case_revision limit :limit
"""
STANDING = """
select objection_id from objections
where petition_id = any(:ids) and state <> 'settled' order by objection_id for update
"""
NEGLECTED = """
select j.objection_id, j.petition_id from objections j
join case_heads h on h.petition_id = j.petition_id
where j.state = 'raised' and j.decide_by <= :now
order by j.decide_by, j.objection_id limit :limit for update of h skip locked
"""
UNITS_OF = "select visit_id, organisation_id from visits where visit_id = any(:ids)"
ASK_FOLLOWERS = """
insert into ratings (rating_id, kind, petition_id, case_id, receipt, case_revision,
    organisation_id, resolved_by, asked_at, state, reason)
select n.notice_id, 'merged', n.petition_id, f.lead_petition_id, f.receipt,
    n.case_revision, n.organisation_id, q.resolved_by, n.at, 'open', ''
from (select distinct lead from jsonb_to_recordset(:rows) as r(lead uuid)) as touched
join followings f on f.lead_petition_id = touched.lead
join notices n on n.petition_id = f.petition_id and n.audience = 'follower'
    and n.step = 'resolved' and n.at >= f.merged_at
    and (f.separated_at is null or n.at < f.separated_at)
left join follow_ups q on q.petition_id = f.lead_petition_id
    and q.case_revision = n.case_revision
order by n.notice_id
on conflict do nothing
"""
"""A merged petitioner's rating has the id of the notice that tells of the answer."""


class SqlClosings:
    """Closings in their table."""

    def __init__(self, work: SqlWork, cases: CaseLocks) -> None:
        self._work, self._cases = work, cases

    def add(self, closings: Iterable[Closing]) -> None:
        """Take closings in; one that is known already stays as it is."""
        told = [rows.closing_row(each) for each in closings]
        if told:
            sql = insert_sql(tables.closings, tuple(told[0]))
            self._work.write(f"{sql} on conflict do nothing", told)

    def latest(self, petition_id: UUID) -> Closing:
        """Return the latest closing of a case, held, or raise ClosingUnknown.

        Who writes down the first call about it finds no visit to lock.
        """
        self._cases.hold([petition_id])
        found = self._work.read(LATEST, petition_id=petition_id)
        if not found:
            raise ClosingUnknown(str(petition_id))
        return rows.closing_from(dict(found[0]))

    def between(
        self, first: date, last: date, organisation_id: str | None, *, limit: int
    ) -> Sequence[Closing]:
        """Return the closings of these days that were not outrun since."""
        found = self._work.read(
            BETWEEN,
            after=end_of(first - timedelta(days=1)),
            until=end_of(last),
            unit=organisation_id,
            limit=limit,
        )
        return [rows.closing_from(dict(row)) for row in found]


class SqlVisits(Repository[Visit]):
    """Visits in their table."""

    def __init__(self, work: SqlWork, cases: CaseLocks) -> None:
        self._cases = cases
        super().__init__(
            work,
            tables.visits,
            to_row=rows.visit_row,
            from_row=rows.visit_from,
            missing=VisitUnknown,
        )

    def get(self, visit_id: UUID) -> Visit:
        """Return a visit, locked, or raise VisitUnknown."""
        self._cases.hold_of("visits", "visit_id", visit_id)
        return super().get(visit_id)

    def find(self, visit_id: UUID) -> Visit | None:
        """Return a visit, locked, if there is one."""
        self._cases.hold_of("visits", "visit_id", visit_id)
        return self.get_many([visit_id]).get(visit_id)

    def units_of(self, visit_ids: Collection[UUID]) -> Mapping[UUID, str | None]:
        """Return whose cases visits were about; holds none of them."""
        found = self._work.read(UNITS_OF, ids=sorted(visit_ids)) if visit_ids else ()
        return {row["visit_id"]: row["organisation_id"] for row in found}


class SqlRounds(Repository[Round]):
    """Draws in their table."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.rounds,
            to_row=rows.round_row,
            from_row=rows.round_from,
            missing=RoundUnknown,
        )


class SqlObjections:
    """Objections in their table, which allows one a case that is not settled."""

    def __init__(self, work: SqlWork, cases: CaseLocks) -> None:
        self._work, self._cases = work, cases
        self._table = Repository(
            work,
            tables.objections,
            to_row=rows.objection_row,
            from_row=rows.objection_from,
            missing=ObjectionUnknown,
        )

    def add(self, objection: Objection | None) -> None:
        """Take a new one in, if there is one."""
        if objection is not None:
            self._table.add(objection)

    def get(self, objection_id: UUID) -> Objection:
        """Return one, locked, or raise ObjectionUnknown."""
        self._cases.hold_of("objections", "objection_id", objection_id)
        return self._table.get(objection_id)

    def standing(self, petition_ids: Collection[UUID]) -> Mapping[UUID, Objection]:
        """Return those that are not settled, by petition, locked."""
        objected = self._cases.objected(petition_ids)
        if not objected:
            return {}
        found = self._work.read(STANDING, ids=objected)
        held = self._table.get_many(row["objection_id"] for row in found)
        return {each.denial.petition_id: each for each in held.values()}

    def neglected(self, *, now: datetime, limit: int) -> Sequence[Objection]:
        """Return those nobody decided in time, the oldest first, locked."""
        rows = self._work.read(NEGLECTED, now=now, limit=limit)
        self._cases.note(row["petition_id"] for row in rows)
        found = self._table.get_many(row["objection_id"] for row in rows).values()
        return [each for each in found if each.is_neglected(now)]


class SqlRatings:
    """Ratings in their table."""

    def __init__(self, work: SqlWork, cases: CaseLocks) -> None:
        self._work, self._cases = work, cases
        self._touched: set[UUID] = set()
        self._table = Repository(
            work,
            tables.ratings,
            to_row=rows.rating_row,
            from_row=rows.rating_from,
            missing=RatingUnknown,
        )
        work.before_commit(self._write)

    def add(self, ratings: Iterable[Rating]) -> None:
        """Take ratings in; one that is known already stays as it is."""
        told = [rows.rating_row(each) for each in ratings]
        if told:
            sql = insert_sql(tables.ratings, tuple(told[0]))
            self._work.write(f"{sql} on conflict do nothing", told)

    def ask_followers(self, case_id: UUID) -> None:
        """Ask those who were told, with the lead's petitioner, of a resolution."""
        self._touched.add(case_id)

    def get(self, rating_id: UUID) -> Rating:
        """Return a rating, locked, or raise RatingUnknown."""
        self._cases.hold_of("ratings", "rating_id", rating_id, case="case_id")
        return self._table.get(rating_id)

    def _write(self) -> None:
        if self._touched:
            leads = [{"lead": each} for each in sorted(self._touched)]
            self._work.write(ASK_FOLLOWERS, leads)


class SqlPasses:
    """Passes in their table, by the hash of their code."""

    def __init__(self, work: SqlWork) -> None:
        self._table = Repository(
            work, tables.passes, to_row=rows.pass_row, from_row=rows.pass_from
        )

    def add(self, issued: Pass) -> None:
        """Take a new one in."""
        self._table.add(issued)

    def get(self, code_hash: str) -> Pass:
        """Return the pass of a code, locked, or raise PassRefused."""
        found = self._table.get_many([code_hash])
        if code_hash not in found:
            raise PassRefused
        return found[code_hash]
