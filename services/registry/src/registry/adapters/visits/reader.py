"""Questions about visits that change nothing."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from minqing_chassis.database import Database
from registry.adapters.visits import sql
from registry.adapters.visits.rows import checklist_of, subjects_of
from registry.adapters.visits.store import HOLDERS
from registry.application.visits.checklists import PointCount
from registry.application.visits.tours import Tours, UnitVisited
from registry.application.visits.views import (
    MASK,
    FindingCard,
    Gaps,
    HomeVisit,
    MonthOfVisits,
    OpenVisit,
    Tally,
    Unvisited,
    VisitCard,
    Way,
)
from registry.domain.values import end_of, start_of
from registry.domain.visits.coverage import Coverage, Covered
from registry.domain.visits.words import WORDS

FIRST = UUID(int=0)
"""Where a walk begins."""
HOUSEHOLDS = frozenset({Covered.REGISTERED_HOUSEHOLD, Covered.OTHER_HOUSEHOLD})
SHOWN = frozenset(VisitCard.__dataclass_fields__) - {
    "subjects",
    "family",
    "photos",
    "checklist",
    "named",
    "place",
    *WORDS,
}


class SqlVisitReader:
    """Reads outside any unit of work, and opens no seal."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def one(self, visit_id: UUID) -> VisitCard | None:
        """Return a visit, masked."""
        rows = self._read(sql.ONE, id=visit_id)
        return _card(rows[0]) if rows else None

    def holders(self, visit_id: UUID) -> Collection[str]:
        """Return the organisations that its form was handed to (D-16)."""
        return {row["to_id"] for row in self._read(HOLDERS, id=visit_id)}

    def findings(self, visit_id: UUID, line: Sequence[str]) -> Sequence[FindingCard]:
        """Return what a visit found, as a reader of this lineage may know of it."""
        rows = self._read(sql.FINDINGS, ids=[visit_id], line=list(line))
        return [FindingCard(**row) for row in rows]

    def gaps(
        self, organisation_id: str, now: datetime, days: int, line: Sequence[str]
    ) -> Gaps:
        """Return what is not done by the units of a place."""
        undone = self._read(sql.UNDONE, id=organisation_id, line=list(line))
        before = now - timedelta(days=days)
        left = self._read(sql.LEFT_OPEN, id=organisation_id, before=before, now=now)
        return Gaps(
            organisation_id=organisation_id,
            findings=[FindingCard(**row) for row in undone],
            visits=[OpenVisit(**row) for row in left],
        )

    def ways(self, organisation_id: str, since: date, until: date) -> Sequence[Way]:
        """Return how long findings of a place were on their way; all first (A-26)."""
        rows = self._read(
            sql.WAYS, id=organisation_id, begin=start_of(since), end=end_of(until)
        )
        return [Way(**row) for row in rows]

    def of_home(
        self, household_id: UUID, line: Sequence[str], limit: int
    ) -> Sequence[HomeVisit]:
        """Return the newest visits that name a home or who lives there (D-06)."""
        cards = [
            _card(row) for row in self._read(sql.OF_HOME, id=household_id, limit=limit)
        ]
        ids = [each.visit_id for each in cards]
        found: dict[UUID, list[FindingCard]] = defaultdict(list)
        for row in self._read(sql.FINDINGS, ids=ids, line=list(line)):
            found[row["visit_id"]].append(FindingCard(**row))
        return [HomeVisit(visit=each, findings=found[each.visit_id]) for each in cards]

    def page(
        self,
        *,
        staff_id: str | None,
        organisation_id: str | None,
        since: date | None,
        until: date | None,
        late_days: int,
        after: UUID,
        limit: int,
    ) -> Sequence[VisitCard]:
        """Return visits, masked: of a member, of a place's units; the newest first."""
        found = self._read(
            sql.PAGE,
            staff=staff_id,
            id=organisation_id,
            since=since,
            until=until,
            late_days=late_days,
            after=after,
            first=FIRST,
            limit=limit,
        )
        return [_card(row) for row in found]

    def month(
        self, organisation_id: str, first: date, kind: str | None, late_after: int
    ) -> MonthOfVisits:
        """Return how many visits the units of a place made in a month."""
        rows = self._read(
            sql.MONTH,
            id=organisation_id,
            first=first,
            next=(first + timedelta(days=31)).replace(day=1),
            kind=kind,
            late_after=late_after,
        )
        told: dict[str, list[Tally]] = defaultdict(list)
        for row in rows:
            told[row["by"]].append(_tally(row))
        late = next(row["late"] for row in rows if row["by"] == "total")
        return MonthOfVisits(
            organisation_id=organisation_id,
            first=first,
            late=late,
            total=told["total"][0],
            by_courtyard=told["courtyard"],
            by_cadre=told["cadre"],
            by_unit=told["unit"],
        )

    def tours(
        self, organisation_id: str, since: date, until: date, duty: str | None
    ) -> Tours:
        """Return who of the units of a place went where, from a day to another."""
        total, *rows = self._read(
            sql.TOURS, id=organisation_id, since=since, until=until, duty=duty
        )
        return Tours(
            organisation_id=organisation_id,
            since=since,
            until=until,
            times=total["times"],
            visits=total["visits"],
            items=[UnitVisited(**row) for row in rows],
        )

    def points(
        self, organisation_id: str, since: date, until: date
    ) -> Sequence[PointCount]:
        """Return what the units of a place found, point by point (D-30)."""
        rows = self._read(sql.POINTS, id=organisation_id, since=since, until=until)
        return [PointCount(**row) for row in rows]

    def coverage(
        self, organisation_id: str, day: date, today: date
    ) -> Sequence[Coverage]:
        """Return how many of those on file by a day were visited by then."""
        rows = self._read(sql.COVERAGE, id=organisation_id, **_by(day, today))
        found = {row["kind"]: (row["visited"], row["registered"]) for row in rows}
        both = [(kind, *found.get(kind, (0, 0))) for kind in Covered]
        return [Coverage(kind=k, visited=v, registered=r) for k, v, r in both]

    def unvisited(
        self,
        organisation_id: str,
        kind: Covered,
        day: date,
        today: date,
        *,
        after: UUID,
        limit: int,
    ) -> Sequence[Unvisited]:
        """Return who of those on file by a day was not visited by then; by id."""
        shelf = "homes" if kind in HOUSEHOLDS else "trades"
        rows = self._read(
            sql.UNVISITED[shelf],
            id=organisation_id,
            kind=kind,
            after=after,
            limit=limit,
            **_by(day, today),
        )
        return [Unvisited(**row) for row in rows]


def _by(day: date, today: date) -> Mapping[str, Any]:
    return {"day": day, "past": day < today, "end": end_of(day)}


def _card(row: Mapping[Any, Any]) -> VisitCard:
    said = {name: row[name] for name in SHOWN}
    said |= {name: MASK if name in row["worded"] else None for name in WORDS}
    said["family"] = (row["closing"] or {}).get("family")
    said["checklist"] = checklist_of(row["checklist"])
    return VisitCard(**said, photos=[], subjects=sorted(subjects_of(row["subjects"])))


def _tally(row: Mapping[Any, Any]) -> Tally:
    return Tally(
        of=row["of"],
        visits=row["visits"],
        attendance=row["attendance"],
        untold=row["untold"],
    )
