"""The collection of matters that other agencies have a part in, and their letters out.

Whoever holds a matter here holds its row's lock. State, timeline, outgoing letters and
the log of what was told are written together, when the unit of work commits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from routing.adapters.agencies.post import Letter
from routing.adapters.handovers.mailing import Mailing, keep
from routing.adapters.handovers.neighbourhood import Neighbourhood
from routing.adapters.handovers.rows import (
    Row,
    dealing_from,
    entry_from,
    entry_row,
    handover_rows,
    leg_row,
    moments_of,
)
from routing.adapters.handovers.tables import (
    agency_entries,
    agency_handovers,
    agency_legs,
)
from routing.adapters.statements.differences import DIFFER, lapses
from routing.application.handovers.ports import Incarnation
from routing.domain.handover.dealing import Dealing
from routing.domain.handover.leg import Leg
from routing.domain.handover.words import Word
from routing.domain.lifecycle import CaseState

LOCKED = "select * from agency_legs where matter_id = :matter_id for update"
LATEST = """
select * from agency_legs where petition_id = :petition_id
order by round desc limit 1 for update
"""
ENTRIES = "select * from agency_entries where matter_id = :matter_id order by number"
PETITION = "select petition_id from agency_legs where matter_id = :matter_id"
ANOTHER = """
select from cases where receipt = :receipt and petition_id <> :petition_id
"""
EVERY = "select matter_id from agency_legs order by matter_id"
OPEN_CASES = """
select petition_id from cases
where state <> all(:done) and not exists (
    select from agency_legs l where l.petition_id = cases.petition_id
) order by petition_id
"""
HEARD = "select agency, incarnation, since from agency_incarnations"
HEAR = """
insert into agency_incarnations
select * from jsonb_populate_recordset(null::agency_incarnations, :rows)
on conflict (agency) do update set
    incarnation = excluded.incarnation, since = excluded.since
