"""Signs in their tables: written in batches behind the door, asked in one question."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Connection

from intake.adapters.read_model import view_from
from intake.adapters.sign_tables import UNSIGNED
from intake.application.sign_ports import Candidate, Signed, Unsigned, Wanted
from minqing_chassis.database import Database, fetch
from minqing_chassis.unit_of_work import SqlWork

TAKE = """
with taken as (
    delete from unsigned_petitions where ctid = any(array(
        select ctid from unsigned_petitions limit :limit for update skip locked
    )) returning petition_id, person
)
select petition_id, person, title, text, place, category, division_code
from taken join petitions using (petition_id)
"""
KEEP = """
insert into petition_signs
select * from jsonb_populate_recordset(null::petition_signs, :rows)
on conflict (petition_id) do nothing
"""
MOST = 4000
"""So many that share a sign are weighed, however many there are: a bound on the time.

It is met where thousands say the very same; any of those is a right answer.
"""
CALM = """
select set_config('jit', 'off', true),
    set_config('max_parallel_workers_per_gather', '0', true)
"""
"""What helps with long questions; for this one it would only have to be started."""
PERSON = """
coalesce((select person from petition_signs where petition_id = :own),
    (select person from unsigned_petitions where petition_id = :own limit 1))
"""
FOUND = f"""
with own as materialized (select {PERSON} as person), found as (
    {{by_signs}}
    (select petition_id from petition_signs
        where person = (select person from own) and petition_id <> :own
        order by petition_id desc limit :each)
    union
    (select petition_id from petition_signs
        where place = cast(:place as bigint) and petition_id <> :own
        order by petition_id desc limit :each)
)
select p.*, c.facts, s.person = (select person from own) as same_person,
    s.place = cast(:place as bigint) as same_place
from found join petition_signs s using (petition_id)
join petitions p using (petition_id) left join case_progress c using (petition_id)
where not exists (select from merges m where m.petition_id = p.petition_id)
"""
BY_SIGNS = """
(select petition_id from (
    select petition_id, signs from petition_signs
    where signs && cast(:signs as int[]) and petition_id <> :own limit :most
) as near order by {shared} desc, petition_id desc limit :limit)
union
"""


class SqlSigns:
    """What waits for signs, and where the signs are kept."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def ask(self, petition_id: UUID, person: int | None) -> None:
        """Let a new petition be signed soon."""
        self._work.insert(UNSIGNED, {"petition_id": petition_id, "person": person})

    def take(self, limit: int) -> list[Unsigned]:
        """Return petitions that wait, for this unit alone; they wait no longer."""
        return [Unsigned(**row) for row in self._work.read(TAKE, limit=limit)]

    def keep(self, signed: Sequence[Signed]) -> None:
        """Keep signs; those of a petition that has some stay as they are."""
        if signed:
            self._work.write(KEEP, [_row(each) for each in signed])


def _row(signed: Signed) -> dict[str, Any]:
    """Return the columns; a list stays in its order, unlike a tuple."""
    return {**vars(signed), "signs": list(signed.signs)}


class SqlSimilar:
    """Finds earlier petitions by signs, person and place."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def candidates(self, wanted: Wanted) -> list[Candidate]:
        """Return those that may resemble, some of which will not."""
        with self._database.engine.begin() as connection:
            fetch(connection, CALM, {})
            return _ask(connection, wanted)


def _ask(connection: Connection, wanted: Wanted) -> list[Candidate]:
    values = {
        "own": wanted.petition_id,
        "place": wanted.place,
        "signs": list(wanted.signs),
        "limit": wanted.limit,
        "most": MOST,
        "each": wanted.each,
    }
    rows = fetch(connection, _question(wanted.signs), values)
    return [
        Candidate(
            petition=view_from(row),
            same_person=bool(row["same_person"]),
            same_place=bool(row["same_place"]),
        )
        for row in rows
    ]


def _question(signs: Sequence[int]) -> str:
    if not signs:
        return FOUND.format(by_signs="")
    shared = "+".join(
        f"(signs[{at}]={sign})::int" for at, sign in enumerate(signs, start=1)
    )
    return FOUND.format(by_signs=BY_SIGNS.format(shared=shared))
