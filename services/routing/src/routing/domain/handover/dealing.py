"""What this agency has to do with others about a matter: leg, file and timeline."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from routing.domain.handover.file import EMPTY, ONCE_ACCEPTED, CaseFile, allowed
from routing.domain.handover.leg import Decision, Leg
from routing.domain.handover.lifecycle import DOING, ReceivedState, SentState
from routing.domain.handover.reconciling import compare, remind, settled
from routing.domain.handover.sending import waits
from routing.domain.handover.terms import Received, Sent
from routing.domain.handover.words import AboutOne, Word
from routing.domain.timeline.canonical import Content
from routing.domain.timeline.chain import Entry, Seal, added, entry_of, sealed

Salt: TypeAlias = Callable[[], str]
FIRST_REMINDER: Final = timedelta(minutes=5)
SLOWEST: Final = timedelta(hours=6)
"""A word that stays unanswered is said again after 5, 10, 20 … minutes, then 6 hours"""
A_DAY: Final = timedelta(days=1)
DAYS_COMPARED: Final = 7
"""Once a day, so many days after the last change, the others are asked what they know.
"""


class Place(StrEnum):
    """Where a matter is, seen from here."""

    HERE = "here"
    GOING = "going"
    AWAY = "away"


def place_of(leg: Leg) -> Place:
    """Return whether this agency acts, waits for the other's receipt, or follows."""
    if leg.owner == leg.me:
        going = any(each.state is SentState.RELEASING for each in leg.sent)
        return Place.GOING if going else Place.HERE
    return Place.HERE if any(e.state in DOING for e in leg.received) else Place.AWAY


@dataclass(frozen=True, kw_only=True)
class Head:
    """The newest entry of another agency's timeline that was heard of here."""

    agency: str
    number: int
    digest: str
    incarnation: int = 0

    @property
    def reached(self) -> tuple[int, int]:
        """Return how far it is: an agency that was restored counts anew."""
        return self.incarnation, self.number


@dataclass(frozen=True, kw_only=True)
class Saying:
    """A word on its way out, and when it was said."""

    word: Word
    at: datetime


