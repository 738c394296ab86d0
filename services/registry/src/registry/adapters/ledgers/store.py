"""Ledgers as collections: items with their way, publications, meetings, sheets."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.ledgers import tables
from registry.adapters.ledgers.rows import LedgerRows
from registry.adapters.ledgers.sql import OPEN_PETITION
from registry.adapters.places import UNDER
from registry.adapters.sealed import Seals
from registry.adapters.shelf import Shelf
from registry.domain.ledgers.errors import (
    ItemUnknown,
    MeetingUnknown,
    PublicationUnknown,
    SheetUnknown,
)
from registry.domain.ledgers.item import About, LedgerItem, StepTaken
from registry.domain.ledgers.meeting import LedgerMeeting
from registry.domain.ledgers.policy import AboutKind
from registry.domain.ledgers.publication import Publication, WithdrawalReason
from registry.domain.ledgers.sheet import Sheet, SheetKey
from registry.domain.privacy.policy import LEDGER_LISTS, LEDGER_MEETINGS
from registry.domain.values import civil_day, start_of

LOCK: Final = "select pg_advisory_xact_lock(hashtextextended(:key, 11))"
ABOUT: Final = "select about_kind, about_id from ledger_items where item_id = :id"
TAKEN: Final = "select item_id, step from ledger_steps where step_id = :id"
WAY: Final = "select * from ledger_steps where item_id = :id order by no"
RESTRICTED: Final = """
select exists (
    select from ledger_items
    where about_kind = :kind and about_id = :id and restricted
) as found
"""
STANDING: Final = f"""
select i.* from ledger_items i left join petition_standings p using (petition_id)
where i.organisation_id = :place and i.ledger = :ledger and i.presence = 'standing'
    and {OPEN_PETITION}
order by i.entered_on, i.item_id
"""
LISTED: Final = f"""
{UNDER}
select i.item_id from ledger_items i join under using (organisation_id)
    left join petition_standings p using (petition_id)
where i.ledger = :ledger and {OPEN_PETITION}
order by i.item_id
"""
ENDED: Final = f"""
select i.item_id, i.ledger, i.category, i.person, i.unit, i.due_on, s.*
from ledger_items i left join petition_standings p using (petition_id)
    join lateral (
        select min(at) filter (where step in ('enter', 'reenter') and at >= :first)
                as came,
            max(at) filter (where step = 'exit' and at >= :first) as went,
            (array_agg(presence order by no desc))[1] as presence,
            (array_agg(state order by no desc))[1] as state,
            (array_agg(reason order by no desc)
                filter (where step = 'exit'))[1] as exit_reason
        from ledger_steps where item_id = i.item_id and at < :next
    ) s on s.state is not null
where i.organisation_id = :place and not i.restricted and {OPEN_PETITION}
order by i.ledger, i.item_id
"""
NAME: Final = "select name from organisations where organisation_id = :id"
ANSWERS: Final = """
select distinct option from section_versions,
    jsonb_array_elements(spec -> 'fields') as field,
    jsonb_array_elements_text(field -> 'options') as option
where cast(field ->> 'sensitivity' as integer) >= 3
"""
ABOUT_PERSON: Final = """
select item_id from ledger_items where resident_id = :id and sealed is not null
order by item_id
"""
PAPERS_OF: Final = f"""
select '{LEDGER_MEETINGS}' as section, cast(detail ->> 'meeting_id' as uuid) as key
from ledger_steps where item_id = :id and detail ->> 'meeting_id' is not null
union
select '{LEDGER_LISTS}', s.sheet_id
from ledger_items i join ledger_sheets s using (organisation_id, ledger)
where i.item_id = :id and s.kind = 'list' and s.revision = 1
    and s.made_at >= i.recorded_at
