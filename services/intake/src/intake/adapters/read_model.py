"""Queries: plain SELECTs for views, no aggregates."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    TIMESTAMP,
    ColumnElement,
    RowMapping,
    Select,
    cast,
    func,
    not_,
    or_,
    select,
)

from intake.adapters.rows import progress_from, words_from
from intake.adapters.tables import CASE_PROGRESS, PETITIONS
from intake.application.views import (
    CategoryChange,
    Division,
    PetitionView,
    Sibling,
    Submitted,
    WorklistPage,
    WorklistRow,
)
from intake.domain.errors import UnknownPetition
from intake.domain.lifecycle import PetitionState
from intake.domain.receipt import read_receipt
from minqing_chassis.database import Database

OTHERS = """
(
    select count(distinct coalesce(s.person::text, f.petition_id::text))
    from merges f left join petition_signs s using (petition_id)
    where f.lead_petition_id = {lead} and (
        s.person is null or s.person is distinct from (
            select person from petition_signs where petition_id = {lead}
        )
    )
)
"""
"""How many other people brought the same matter: each telephone counts once."""
LEAD = "coalesce(m.lead_petition_id, p.petition_id)"
SIBLINGS = """
(
    with first as (
        select coalesce(
            (select x.first_petition_id from petition_parts x
                where x.petition_id = p.petition_id), p.petition_id) as petition_id
    ), came as (
        select petition_id from first
        union select x.petition_id from petition_parts x
            join first on x.first_petition_id = first.petition_id
    )
    select jsonb_agg(
        jsonb_build_object('receipt', k.receipt, 'accused', k.accused)
        order by k.petition_id <> (select petition_id from first), k.receipt
    )
    from came join petitions k using (petition_id)
    where k.petition_id <> p.petition_id
)
"""
"""The other matters of one coming that was divided."""
DIVISIONS = """
(
    select jsonb_agg(
        jsonb_build_object(
            'at', c.at, 'by', c.actor, 'reason', c.reason, 'parts', c.after::int,
            'whole', w.receipt, 'receipts', (
                select jsonb_agg(k.receipt order by k.receipt)
                from petition_parts x join petitions k using (petition_id)
                where x.split_at = c.at and k.details ->> 'split_from' = w.receipt
                and x.first_petition_id = coalesce(
                    (select first_petition_id from petition_parts own
                        where own.petition_id = p.petition_id), p.petition_id)
            )
        ) order by c.id
    )
    from petition_changes c join petitions w using (petition_id)
    where c.field = 'split' and c.petition_id = any(array[p.petition_id, (
        select whole.petition_id from petitions whole
        where whole.receipt = p.details ->> 'split_from'
    )]) and (c.petition_id = p.petition_id or c.at = (
        select own.split_at from petition_parts own
        where own.petition_id = p.petition_id
    ))
)
"""
"""Its own divisions, and the one that it came of."""
PETITIONS_BY_NUMBER = f"""
select p.*, c.facts, m.merged_at, {OTHERS.format(lead=LEAD)} as others,
    {SIBLINGS} as siblings, {DIVISIONS} as divisions,
    (select count(*) from petition_pictures x where x.petition_id = p.petition_id)
        as pictures,
    (select receipt from petitions l where l.petition_id = m.lead_petition_id) as lead
from petitions p left join merges m using (petition_id)
left join case_progress c
    on c.petition_id = {LEAD}
