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
ANEW = """
with told as (
    select * from jsonb_to_recordset(:rows) as each(petition_id uuid, person bigint)
), signed as (
    delete from petition_signs s using told where s.petition_id = told.petition_id
), waiting as (
    delete from unsigned_petitions u using told where u.petition_id = told.petition_id
)
insert into unsigned_petitions (petition_id, person)
select petition_id, person from told
"""
EACH_SIGN = 100
"""So many petitions with one sign are looked at: a bound on the time.

Who said nearly the same shares rarer signs too, and those are looked at whole.
"""
CALM = """
select set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true),
    set_config('max_parallel_workers_per_gather', '0', true)
"""
"""What helps with long questions; for this one it would only have to be started."""
PERSON = """
coalesce((select person from petition_signs where petition_id = :own),
    (select person from unsigned_petitions where petition_id = :own limit 1))
"""
FOUND = f"""
with own as materialized (select {PERSON} as person), found as (
    (select petition_id from unnest(cast(:signs as int[])) as one(sign)
        cross join lateral (
            select petition_id from petition_signs
            where signs && array[one.sign] and petition_id <> :own limit :each_sign
        ) as near
        group by petition_id order by count(*) desc, petition_id desc limit :limit)
    union
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


class SqlSigns:
    """What waits for signs, and where the signs are kept."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def ask(self, petition_id: UUID, person: int | None) -> None:
        """Let a new petition be signed soon."""
        self._work.insert(UNSIGNED, {"petition_id": petition_id, "person": person})

    def anew(self, petition_id: UUID, person: int | None) -> None:
        """Let a petition be signed again; by what it was found is forgotten."""
        self._work.write(ANEW, [{"petition_id": petition_id, "person": person}])

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
        "each_sign": EACH_SIGN,
        "limit": wanted.limit,
        "each": wanted.each,
    }
    return [
        Candidate(
            petition=view_from(row),
            same_person=bool(row["same_person"]),
            same_place=bool(row["same_place"]),
        )
        for row in fetch(connection, FOUND, values)
    ]
