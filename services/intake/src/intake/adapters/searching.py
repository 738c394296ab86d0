"""Searching petitions in one round trip, bounded however often a word occurs.

Words are looked for block after block of running numbers, the newest first: what stands
in every tenth petition costs no more than what stands in a few.
"""

from typing import Final

from sqlalchemy.engine import Connection

from intake.adapters.read_model import LEAD
from intake.adapters.signs import CALM
from intake.application.searching import Hits, Searched
from intake.domain.searching import blocks_down
from minqing_chassis.database import Database, fetch

MOST_LOOKED: Final = 1_000
"""So many are looked at for one page; where more fit, the next page goes on there."""
NEWEST: Final = "select max(number) as newest from petition_words"
BEFORE: Final = "(cast(:before as bigint) is null or number < :before)"
BY_WORDS: Final = f"""
select near.petition_id, near.number
from unnest(cast(:blocks as int[])) as block(sign) cross join lateral (
    select petition_id, number from petition_words
    where words @> (cast(:words as int[]) || block.sign) and {BEFORE}
    order by number desc
) as near limit :looked
"""
BY_NAME: Final = f"""
select petition_id, number from petition_words
where name = :name and {BEFORE} order by number desc limit :looked
"""
BY_PERSON: Final = f"""
select petition_id, number from petition_signs join petition_words using (petition_id)
where person = :person and {BEFORE} order by number desc limit :looked
"""
PLAIN: Final = "replace(receipt, '-', '')"
BY_END: Final = f"""
select petition_id, number from petitions join petition_words using (petition_id)
where reverse({PLAIN}) ~>=~ :ending
    and reverse({PLAIN}) ~<~ (cast(:ending as text) || '~') and {BEFORE}
order by number desc limit :looked
"""
BY_HEAD: Final = f"""
select petition_id, number, - row_number() over (order by plain using ~>~) as place
from (
    select petition_id, number, {PLAIN} as plain
    from petitions join petition_words using (petition_id)
    where {PLAIN} ~>=~ :beginning and {PLAIN} ~<~ :below
    order by {PLAIN} using ~>~ limit :looked
) as headed
"""
"""In the order of receipts alone: what came long ago, and was written down or divided
off late, has an earlier month and a later running number."""
RECEIPT: Final = f"""
select max({PLAIN}) as below from petition_words join petitions using (petition_id)
where number = :before and {PLAIN} ~>=~ :beginning and {PLAIN} ~<~ :below
"""
"""Where a further page begins in the index, however far back."""
OWNER: Final = """
coalesce(c.facts -> c.revision::text ->> 'organisation_id', p.organisation_id)
"""
WITHIN: Final = f"""
with hits as materialized ({{hits}}), mine as (
    select p.receipt, h.number, {{place}} as place
    from hits h join petitions p using (petition_id)
    left join merges m using (petition_id)
    left join case_progress c on c.petition_id = {LEAD}
    where (p.organisation_id = any(:units) or {OWNER} = any(:units)
            or coalesce(p.organisation_id, {OWNER}) is null)
        and not coalesce(p.accused && cast(:line as varchar[]), false)
    order by place desc limit :limit + 1
)
select array(select receipt from mine order by place desc) as receipts,
    array(select number from mine order by place desc) as numbers,
    (select count(*) from hits) as looked,
    (select number from hits h order by {{place}} limit 1) as last
"""


class SqlSearch:
    """Looks through words, names and telephones."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def look(self, searched: Searched) -> Hits:
        """Return a page of what fits, the newest first."""
        told = {
            "before": searched.before,
            "words": list(searched.words),
            "blocks": [],
            "name": searched.name,
            "person": searched.person,
            "ending": searched.ending[::-1],
            "beginning": searched.beginning,
            "units": list(searched.reach.units),
            "line": list(searched.reach.line),
            "looked": MOST_LOOKED,
            "limit": searched.limit,
        }
        with self._database.engine.begin() as connection:
            fetch(connection, CALM, {})
            if searched.words:
                told["blocks"] = blocks_down(_newest(connection, searched.before))
            if searched.beginning:
                told["below"] = _below(connection, searched)
            place = "h.place" if searched.beginning else "h.number"
            sql = WITHIN.format(hits=_by(searched), place=place)
            [row] = fetch(connection, sql, told)
        receipts, numbers = row["receipts"], row["numbers"]
        if len(receipts) > searched.limit:
            before = numbers[searched.limit - 1]
        else:
            before = row["last"] if row["looked"] == MOST_LOOKED else None
        return Hits(receipts=receipts[: searched.limit], before=before)


def _newest(connection: Connection, before: int | None) -> int:
    if before is not None:
        return max(0, before - 1)
    [row] = fetch(connection, NEWEST, {})
    return row["newest"] or 0


def _below(connection: Connection, searched: Searched) -> str:
    whole = f"{searched.beginning}~"
    if searched.before is None:
        return whole
    about = {"beginning": searched.beginning, "below": whole}
    [row] = fetch(connection, RECEIPT, {**about, "before": searched.before})
    return row["below"] or searched.beginning


def _by(searched: Searched) -> str:
    if searched.name is not None:
        return BY_NAME
    if searched.ending or searched.beginning:
        return BY_END if searched.ending else BY_HEAD
    return BY_WORDS if searched.person is None else BY_PERSON