where agency_incarnations.incarnation < excluded.incarnation
"""


class SqlDealings:
    """Hands out each matter once a unit, locked, and writes back what became of it."""

    def __init__(self, work: SqlWork, neighbourhood: Neighbourhood) -> None:
        self._work, post = work, neighbourhood.post
        self._post, self._clock = post, neighbourhood.clock
        self._held: dict[UUID, Dealing] = {}
        self._loaded: dict[UUID, tuple[Row, dict[UUID, Row], dict[int, Row]]] = {}
        self._heard: dict[str, Incarnation] | None = None
        self._mailing = Mailing(work, post)
        work.before_commit(self._write_back)

    def add(self, dealing: Dealing) -> None:
        """Take a new one in; raise HandOverMeanwhile at the latest at the commit."""
        dealing.leg = self._with_heard(dealing.leg)
        self._hold(dealing)

    def find(self, matter_id: UUID) -> Dealing | None:
        """Return a matter's, locked, or None."""
        if matter_id not in self._held:
            self._take(self._work.read(LOCKED, matter_id=matter_id))
        return self._held.get(matter_id)

    def latest(self, petition_id: UUID) -> Dealing | None:
        """Return the newest round of a petition, locked, or None."""
        rows = self._work.read(LATEST, petition_id=petition_id)
        self._take(rows)
        rounds = [e for e in self._held.values() if e.petition_id == petition_id]
        return max(rounds, key=lambda each: each.round, default=None)

    def petition_of(self, matter_id: UUID) -> UUID | None:
        """Return whose matter that is, without a lock; None: it is not known."""
        if matter_id in self._held:
            return self._held[matter_id].petition_id
        rows = self._work.read(PETITION, matter_id=matter_id)
        return rows[0]["petition_id"] if rows else None

    def receipt_of_another(self, receipt: str, petition_id: UUID) -> bool:
        """Tell whether another petition's case has that receipt number here."""
        about = {"receipt": receipt, "petition_id": petition_id}
        return bool(self._work.read(ANOTHER, **about))

    def incarnation(self) -> Incarnation:
        """Return how often this agency came back from a backup."""
        return self._incarnations().get(self._post.me, Incarnation())

    def heard_of(self, agency: str) -> int:
        """Return the newest incarnation of a neighbour that was heard of."""
        return self._incarnations().get(agency, Incarnation()).number

    def hear_of(self, agency: str, incarnation: int) -> None:
        """Remember a neighbour's incarnation, unless a newer one is known."""
        self._note_heard({agency: incarnation}, self._clock.now())

    def begin_again(self, incarnation: Incarnation) -> None:
        """Write down that it came back again."""
        self._incarnations()[self._post.me] = incarnation
        self._write_incarnation(self._post.me, incarnation)

    def petitions_to_ask_about(self) -> list[UUID]:
        """Return the petitions whose cases may have been handed over since a backup."""
        done = [CaseState.RESOLVED.value, CaseState.CLOSED.value]
        rows = self._work.read(OPEN_CASES, done=done)
        return [row["petition_id"] for row in rows]

    def keep(self, word: Word, body: bytes, signature: str, said_at: datetime) -> None:
        """Keep a letter that came whole, where a dispute is decided by it."""
        keep(self._work, word, Letter(body=body, signature=signature), said_at)

    def answer(self, word: Word, at: datetime) -> None:
        """Let a word go out about a matter that is none here, when the unit commits."""
        self._mailing.answer(word, at)

    def every(self) -> list[UUID]:
        """Return the ids of all matters."""
        return [row["matter_id"] for row in self._work.read(EVERY)]

    # -- what these are made of --------------------------------------------------------

    def _take(self, rows: Sequence[Mapping[Any, Any]]) -> None:
        for row in rows:
            matter_id = row["matter_id"]
            if matter_id in self._held:
                continue
            lines = self._work.read(ENTRIES, matter_id=matter_id)
            chain = [entry_from(dict(line)) for line in lines]
            dealing = dealing_from(dict(row), chain)
            self._loaded[matter_id] = (
                leg_row(dealing),
                {e["handover_id"]: e for e in handover_rows(dealing)},
                {e.number: entry_row(e) for e in chain},
            )
            dealing.leg = self._with_heard(dealing.leg)
            self._hold(dealing)

    def _hold(self, dealing: Dealing) -> None:
        self._held[dealing.matter_id] = dealing
        self._work.watch(dealing)

    def _incarnations(self) -> dict[str, Incarnation]:
        if self._heard is None:
            self._heard = {
                row["agency"]: Incarnation(
                    number=row["incarnation"], since=row["since"]
                )
                for row in self._work.read(HEARD)
            }
        return self._heard

    def _with_heard(self, leg: Leg) -> Leg:
        """Return the leg that knows every neighbour's newest incarnation."""
        for agency, known in self._incarnations().items():
            if agency != leg.me:
                leg = leg.having_heard(agency, known.number)
        return leg

    def _write_incarnation(self, agency: str, known: Incarnation) -> None:
        since = known.since or datetime.now(UTC)
        row = {"agency": agency, "incarnation": known.number, "since": since}
        self._work.write(HEAR, [row])

    def _write_back(self) -> None:
        now = self._clock.now()
        for dealing in self._held.values():
            self._seal_own(dealing)
            leg, handovers, entries = self._loaded.get(dealing.matter_id, ({}, {}, {}))
            self._write(agency_legs, leg_row(dealing), leg or None)
            for row in handover_rows(dealing):
                was = handovers.get(row["handover_id"])
                if row != was:
                    whole = row | moments_of(row, was, now)
                    self._write(agency_handovers, whole, was)
            for entry in dealing.chain:
                self._write(agency_entries, entry_row(entry), entries.get(entry.number))
            self._mailing.send(dealing)
            self._work.write(DIFFER, list(lapses(dealing, now)))
            heard = {e.agency: e.incarnation for e in dealing.leg.neighbours}
            self._note_heard(heard, now)

    def _write(self, table: Any, row: Row, was: Row | None) -> None:  # noqa: ANN401
        if was is None:
            self._work.insert(table, row)
        elif row != was:
            self._work.update(table, row)

    def _note_heard(self, heard: Mapping[str, int], at: datetime) -> None:
        for agency, number in heard.items():
            if self.heard_of(agency) < number:
                now = Incarnation(number=number, since=at)
                self._incarnations()[agency] = now
                self._write_incarnation(agency, now)

    def _seal_own(self, dealing: Dealing) -> None:
        """Sign the entries that both sides must, for this side."""
        me = self._post.me
        dealing.chain = tuple(
            replace(each, seals=(*each.seals, self._mailing.seal_of(each)))
            if me in each.signers and all(s.agency != me for s in each.seals)
            else each
            for each in dealing.chain
        )