where p.receipt = any(:receipts)
"""
"""A merged petition goes on as its lead does."""
FIND = "select petition_id from petitions where receipt = :receipt"
ANSWERED = """
select key, fingerprint, petition_id, receipt, state, received_at from once_keys
where scope = :scope and key = any(:keys)
"""
TRIES = "select tries from wrong_codes where receipt = :receipt and ends_at > :at"
KNOWN = """
select external_ref from petitions where source = :source and external_ref = any(:refs)
"""
CHANGES = """
select at, actor, role, organisation_id, code, names, valid_from, valid_to
from category_changes where code = :code order by id
"""
COUNTS = "select state, channel, count(*) as n from petitions group by state, channel"


class SqlReader:
    """Answers intake's queries, each in one round trip."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def petition(self, receipt: str) -> PetitionView | None:
        """Return a petition with what became of it."""
        return self.petitions([receipt]).get(receipt)

    def petitions(self, receipts: Sequence[str]) -> Mapping[str, PetitionView]:
        """Return, by number, those of many petitions that there are."""
        rows = self._database.rows(PETITIONS_BY_NUMBER, receipts=list(receipts))
        return {row["receipt"]: view_from(row) for row in rows}

    def require(self, receipt: str) -> UUID:
        """Return the id behind a receipt number as typed; raise UnknownPetition."""
        number = read_receipt(receipt)
        rows = self._database.rows(FIND, receipt=number) if number else []
        if not rows:
            raise UnknownPetition(f"no petition has the number {receipt!r}")
        found: UUID = rows[0]["petition_id"]
        return found

    def answered(
        self, scope: str, keys: Sequence[str]
    ) -> Mapping[str, tuple[str, Submitted]]:
        """Return, by key, the fingerprint and the answer of each that is known."""
        rows = self._database.rows(ANSWERED, scope=scope, keys=list(keys))
        return {row["key"]: (row["fingerprint"], _submitted(row)) for row in rows}

    def wrong_tries(self, receipt: str, at: datetime) -> int:
        """Return how many wrong codes were tried in the window open at a moment."""
        rows = self._database.rows(TRIES, receipt=receipt, at=at)
        return rows[0]["tries"] if rows else 0

    def known(self, source: str, external_refs: Sequence[str]) -> set[str]:
        """Return those of many record numbers that were brought in before."""
        rows = self._database.rows(KNOWN, source=source, refs=list(external_refs))
        return {row["external_ref"] for row in rows}

    def category_changes(self, code: str) -> list[CategoryChange]:
        """Return what a category became, when and by whom, oldest first."""
        rows = self._database.rows(CHANGES, code=code)
        return [CategoryChange(**row) for row in rows]

    def counts(self) -> list[tuple[str, str, int]]:
        """Return how many petitions stand in each state, by channel."""
        return [
            (row["state"], row["channel"], row["n"])
            for row in self._database.rows(COUNTS)
        ]

    def worklist(
        self,
        *,
        organisations: Sequence[str],
        unowned: bool = True,
        line: Sequence[str] = (),
        state: str | None = None,
        channel: str | None = None,
        after: UUID | None = None,
        limit: int = 50,
    ) -> WorklistPage:
        """Return petitions of these organisations, oldest first.

        With `unowned` also those of no organisation yet; without those that accuse one
        of the `line`, the asker's organisation and all above it (条例第30条).
        """
        found = self._database.rows(
            _worklist(_door(organisations, unowned), state, channel, after)
            .where(_accuses_none_of(line))
            .limit(limit + 1)
        )
        rows = tuple(WorklistRow(**row) for row in found[:limit])
        more = len(found) > limit
        next_after = rows[-1].petition_id if more else None
        return WorklistPage(rows=rows, next_after=next_after)


def _door(organisations: Sequence[str], unowned: bool) -> ColumnElement[bool]:
    column = PETITIONS.c.organisation_id
    theirs = column.in_(organisations)
    return or_(theirs, column.is_(None)) if unowned else theirs


def _accuses_none_of(line: Sequence[str]) -> ColumnElement[bool]:
    accused = PETITIONS.c.accused
    return or_(accused.is_(None), not_(accused.overlap(cast(line, accused.type))))


def _worklist(
    door: ColumnElement[bool],
    state: str | None,
    channel: str | None,
    after: UUID | None,
) -> Select[Any]:
    p, c = PETITIONS.c, CASE_PROGRESS.c
    query = select(
        p.petition_id,
        p.receipt,
        p.channel,
        func.coalesce(func.nullif(c.state, ""), p.state).label("state"),
        p.title,
        p.category,
        p.division_code,
        p.organisation_id,
        p.received_at,
        cast(p.details["accept_by"].astext, TIMESTAMP(timezone=True)).label(
            "accept_by"
        ),
    ).select_from(PETITIONS.outerjoin(CASE_PROGRESS, c.petition_id == p.petition_id))
    query = query.order_by(p.petition_id).where(door)
    if state in set(PetitionState):
        query = query.where(p.state == state)
    elif state is not None:
        query = query.where(c.state == state)
    if channel is not None:
        query = query.where(p.channel == channel)
    return query if after is None else query.where(p.petition_id > after)


def view_from(row: RowMapping) -> PetitionView:
    """Return the petition of a row that has its case's `facts` beside it."""
    names = PetitionView.__dataclass_fields__
    values = {name: row[name] for name in names if name in row}
    values["lead"], values["merged_at"] = row.get("lead"), row.get("merged_at")
    values["siblings"] = _siblings(row.get("siblings"))
    values["divisions"] = _divisions(row.get("divisions"))
    progress = progress_from(row["facts"])
    return PetitionView(**{**values, **words_from(row)}, progress=progress)


def _siblings(told: list[dict[str, Any]] | None) -> tuple[Sibling, ...]:
    return tuple(
        Sibling(receipt=each["receipt"], accused=tuple(each["accused"] or ()))
        for each in told or ()
    )


def _divisions(told: list[dict[str, Any]] | None) -> tuple[Division, ...]:
    return tuple(
        Division(
            **{
                **each,
                "at": datetime.fromisoformat(each["at"]),
                "receipts": tuple(each["receipts"] or ()),
            }
        )
        for each in told or ()
    )


def _submitted(row: RowMapping) -> Submitted:
    return Submitted(
        petition_id=row["petition_id"],
        receipt=row["receipt"],
        state=PetitionState(row["state"]),
        received_at=row["received_at"],
    )
