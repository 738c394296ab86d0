"""Those who live in a place, with the sections that a rule asks for, opened whole."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.sealing import Sealer
from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.archive.envelopes import Envelopes
from registry.adapters.archive.rows import entry_of
from registry.adapters.places import UNDER
from registry.adapters.rows import PersonalRows
from registry.adapters.sealed import Seals
from registry.application.aid.ports import Candidate
from registry.domain.archive.record import Entry

PEOPLE: Final = f"""
{UNDER}
select r.*, case when r.household_id is not null then (
    select count(*) from residents m
    where m.household_id = r.household_id and m.state = 'living'
) end as size
from residents r
where r.organisation_id in (select organisation_id from under)
    and r.state = 'living' and r.resident_id > :after
order by r.resident_id limit :limit
"""
HOMES: Final = f"""
{UNDER}, homes as (
    select household_id from households h
    where h.organisation_id in (select organisation_id from under)
        and h.household_id > :after
        and exists (
            select from residents m where m.household_id = h.household_id
                and m.state = 'living'
                and m.organisation_id in (select organisation_id from under)
        ) and not exists (
            select from plans p
            where p.household_id = h.household_id and p.state = 'in-force'
        )
    order by household_id limit :limit
)
select r.*, (
    select count(*) from residents m
    where m.household_id = r.household_id and m.state = 'living'
) as size
from residents r
where r.household_id in (select household_id from homes) and r.state = 'living'
    and r.organisation_id in (select organisation_id from under)
order by r.household_id, r.resident_id
"""
ENTRIES: Final = """
select distinct on (subject_id, section) * from section_entries
where subject_id = any(:ids) and section = any(:sections)
order by subject_id, section, revision desc
"""
PAID: Final = """
select household_id as id from subsidy_sums
where programme = :of and household_id = any(:ids)
"""
DECIDED: Final = """
select resident_id as id from entitlements
where edition = :of and resident_id = any(:ids)
"""
INTRODUCED: Final = """
select resident_id as id from placements
where offer_id = :of and resident_id = any(:ids)
"""

Opened = Mapping[UUID, Mapping[str, Entry]]


class SqlCandidates:
    """Reads inside the unit of work in which the looks are written down."""

    def __init__(self, work: SqlWork, sealer: Sealer) -> None:
        self._work = work
        self._sealer = sealer

    def people(
        self, place: str, sections: Collection[str], after: UUID, limit: int
    ) -> Sequence[Candidate]:
        """Return some who live in a place and below it, by id."""
        rows = self._work.read(PEOPLE, id=place, after=after, limit=limit)
        return self._candidates(rows, sections)

    def homes_without_plan(
        self, place: str, sections: Collection[str], after: UUID, limit: int
    ) -> Mapping[UUID, Sequence[Candidate]]:
        """Return who lives in some households that have no plan in force, by id."""
        rows = self._work.read(HOMES, id=place, after=after, limit=limit)
        homes: dict[UUID, list[Candidate]] = defaultdict(list)
        for row, each in zip(rows, self._candidates(rows, sections), strict=True):
            homes[row["household_id"]].append(each)
        return homes

    def paid(self, programme: str, households: Collection[UUID]) -> frozenset[UUID]:
        """Return which of these households have a payment of a programme."""
        return self._ids(PAID, programme, households)

    def decided(self, edition: str, residents: Collection[UUID]) -> frozenset[UUID]:
        """Return of whom it is decided what becomes of them under an edition."""
        return self._ids(DECIDED, edition, residents)

    def introduced(self, offer: UUID, residents: Collection[UUID]) -> frozenset[UUID]:
        """Return who was introduced to an offer, whatever came of it."""
        return self._ids(INTRODUCED, offer, residents)

    def _ids(self, sql: str, of: Any, ids: Collection[UUID]) -> frozenset[UUID]:  # noqa: ANN401
        rows = self._work.read(sql, of=of, ids=list(ids))
        return frozenset(row["id"] for row in rows)

    def _candidates(
        self, rows: Sequence[RowMapping], sections: Collection[str]
    ) -> list[Candidate]:
        opened = self._opened(rows, sections)
        personal = PersonalRows(Seals(self._sealer))
        return [
            Candidate(
                resident=personal.resident_of(row),
                size=row["size"],
                entries={
                    **opened.get(row["household_id"], {}),
                    **opened.get(row["resident_id"], {}),
                },
            )
            for row in rows
        ]

    def _opened(self, rows: Sequence[RowMapping], sections: Collection[str]) -> Opened:
        ids = {row[key] for row in rows for key in ("resident_id", "household_id")}
        ids.discard(None)
        found = self._work.read(ENTRIES, ids=list(ids), sections=sorted(sections))
        subjects = sorted({row["subject_id"] for row in found})
        boxes = Envelopes(self._sealer, self._work.read).open_all(subjects)
        opened: dict[UUID, dict[str, Entry]] = defaultdict(dict)
        for row in found:
            subject = row["subject_id"]
            entry = entry_of(row, boxes[subject], whole=True)
            opened[subject][row["section"]] = entry
        return opened