order by 1, 2
"""
FORGET_STEPS: Final = """
update ledger_steps old set sealed = null
from jsonb_populate_recordset(null::ledger_items, :rows) gone
where old.item_id = gone.item_id
"""
OF_ITEM: Final = """
select publication_id from publications where item_id = :id order by publication_id
"""
ITEM_OF: Final = "select item_id from publications where publication_id = :id"
PUBLIC_OF: Final = """
select publication_id, item_id from publications join ledger_items using (item_id)
where about_kind = :kind and about_id = :id and publications.state = 'published'
order by item_id
"""
CONSENT_ENDED: Final = f"""
select max(withdrawn_at) as at from publications
where item_id = :id and reason = '{WithdrawalReason.CONSENT_WITHDRAWN}'
"""
ROW: Final = ("category", "person", "unit", "ledger", "state")


class SqlLedgerItems(Shelf[LedgerItem]):
    """All items of ledgers."""

    def __init__(self, work: SqlWork, seals: Seals) -> None:
        self._rows = LedgerRows(seals)
        super().__init__(
            work,
            tables.ledger_items,
            to_row=self._rows.item_row,
            from_row=self._rows.item,
            missing=ItemUnknown,
        )

    def about_of(self, item_id: UUID) -> About | None:
        """Return what an item is about; that never changes."""
        rows = self._work.read(ABOUT, id=item_id)
        kinds = [About(kind=AboutKind(e["about_kind"]), id=e["about_id"]) for e in rows]
        return kinds[0] if kinds else None

    def lock_matter(self, about: About) -> None:
        """Let nobody else enter or publish this matter until the unit ends."""
        self._work.read(LOCK, key=f"{about.kind}/{about.id}")

    def is_restricted(self, about: About) -> bool:
        """Tell whether the matter ever stood in a restricted ledger, anywhere."""
        rows = self._work.read(RESTRICTED, kind=about.kind, id=about.id)
        return bool(rows[0]["found"])

    def taken(self, step_id: UUID) -> tuple[UUID, str] | None:
        """Return of which item a step is, and which step it was, if it was gone."""
        rows = self._work.read(TAKEN, id=step_id)
        return (rows[0]["item_id"], rows[0]["step"]) if rows else None

    def way(self, item_id: UUID) -> Sequence[StepTaken]:
        """Return the steps of an item with its words, the first one first."""
        return [self._rows.step(row) for row in self._work.read(WAY, id=item_id)]

    def about_person(self, resident_id: UUID) -> Sequence[UUID]:
        """Return the items about somebody that still have words."""
        rows = self._work.read(ABOUT_PERSON, id=resident_id)
        return [row["item_id"] for row in rows]

    def papers_of(self, item_id: UUID) -> Sequence[tuple[str, UUID]]:
        """Return the papers that may have words of an item: of which kind, and ids."""
        rows = self._work.read(PAPERS_OF, id=item_id)
        return [(row["section"], row["key"]) for row in rows]

    def forget_steps(self, item_id: UUID) -> None:
        """Forget what was said in every step; which they were stays."""
        self._work.write(FORGET_STEPS, [{"item_id": item_id}])

    def standing(self, organisation_id: str, ledger: str) -> Sequence[LedgerItem]:
        """Return for reading what stands in a ledger, but accusations; by its entry."""
        rows = self._work.read(STANDING, place=organisation_id, ledger=ledger)
        return [self._rows.item(row) for row in rows]

    def listed(self, organisation_id: str, ledger: str) -> Sequence[UUID]:
        """Return the items of a ledger in a place and below it, but accusations."""
        rows = self._work.read(LISTED, id=organisation_id, ledger=ledger)
        return [row["item_id"] for row in rows]

    def week(self, key: SheetKey) -> Sequence[Mapping[str, Any]]:
        """Return what came, went and is overdue in a week, of open ledgers.

        A week has what was put on file in it, so that each step is in one week's.
        """
        rows = self._work.read(ENDED, place=key.organisation_id, **_span(key))
        return [{"why": why, **_shown(row)} for row in rows for why in _why(row, key)]

    def name_of(self, organisation_id: str) -> str:
        """Return what an organisation is called."""
        return str(self._work.read(NAME, id=organisation_id)[0]["name"])

    def sensitive_words(self) -> Collection[str]:
        """Return what the archive's fields of class 3 may be answered with."""
        return [row["option"] for row in self._work.read(ANSWERS)]

    def _write_back(self) -> None:
        super()._write_back()
        for item in self._held.values():
            for taken in item.taken:
                row = self._rows.step_row(taken)
                self._work.insert(tables.ledger_steps, row)


class SqlPublications(Shelf[Publication]):
    """All publications."""

    def __init__(self, work: SqlWork, seals: Seals) -> None:
        rows = LedgerRows(seals)
        super().__init__(
            work,
            tables.publications,
            to_row=rows.publication_row,
            from_row=rows.publication,
            missing=PublicationUnknown,
        )

    def item_of(self, publication_id: UUID) -> UUID | None:
        """Return of which item it is; that never changes."""
        rows = self._work.read(ITEM_OF, id=publication_id)
        return rows[0]["item_id"] if rows else None

    def of_item(self, item_id: UUID) -> Sequence[Publication]:
        """Return for change all that was ever written of an item for the public."""
        rows = self._work.read(OF_ITEM, id=item_id)
        return list(self.get_many(row["publication_id"] for row in rows).values())

    def public_of(self, about: About) -> Sequence[tuple[UUID, UUID]]:
        """Return what the public sees of a matter: publications and their items."""
        rows = self._work.read(PUBLIC_OF, kind=about.kind, id=about.id)
        return [(row["publication_id"], row["item_id"]) for row in rows]

    def consent_ended(self, item_id: UUID) -> date | None:
        """Return on which day consent to tell of an item was withdrawn last."""
        rows = self._work.read(CONSENT_ENDED, id=item_id)
        ended: datetime | None = rows[0]["at"]
        return None if ended is None else civil_day(ended)


class SqlLedgerMeetings(Shelf[LedgerMeeting]):
    """All meetings on ledgers."""

    def __init__(self, work: SqlWork, seals: Seals) -> None:
        rows = LedgerRows(seals)
        super().__init__(
            work,
            tables.ledger_meetings,
            to_row=rows.meeting_row,
            from_row=rows.meeting,
            missing=MeetingUnknown,
        )


class SqlLedgerSheets(Shelf[Sheet]):
    """All weekly lists and bulletins."""

    def __init__(self, work: SqlWork, seals: Seals) -> None:
        rows = LedgerRows(seals)
        super().__init__(
            work,
            tables.ledger_sheets,
            to_row=rows.sheet_row,
            from_row=rows.sheet,
            missing=SheetUnknown,
        )


def _span(key: SheetKey) -> dict[str, Any]:
    return {"first": start_of(key.week), "next": start_of(key.ends)}


def _why(row: Mapping[Any, Any], key: SheetKey) -> list[str]:
    """Return why an item is in the bulletin: new, closed, overdue, or none of them."""
    stands, due = row["presence"] == "standing", row["due_on"]
    found = ["new"] if row["came"] is not None else []
    if row["went"] is not None and not stands:
        found.append("closed")
    if stands and due is not None and due < key.ends:
        found.append("overdue")
    return found


def _shown(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return what the bulletin tells of an item: nothing in anybody's words."""
    return {
        "item_id": str(row["item_id"]),
        **{name: row[name] for name in ROW},
        "due_on": row["due_on"] and row["due_on"].isoformat(),
        "exit_reason": None if row["presence"] == "standing" else row["exit_reason"],
    }
