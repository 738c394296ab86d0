"""What is read of hand-overs outside any unit of work."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from minqing_chassis.access_log import AccessLog
from minqing_chassis.database import Database, fetch
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor
from minqing_kernel.sweeping import Due
from routing.adapters.accusing import ACCUSED
from routing.adapters.documents.tables import ACCESS_LOG
from routing.adapters.handovers.rows import entry_from
from routing.adapters.paging import page, place_after, write_cursor
from routing.adapters.plain import from_plain
from routing.application.views import Page
from routing.domain.handover.errors import HandOverNotFound
from routing.domain.handover.file import CaseFile
from routing.domain.timeline.chain import Entry

FIRST = UUID(int=0)
WAITING = """
select look_at, matter_id from agency_legs
where look_at <= :now and (look_at, matter_id)
    > (cast(:look_at as timestamptz), cast(:matter_id as uuid))
order by look_at, matter_id limit :limit
"""
SHOWN = f"""
select h.*, l.owner, l.epoch, l.place, c.organisation_id, {ACCUSED} as accused,
    c.state as case_state, l.leg -> 'asked' is not null as reconciling,
    l.leg -> 'rival' is not null as contested
from agency_handovers h join agency_legs l using (matter_id)
left join cases c on c.petition_id = h.petition_id
"""
LISTED = (
    SHOWN
    + f"""
where (:direction = '' or h.direction = :direction)
    and (:state = '' or h.state = :state) and (:agency = '' or h.agency = :agency)
    and (cast(:petition_id as uuid) is null or h.petition_id = :petition_id)
    and (cast(:line as text[]) is null or not {ACCUSED} && cast(:line as text[]))
    and (cast(:units as text[]) is null or c.organisation_id = any(:units)
        or :speaks)
    and (h.begun_at, h.handover_id)
        < (cast(:begun_at as timestamptz), cast(:handover_id as uuid))
order by h.begun_at desc, h.handover_id desc limit :limit
"""
)
ONE = SHOWN + "where h.handover_id = :handover_id"
FILE = """
select theirs -> cast(:handover_id as text) as file from agency_legs
where matter_id = :matter_id
"""
NOTED = ("summary", "content", "place", "name", "phone", "reply")
CHAINS = """
select e.* from agency_entries e join agency_legs l using (matter_id)
where l.receipt = :receipt order by l.round, e.number
"""
QUARANTINE = """
select letter_id, claims, word, reason, state, times, received_at, decided_by, note,
    decided_at from agency_quarantine
where (:state = '' or state = :state) and (:agency = '' or claims = :agency)
    and (received_at, letter_id)
    < (cast(:received_at as timestamptz), cast(:letter_id as uuid))
order by received_at desc, letter_id desc limit :limit
"""
DISCLOSED = """
select d.handover_id, d.word, d.recipient, d.fields, d.petition_id, d.receipt, d.basis,
    d."by", d.at
from agency_disclosures d left join cases c using (petition_id)
where (:receipt = '' or d.receipt = :receipt) and (d.at, d.handover_id, d.word)
    < (cast(:at as timestamptz), cast(:handover_id as uuid), :word)
    and (cast(:line as text[]) is null or c.accused is null
        or not c.accused && cast(:line as text[]))
order by d.at desc, d.handover_id desc, d.word desc limit :limit
"""
LATEST = ("infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff")


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Which hand-overs are meant.

    `units`: whose cases, None for all; `speaks`: for who speaks for the agency, all;
    `line`: who must not be accused in them.
    """

    direction: str = ""
    state: str = ""
    agency: str = ""
    petition_id: UUID | None = None
    units: frozenset[str] | None = None
    speaks: bool = True
    line: frozenset[str] | None = None


