"""The words as keyed numbers: equal words have equal numbers, and tell no more.

Whoever has a dump without the key learns which residents share a word and how often it
occurs; neither the words nor, without outside knowledge, whose they are.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    RowMapping,
    Table,
)

from minqing_chassis.sealing import Sealer
from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.places import UNDER
from registry.adapters.rows import PersonalRows
from registry.adapters.sealed import Seals
from registry.adapters.searching.pinyin import readings_of
from registry.adapters.tables import metadata
from registry.adapters.upsert import upsert_sql
from registry.application.searching.ports import Candidate
from registry.domain.searching.words import Query

resident_words = Table(
    "resident_words",
    metadata,
    Column("resident_id", ForeignKey("residents.resident_id"), primary_key=True),
    Column("words", ARRAY(BigInteger), nullable=False),
    Index("ix_resident_words_words", "words", postgresql_using="gin"),
)

WHO = """
select r.*, h.household_id as home_id, h.sealed as home_sealed,
    h.building_id as home_building_id
from residents r left join households h using (household_id)
"""
OF = WHO + "where r.resident_id = any(:ids) order by r.resident_id"
FOUND = (
    UNDER
    + WHO
    + """
join resident_words w on w.resident_id = r.resident_id
where r.organisation_id in (select organisation_id from under)
"""
)
MEMBERS = "select resident_id from residents where household_id = :id"
SIGN = 1 << 63


class SqlSearch:
    """The words by which residents are found."""

    def __init__(self, work: SqlWork, sealer: Sealer) -> None:
        self._work = work
        self._sealer = sealer
        self._rows = PersonalRows(Seals(sealer))
        self._kept: dict[UUID, frozenset[str]] = {}
        work.before_commit(self._write)

    def readings(self, name: str) -> Sequence[Sequence[str]]:
        """Return every way to read a name."""
        return readings_of(name)

    def keep(self, resident_id: UUID, words: frozenset[str]) -> None:
        """Let a resident be found by these words, and no others."""
        self._kept[resident_id] = words

    def find(self, query: Query, place: str, limit: int) -> Sequence[Candidate]:
        """Return who is found in a place and below it; nobody is locked."""
        asked, values = self._asked(query)
        sql = f"{FOUND} {asked} order by r.resident_id limit :limit"
        return self._candidates(sql, id=place, limit=limit, **values)

    def of(self, resident_ids: Sequence[UUID]) -> Sequence[Candidate]:
        """Return these residents with where they live; nobody is locked."""
        return self._candidates(OF, ids=list(resident_ids))

    def members(self, household_id: UUID) -> Sequence[UUID]:
        """Return who belongs to a household."""
        rows = self._work.read(MEMBERS, id=household_id)
        return [row["resident_id"] for row in rows]

    def _asked(self, query: Query) -> tuple[str, dict[str, list[int]]]:
        groups = [("@>", query.musts)] if query.musts else []
        groups += [("&&", each) for each in query.any_of]
        asked = [f"and w.words {sign} :w{at}" for at, (sign, _) in enumerate(groups)]
        values = {
            f"w{at}": self._numbers(words) for at, (_, words) in enumerate(groups)
        }
        return " ".join(asked), values

    def _numbers(self, words: frozenset[str]) -> list[int]:
        keyed = (self._sealer.blind_index(word, "search") for word in sorted(words))
        return [int(each[:16], 16) - SIGN for each in keyed]

    def _candidates(self, sql: str, **values: Any) -> list[Candidate]:  # noqa: ANN401
        return [self._candidate(row) for row in self._work.read(sql, **values)]

    def _candidate(self, row: RowMapping) -> Candidate:
        home = {"household_id": row["home_id"], "sealed": row["home_sealed"]}
        return Candidate(
            resident=self._rows.resident_of(row),
            home_address=self._rows.address_of(home) if row["home_id"] else None,
            building_id=row["home_building_id"],
        )

    def _write(self) -> None:
        rows = [
            {"resident_id": resident_id, "words": self._numbers(words)}
            for resident_id, words in self._kept.items()
        ]
        if rows:
            self._work.write(upsert_sql(resident_words), rows)
