"""What is stored of ledgers, asked whether it holds together."""

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from minqing_chassis.database import Database

ITEMS: Final = "select count(*) as number from ledger_items"
STRAYED: Final = """
select i.item_id as key from ledger_items i left join lateral (
    select * from ledger_steps where item_id = i.item_id order by no desc limit 1
) s on true
where (s.no, s.state, s.presence) is distinct from (i.revision, i.state, i.presence)
order by 1
"""
BROKEN: Final = """
select item_id as key from ledger_steps group by item_id
having count(*) <> max(no) or min(no) <> 1
    or count(*) filter (where step = 'enter') <> 1
order by 1
"""
MISFIT: Final = """
select publication_id as key from publications c join ledger_items i using (item_id)
where c.state = 'published' and (i.state <> 'published'
    or i.ledger = any(:restricted) or exists (
    select from ledger_items other
    where other.about_kind = i.about_kind and other.about_id = i.about_id
        and other.restricted
) or exists (
    select from petition_standings p
    where p.petition_id = i.petition_id and (p.accused <> '{}'
        or not p.consent_holds and p.consent_ended_at is not null
            and coalesce(c.consent_on, '-infinity')
                <= cast(p.consent_ended_at at time zone 'Asia/Shanghai' as date))
))
union
select item_id from ledger_items i where state = 'published' and not exists (
    select from publications c where c.item_id = i.item_id and c.state = 'published'
)
order by 1
"""
TEXTS: Final = """
select id as key, text
from public_ledger, unnest(array[done, result]) as text order by id
"""


class SqlLedgerAudit:
    """Asks outside any unit of work, and opens no seal."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def items(self) -> int:
        """Return how many items there are."""
        return int(self._read(ITEMS)[0]["number"])

    def strayed(self) -> Iterable[UUID]:
        """Return the items that do not stand as their last step says."""
        return [row["key"] for row in self._read(STRAYED)]

    def broken(self) -> Iterable[UUID]:
        """Return the items whose steps do not follow each other."""
        return [row["key"] for row in self._read(BROKEN)]

    def misfit(self, restricted: Collection[str]) -> Iterable[UUID]:
        """Return what is public and should not be, or the other way round."""
        rows = self._read(MISFIT, restricted=sorted(restricted))
        return [row["key"] for row in rows]

    def texts(self) -> Iterable[tuple[UUID, str]]:
        """Return what stands in the public list, by its public id."""
        return [(row["key"], row["text"]) for row in self._read(TEXTS)]
