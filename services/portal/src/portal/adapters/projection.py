"""The read model: every matter folded from its facts, and all of them folded anew."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.flush import Batch
from minqing_chassis.unit_of_work import SqlWork
from portal.domain.ledger import LedgerRow
from portal.domain.progress import HeardFact

COLUMNS: Final = (
    "petition_id, receipt, stand, category, division_code, organisation_id,"
    " received_at, due_at, first_agency"
)
LOCK: Final = "select pg_advisory_xact_lock(80018105)"
"""Who folds holds it to the end, so that nobody folds from a view that is older."""
LOCK_FIRST: Final = f"{LOCK} from (select :rows) as one"

HEAR: Final = """
insert into heard_facts
select * from jsonb_populate_recordset(null::heard_facts, :rows)
on conflict do nothing
"""

FOLDED: Final = """
select petition_id, max(receipt) as receipt,
  coalesce(
    (array_agg(stand order by revision desc)
      filter (where stand is not null and source = 'routing'))[1],
    (array_agg(stand order by revision desc)
      filter (where stand is not null and source = 'intake'))[1],
    'received') as stand,
  (array_agg(category order by source, revision desc)
    filter (where category is not null))[1] as category,
  (array_agg(division_code order by source, revision desc)
    filter (where division_code is not null))[1] as division_code,
  coalesce(
    (array_agg(organisation_id order by revision desc)
      filter (where organisation_id is not null and source = 'routing'))[1],
    (array_agg(organisation_id order by revision desc)
      filter (where organisation_id is not null and source = 'intake'))[1]
  ) as organisation_id,
  coalesce(min(received_at), min(at)) as received_at,
  (array_agg(due_at order by revision desc)
    filter (where due_at is not null))[1] as due_at,
  max(first_agency) as first_agency
from heard_facts
"""

PUT: Final = f"""
insert into matters ({COLUMNS})
{FOLDED} where petition_id in ({{ids}}) group by petition_id
on conflict (petition_id) do update set receipt = excluded.receipt,
  stand = excluded.stand, category = excluded.category,
  division_code = excluded.division_code,
  organisation_id = excluded.organisation_id,
  received_at = excluded.received_at, due_at = excluded.due_at,
  first_agency = excluded.first_agency
"""
FOLD: Final = PUT.format(
    ids="select petition_id from jsonb_populate_recordset(null::heard_facts, :rows)"
)

NEXT: Final = """
select max(petition_id::text) as last, count(*) as n from (
  select distinct petition_id from heard_facts
  where petition_id > cast(:after as uuid) order by petition_id limit :limit) as chunk
"""
PUT_SOME: Final = PUT.format(
    ids="select distinct petition_id from heard_facts"
    " where petition_id > cast(:after as uuid)"
    " and petition_id <= cast(:last as uuid)"
)
STRAY: Final = """
delete from matters m where petition_id > cast(:after as uuid)
  and petition_id <= cast(:last as uuid)
  and not exists (select 1 from heard_facts f where f.petition_id = m.petition_id)
"""
DIFFERENCES: Final = f"""
with anew as ({FOLDED} group by petition_id),
  kept as (select {COLUMNS} from matters)
select count(*) as n from (
  (select * from anew except select * from kept)
  union all (select * from kept except select * from anew)) as different
"""
FIRST: Final = str(UUID(int=0))
LAST: Final = str(UUID(int=2**128 - 1))

SUMS: Final = """
select coalesce(category, '') as category, count(*) as received,
  count(*) filter (where stand in ('answered', 'closed')) as answered,
  count(*) filter (where stand = 'closed') as closed
from matters where received_at >= :since and stand not in ('merged', 'withdrawn')
  and first_agency is null
group by 1
"""
OWING: Final = """
select receipt, category, organisation_id, due_at from matters
where stand = 'working' and organisation_id = any(:units)
order by due_at nulls last, receipt limit :most
"""
BY_RECEIPT: Final = "select petition_id from matters where receipt = :receipt"


class SqlHeard:
    """The journal of facts, in one journey with what is folded from it.

    Each statement of the journey sees what was committed when it begins: the fold sees
    all that was folded by whoever held the lock before.
    """

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def take(self, fact: HeardFact) -> None:
        """Write a fact down once, and fold its matter anew when the unit commits."""
        self._work.write(LOCK_FIRST, [])
        self._work.write(HEAR, [_row(fact)])
        self._work.write(FOLD, [{"petition_id": fact.petition_id}])


class Projection:
    """Reads the read model, and makes it anew for an operator while pages are read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sums(self, since: datetime) -> list[LedgerRow]:
        """Return how many came, were answered and closed, by category."""
        rows = self._database.rows(SUMS, since=since)
        return [LedgerRow(**row) for row in rows]

    def owing(self, units: Sequence[str], most: int) -> list[dict[str, Any]]:
        """Return the open cases of these units, what is due first first, so many."""
        rows = self._database.rows(OWING, units=[*units], most=most)
        return [dict(row) for row in rows]

    def petition_of(self, receipt: str) -> UUID | None:
        """Return the id behind a receipt number, if its first fact was heard."""
        rows = self._database.rows(BY_RECEIPT, receipt=receipt)
        return UUID(str(rows[0]["petition_id"])) if rows else None

    def differences(self) -> int:
        """Return how many rows are not what the journal folds to."""
        return int(self._database.rows(DIFFERENCES)[0]["n"])

    def rebuild(self, chunk: int = 5_000) -> int:
        """Fold every matter anew, some at a time; return how many there are.

        Who hears facts meanwhile waits for one chunk at most; who reads waits never.
        """
        after, total = FIRST, 0
        while True:
            found = self._database.rows(NEXT, after=after, limit=chunk)[0]
            last = found["last"] if found["n"] else LAST
            self._fold(after, last)
            if not found["n"]:
                return total
            after, total = last, total + int(found["n"])

    def _fold(self, after: str, last: str) -> None:
        work = self._database.begin()
        try:
            work.read(LOCK, {})
            work.read(STRAY, {"after": after, "last": last})
            work.read(PUT_SOME, {"after": after, "last": last})
            work.commit(Batch().script())
        finally:
            work.close()


def _row(fact: HeardFact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in HeardFact.__dataclass_fields__}
