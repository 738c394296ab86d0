"""The words as keyed numbers: equal words have equal numbers, and tell no more.

Whoever has a dump without the key learns which residents share a word and how often it
occurs; neither the words nor, without outside knowledge, whose they are.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final
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
from registry.domain.resident import Resident
from registry.domain.searching.words import Query

resident_words = Table(
    "resident_words",
    metadata,
    Column("resident_id", ForeignKey("residents.resident_id"), primary_key=True),
    Column("words", ARRAY(BigInteger), nullable=False),
    Index(
        "ix_resident_words_words",
        "words",
        postgresql_using="gin",
        postgresql_with={"gin_pending_list_limit": 256},
    ),
)

OF = """
select r.*, h.household_id as home_id, h.sealed as home_sealed,
    h.building_id as home_building_id
from residents r left join households h using (household_id)
where r.resident_id = any(:ids) order by r.resident_id
"""
PLACES = UNDER + "select organisation_id from under"
BY_WORDS = """
set local enable_seqscan = off; set local enable_indexscan = off;
select w.resident_id from resident_words w cross join lateral (
    select from residents r
    where r.resident_id = w.resident_id and r.organisation_id = any(:places) offset 0
) here
where {asked} limit :limit
"""
"""By the index of words alone, and no further than the limit: a seq scan of a million
people for a word that a whole street shares takes longer than anybody waits."""
BY_BUILDINGS = """
with mine as materialized (
    select resident_id from households h join residents r using (household_id)
    where h.building_id = any(:within) and r.organisation_id = any(:places)
)
select w.resident_id from mine join resident_words w using (resident_id)
where {asked} limit :limit
"""
MEMBERS = "select resident_id from residents where household_id = :id"
SIGN = 1 << 63
MOST_PLACES: Final = 64
"""Up to so many are looked for as words; more are nearly everybody's."""


def place_number(organisation_id: str) -> int:
    """Return an organisation as a number beside the words; it is no secret."""
    digest = hashlib.sha256(organisation_id.encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def keyed(words: Iterable[str], sealer: Sealer) -> list[int]:
    """Return words as they are stored: keyed numbers, which tell nothing."""
    indexes = (sealer.blind_index(word, "search") for word in sorted(words))
    return [int(each[:16], 16) - SIGN for each in indexes]


class SqlSearch:
    """The words by which residents are found."""

    def __init__(self, work: SqlWork, sealer: Sealer) -> None:
        self._work = work
        self._sealer = sealer
        self._rows = PersonalRows(Seals(sealer))
        self._kept: dict[UUID, list[int]] = {}
        work.before_commit(self._write)

    def readings(self, name: str) -> Sequence[Sequence[str]]:
        """Return each character's readings, with their tones."""
        return readings_of(name)

    def keep(self, resident: Resident, words: frozenset[str]) -> None:
        """Let a resident be found by these words, and no others."""
        place = place_number(resident.profile.organisation_id)
        self._kept[resident.resident_id] = [place, *keyed(words, self._sealer)]

    def find(
        self, query: Query, place: str, within: Collection[str] | None, limit: int
    ) -> Sequence[UUID]:
        """Return who is found in a place and below it, in these buildings if any."""
        places = [row["organisation_id"] for row in self._work.read(PLACES, id=place)]
        groups = self._groups(query)
        if within is None and len(places) <= MOST_PLACES:
            groups.append(("&&", [place_number(each) for each in places]))
        asked = " and ".join(
            f"w.words {sign} :w{at}" for at, (sign, _) in enumerate(groups)
        )
        values: dict[str, Any] = {
            f"w{at}": numbers for at, (_, numbers) in enumerate(groups)
        }
        values |= {"places": places, "limit": limit}
        if within is not None:
            sql = BY_BUILDINGS.format(asked=asked)
            return self._ids(sql, within=sorted(within), **values)
        return self._ids(BY_WORDS.format(asked=asked), **values)

    def of(self, resident_ids: Sequence[UUID]) -> Sequence[Candidate]:
        """Return these residents with where they live; nobody is locked."""
        return self._candidates(OF, ids=list(resident_ids))

    def members(self, household_id: UUID) -> Sequence[UUID]:
        """Return who belongs to a household."""
        return self._ids(MEMBERS, id=household_id)

    def _groups(self, query: Query) -> list[tuple[str, list[int]]]:
        groups = [("@>", query.musts)] if query.musts else []
        groups += [("&&", each) for each in query.any_of]
        return [(sign, keyed(words, self._sealer)) for sign, words in groups]

    def _ids(self, sql: str, **values: Any) -> list[UUID]:  # noqa: ANN401
        return [row["resident_id"] for row in self._work.read(sql, **values)]

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
            {"resident_id": resident_id, "words": words}
            for resident_id, words in self._kept.items()
        ]
        if rows:
            self._work.write(upsert_sql(resident_words), rows)