@dataclass(eq=False, kw_only=True)
class Dealing(Aggregate):
    """One matter's leg with all that is stored beside it.

    `round` counts how often the petition went out: answered there and not done
    (反弹), it goes out as another matter. `file` is what is known of the case,
    `theirs` what the other agencies told of theirs, by hand-over. `acted_by`: who here
    last decided that something goes out. `halves`: when half of the time has passed in
    which an offer that came is to be answered. `unheard`: whose words came while this
    side, restored, could not obey them.
    """

    leg: Leg
    petition_id: UUID
    receipt: str
    round: int = 1
    file: CaseFile = EMPTY
    theirs: dict[UUID, CaseFile] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)
    chain: tuple[Entry, ...] = ()
    acted_by: str = ""
    reminded: int = 0
    remind_at: datetime | None = None
    expire_at: datetime | None = None
    compared: int = 0
    compare_at: datetime | None = None
    saying: list[Saying] = field(default_factory=list)
    lapsed: list[Head] = field(default_factory=list)
    halves: dict[UUID, datetime] = field(default_factory=dict)
    unheard: set[str] = field(default_factory=set)

    @property
    def matter_id(self) -> UUID:
        """Return the id by which all agencies know it."""
        return self.leg.matter_id

    @property
    def place(self) -> Place:
        """Return where the matter is."""
        return place_of(self.leg)

    def decide(self, decision: Decision, *, salt: Salt, at: datetime) -> None:
        """Take what was decided: the leg, its words, and a line for each change."""
        before, self.leg = self.leg, decision.leg
        changed = _changes(before, self.leg)
        for row, was in changed:
            self._write(row, was, salt(), at)
        if before.history != self.leg.history:
            self._write_owner(salt(), at)
        if before != self.leg:
            self.reminded = self.compared = 0
            self.compare_at = at + A_DAY
        self.say(decision.words, at=at)
        self._set_alarms(at)
        self._set_halves(changed, at)
        if not any(map(waits, self.leg.sent)):
            self.file = self.file.without(ONCE_ACCEPTED)

    def halfway(self, *, at: datetime) -> list[Received]:
        """Return the offers half of whose time has passed now, each once."""
        past = [key for key, half in self.halves.items() if half <= at]
        for key in past:
            del self.halves[key]
        return [each for key in past if (each := self.leg.find_received(key))]

    def say(self, words: tuple[Word, ...], *, at: datetime) -> None:
        """Let words go out once all is written."""
        self.saying += [Saying(word=each, at=at) for each in words]

    def remind(self, *, at: datetime) -> None:
        """Say again what an answer is waited for, more and more seldom."""
        self.reminded += 1
        self.say(remind(self.leg), at=at)
        self._set_alarms(at)

    def compare(self, *, at: datetime) -> None:
        """Ask who has a part in it whether they know anything newer, for some days."""
        self.compared += 1
        self.compare_at = at + A_DAY if self.compared < DAYS_COMPARED else None
        self.say(compare(self.leg, self.leg.others), at=at)
        if self.file.ending:
            self.say(settled(self.leg), at=at)

    def tell_ending(self, *, at: datetime) -> None:
        """Tell who answered it what became of that; nobody confirms it, so for days."""
        words = settled(self.leg)
        self.say(words, at=at)
        if words:
            self.compared, self.compare_at = 0, at + A_DAY

    def hear_file(self, handover_id: UUID, file: CaseFile) -> None:
        """Keep what the other agency told with its word."""
        known = self.theirs.get(handover_id, EMPTY)
        self.theirs[handover_id] = known.with_known(file)

    def hear_head(self, head: Head) -> None:
        """Remember how far the other's timeline goes; only a restore takes it back.

        What went further then, and is gone there, is kept in mind (`lapsed`).
        """
        known = self.heads.get(head.agency)
        if known is None or known.reached < head.reached:
            self.heads[head.agency] = head
            if known is not None and head.number < known.number:
                self.lapsed.append(known)

    def pass_over(self, word: Word) -> None:
        """Keep in mind who said something that could not be obeyed yet."""
        if isinstance(word, AboutOne):
            self.unheard.add(word.sender)

    def countersign(self, number: int, seal: Seal) -> None:
        """Put the other agency's signature under an entry of ours."""
        self.chain = sealed(self.chain, number, seal)

    def note(self, what: str, content: Content, *, salt: str, at: datetime) -> None:
        """Write a line of the timeline that no hand-over is behind."""
        self._add(what, content, salt, at)

    def file_for(self, word: Word) -> CaseFile:
        """Return what goes with a word: what its field list allows, and no more."""
        if not isinstance(word, AboutOne):
            return EMPTY
        return self.file.only(allowed(type(word), word.terms.form))

    # -- what these are made of --------------------------------------------------------

    def _write(
        self, row: Sent | Received, was: str | None, salt: str, at: datetime
    ) -> None:
        terms, ours = row.terms, isinstance(row, Sent)
        far = terms.to if ours else terms.sender
        head = self.heads.get(far)
        content: dict[str, str | int | None] = {
            "handover_id": str(terms.handover_id),
            "form": terms.form.value,
            "side": "sent" if ours else "received",
            "agency": far,
            "was": was,
            "epoch": self.leg.epoch,
            "far_number": head.number if head else None,
            "far_digest": head.digest if head else None,
        }
        both = row.state is SentState.RELEASING
        self._add(row.state.value, content, salt, at, far if both else None)

    def _write_owner(self, salt: str, at: datetime) -> None:
        owner, epoch = self.leg.owner, self.leg.epoch
        self._add("owned", {"owner": owner, "epoch": epoch}, salt, at)

    def _add(
        self,
        what: str,
        content: Content,
        salt: str,
        at: datetime,
        far: str | None = None,
    ) -> None:
        made = entry_of(
            self.matter_id,
            what,
            content,
            agency=self.leg.me,
            at=at,
            salt=salt,
            signers=(self.leg.me, far) if far else (),
        )
        self.chain = added(self.chain, made)

    def _set_alarms(self, at: datetime) -> None:
        waits = bool(remind(self.leg))
        pause = min(FIRST_REMINDER * 2 ** min(self.reminded, 10), SLOWEST)
        self.remind_at = at + pause if waits else None
        offered = SentState.OFFERED
        terms = (e.terms.until for e in self.leg.sent if e.state is offered)
        self.expire_at = min(terms, default=None)

    def _set_halves(
        self, changed: list[tuple[Sent | Received, str | None]], at: datetime
    ) -> None:
        """Keep when to press for an answer: from when it came to when it is late."""
        waiting = {e.terms.handover_id for e in self.leg.received if _is_open(e)}
        self.halves = {key: half for key, half in self.halves.items() if key in waiting}
        came = [row.terms for row, was in changed if was is None]
        for terms in came:
            if terms.handover_id in waiting and terms.until > at:
                self.halves[terms.handover_id] = at + (terms.until - at) / 2


def _is_open(row: Received) -> bool:
    return row.state is ReceivedState.OFFERED


def next_matter(petition_id: UUID, number: int) -> UUID:
    """Return the id of a petition's nth round; the first has the petition's own."""
    return petition_id if number == 1 else uuid5(petition_id, f"round:{number}")


def filed(dealing: Dealing, **told: object) -> None:
    """Let the file say that, too."""
    dealing.file = replace(dealing.file, **told)  # type: ignore[arg-type]


def _changes(before: Leg, after: Leg) -> list[tuple[Sent | Received, str | None]]:
    """Return every hand-over that stands otherwise than before, and how it stood."""
    known = {e.terms.handover_id: e.state.value for e in before.rows}
    return [
        (each, known.get(each.terms.handover_id))
        for each in after.rows
        if known.get(each.terms.handover_id) != each.state.value
    ]
