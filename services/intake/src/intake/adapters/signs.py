"""Signs in their tables: written in batches behind the door, asked in one question."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.engine import Connection

from intake.adapters.read_model import OTHERS, view_from
from intake.adapters.sign_tables import UNSIGNED
from intake.application.sign_ports import Candidate, Signed, Unsigned, Wanted, Worded
from intake.application.views import PetitionView
from minqing_chassis.database import Database, fetch
from minqing_chassis.unit_of_work import SqlWork

TAKE = """
with taken as (
    delete from unsigned_petitions where ctid = any(array(
        select ctid from unsigned_petitions limit :limit for update skip locked
    )) returning petition_id, person
), earlier as (
    delete from wordless_petitions where ctid = any(array(
        select ctid from wordless_petitions
        limit case when exists (select from taken) then 0 else :limit end
        for update skip locked
    )) returning petition_id
)
select petition_id, receipt, person, contact, title, text, place, category,
    division_code
from (select * from taken union all select petition_id, null from earlier) as waiting
join petitions using (petition_id)
"""
KEEP = """
insert into petition_signs
select * from jsonb_populate_recordset(null::petition_signs, :rows)
on conflict (petition_id) do nothing
"""
KEEP_WORDS = """
insert into petition_words
select * from jsonb_populate_recordset(null::petition_words, :rows)
on conflict (petition_id) do nothing
"""
ANEW = """
with told as (
    select * from jsonb_to_recordset(:rows) as each(petition_id uuid, person bigint)
), signed as (
    delete from petition_signs s using told where s.petition_id = told.petition_id
), worded as (
    delete from petition_words w using told where w.petition_id = told.petition_id
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
coalesce(cast(:person as bigint),
    (select person from petition_signs where petition_id = :own),
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
    and p.petition_id not in (
        select first_petition_id from petition_parts where petition_id = :own
        union select petition_id from petition_parts where first_petition_id in (
            select first_petition_id from petition_parts where petition_id = :own
            union select :own
        )
    )
"""
"""What came with it and was divided off is no earlier one about the same."""


ON_STREET = f"""
select p.*, c.facts, {OTHERS.format(lead="p.petition_id")} as others
from petition_signs s join petitions p using (petition_id)
left join case_progress c using (petition_id)
where s.street = :street and p.state = 'accepted' and p.received_at > :since
    and p.category = any(:categories)
    and not exists (select from merges m where m.petition_id = p.petition_id)
order by s.petition_id desc limit 50
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
        """Return petitions that wait, for this unit alone; they wait no longer.

        Where no new one waits, those that were there before words were kept.
        """
        return [Unsigned(**row) for row in self._work.read(TAKE, limit=limit)]

    def keep(self, signed: Sequence[Signed], worded: Sequence[Worded]) -> None:
        """Keep signs and words; those of a petition that has some stay as they are."""
        if signed:
            self._work.write(
                KEEP, [{**vars(each), "signs": list(each.signs)} for each in signed]
            )
            self._work.write(
                KEEP_WORDS,
                [{**vars(each), "words": list(each.words)} for each in worded],
            )


class SqlSimilar:
    """Finds earlier petitions by signs, person, place and street."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def candidates(self, wanted: Wanted) -> list[Candidate]:
        """Return those that may resemble, some of which will not."""
        with self._database.engine.begin() as connection:
            fetch(connection, CALM, {})
            return _ask(connection, wanted)

    def on_street(
        self, street: int, categories: Sequence[str], since: datetime
    ) -> list[PetitionView]:
        """Return accepted petitions of a street that are not merged, the newest."""
        rows = self._database.rows(
            ON_STREET, street=street, categories=list(categories), since=since
        )
        return [view_from(row) for row in rows]


def _ask(connection: Connection, wanted: Wanted) -> list[Candidate]:
    values = {
        "own": wanted.petition_id,
        "place": wanted.place,
        "person": wanted.person,
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