class HandOverReader:
    """Reads hand-overs, timelines, what was told, and the quarantine."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._rows, self._log = database.rows, AccessLog(ACCESS_LOG)

    def some(
        self, sought: Sought, *, after: str | None, limit: int
    ) -> Page[dict[str, Any]]:
        """Return a page of hand-overs, the newest first."""
        begun_at, handover_id = place_after(after, LATEST)
        sets = {
            name: None if value is None else sorted(value)
            for name, value in (("units", sought.units), ("line", sought.line))
        }
        rows = self._rows(
            LISTED,
            **vars(sought) | sets,
            begun_at=begun_at,
            handover_id=handover_id,
            limit=limit + 1,
        )
        cursors = [
            write_cursor(row["begun_at"].isoformat(), str(row["handover_id"]))
            for row in rows
        ]
        return page([dict(row) for row in rows], limit, cursors)

    def one(self, handover_id: UUID) -> dict[str, Any]:
        """Return one hand-over; raise HandOverNotFound."""
        rows = self._rows(ONE, handover_id=handover_id)
        if not rows:
            raise HandOverNotFound
        return dict(rows[0])

    def file(
        self,
        matter_id: UUID,
        handover_id: UUID,
        *,
        petition_id: UUID,
        by: Actor,
        purpose: str,
    ) -> CaseFile:
        """Return what the other agency told with it; note who looked, or show none."""
        about = {"matter_id": matter_id, "handover_id": str(handover_id)}
        with self._database.engine.begin() as connection:
            rows = fetch(connection, FILE, about)
            told = from_plain(CaseFile, (rows[0]["file"] if rows else None) or {})
            self._log.note(
                connection,
                at=self._clock.now(),
                actor=by,
                purpose=purpose,
                subject=str(petition_id),
                fields=NOTED,
            )
        return told

    def waiting(self, place: tuple[Any, ...] | None, limit: int) -> Sequence[Due]:
        """Return the matters that are to be looked at, the longest waiting first."""
        look_at, matter_id = place or ("-infinity", FIRST)
        rows = self._rows(
            WAITING,
            now=self._clock.now(),
            look_at=str(look_at),
            matter_id=str(matter_id),
            limit=limit,
        )
        return [
            Due(place=tuple(row.values()), petition_id=row["matter_id"]) for row in rows
        ]

    def chains(self, receipt: str) -> list[list[Entry]]:
        """Return the chained timeline of each round of a receipt."""
        found: dict[UUID, list[Entry]] = {}
        for row in self._rows(CHAINS, receipt=receipt):
            found.setdefault(row["matter_id"], []).append(entry_from(dict(row)))
        return list(found.values())

    def quarantine(
        self, state: str, agency: str, *, after: str | None, limit: int
    ) -> Page[dict[str, Any]]:
        """Return a page of letters that were not obeyed, without what they say.

        `agency`: who they claim to be from; empty for all.
        """
        received_at, letter_id = place_after(after, LATEST)
        rows = self._rows(
            QUARANTINE,
            state=state,
            agency=agency,
            received_at=received_at,
            letter_id=letter_id,
            limit=limit + 1,
        )
        cursors = [
            write_cursor(row["received_at"].isoformat(), str(row["letter_id"]))
            for row in rows
        ]
        return page([dict(row) for row in rows], limit, cursors)

    def disclosures(
        self,
        receipt: str,
        *,
        after: str | None,
        limit: int,
        line: frozenset[str] | None = None,
    ) -> Page[dict[str, Any]]:
        """Return a page of what was told of whom to which agency, the newest first."""
        at, handover_id, word = place_after(after, (*LATEST, "~"))
        rows = self._rows(
            DISCLOSED,
            receipt=receipt,
            at=at,
            handover_id=handover_id,
            word=word,
            line=None if line is None else sorted(line),
            limit=limit + 1,
        )
        cursors = [
            write_cursor(e["at"].isoformat(), str(e["handover_id"]), e["word"])
            for e in rows
        ]
        told = [dict(row) | {"fields": row["fields"].split()} for row in rows]
        return page(told, limit, cursors)
