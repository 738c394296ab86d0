"""One agency's part in a matter: what it owns, sent, received, and last heard."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from routing.domain.handover.errors import Contested, HandOverNotFound, Reconciling
from routing.domain.handover.lifecycle import (
    AT_WORK,
    DOING,
    SENT_OPEN,
    ReceivedState,
    SentState,
)
from routing.domain.handover.terms import History, Received, Sent
from routing.domain.handover.words import Word

W = TypeVar("W", bound=Word)


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """The newest incarnation of another agency that was heard here."""

    agency: str
    incarnation: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A neighbour whose digest decides when acts begin again.

    `awaits`: from whom it had yet to hear itself; None: it has not answered.
    """

    agency: str
    awaits: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Leg:
    """Everything that one agency knows of one matter; a new value after each step.

    `first` received the citizen (首访) and supervises to the end. `rival` is a history
    that contradicts ours.
    """

    matter_id: UUID
    me: str
    first: str
    history: History = ()
    sent: tuple[Sent, ...] = ()
    received: tuple[Received, ...] = ()
    incarnation: int = 0
    neighbours: frozenset[Neighbour] = frozenset()
    asked: frozenset[Asked] = frozenset()
    rival: History = ()

    @property
    def rows(self) -> tuple[Sent | Received, ...]:
        """Return every hand-over of it, those sent first."""
        return (*self.sent, *self.received)

    @property
    def others(self) -> frozenset[str]:
        """Return the other agencies that have, or had, a part in it."""
        sides = {a for e in self.rows for a in (e.terms.sender, e.terms.to)}
        owners = {each.owner for each in self.history}
        return frozenset({self.first, *sides, *owners} - {self.me})

    @property
    def epoch(self) -> int:
        """How often the matter has had an owner, as far as is known here."""
        return len(self.history)

    @property
    def owner(self) -> str | None:
        """Return who owns the matter, as far as is known here."""
        return self.history[-1].owner if self.history else None

    @property
    def accountable(self) -> bool:
        """The matter is on this agency's list, and red here when it is late."""
        return self.owner == self.me

    @property
    def acts(self) -> bool:
        """An owner's act may be done here now."""
        return (
            self.owner == self.me
            and not self.asked
            and not self.rival
            and not any(each.state is SentState.RELEASING for each in self.sent)
            and not self.frozen
        )

    @property
    def frozen(self) -> bool:
        """A superior looks at it again (复查/复核): it is left as it is meanwhile."""
        return any(e.terms.moves.freezes and e.state in AT_WORK for e in self.sent)

    @property
    def works(self) -> bool:
        """Something of it is done here for another agency that answers."""
        return not self.asked and any(each.state in DOING for each in self.received)

    @property
    def co_owner(self) -> bool:
        """It went up from here, and this agency stays with it (属地配合)."""
        gone = SentState.HANDED_OVER
        return any(e.terms.moves.co_owner and e.state is gone for e in self.sent)

    @property
    def supervises(self) -> bool:
        """This agency saw the citizen first and follows it to the end (首访督办)."""
        return self.first == self.me

    def heard(self, agency: str) -> int:
        """Return the newest incarnation heard of that agency, 0 when none was."""
        known = (e.incarnation for e in self.neighbours if e.agency == agency)
        return next(known, 0)

    def having_heard(self, agency: str, incarnation: int) -> "Leg":
        """Return the leg that knows the newer of both incarnations."""
        if incarnation <= self.heard(agency):
            return self
        others = {each for each in self.neighbours if each.agency != agency}
        new = Neighbour(agency=agency, incarnation=incarnation)
        return replace(self, neighbours=frozenset(others | {new}))

    def find_sent(self, handover_id: UUID) -> Sent | None:
        """Return the hand-over that was sent under that id, if there is one."""
        found = (e for e in self.sent if e.terms.handover_id == handover_id)
        return next(found, None)

    def find_received(self, handover_id: UUID) -> Received | None:
        """Return the hand-over that was received under that id, if there is one."""
        found = (e for e in self.received if e.terms.handover_id == handover_id)
        return next(found, None)

    def sent_row(self, handover_id: UUID) -> Sent:
        """Return the hand-over that was sent under that id; raise HandOverNotFound."""
        return _found(self.find_sent(handover_id))

    def received_row(self, handover_id: UUID) -> Received:
        """Return the hand-over received under that id; raise HandOverNotFound."""
        return _found(self.find_received(handover_id))

    def with_sent(self, row: Sent) -> "Leg":
        """Return the leg with that row, new or in place of the one before."""
        return replace(self, sent=_placed(self.sent, row))

    def with_received(self, row: Received) -> "Leg":
        """Return the leg with that row, new or in place of the one before."""
        return replace(self, received=_placed(self.received, row))

    def ensure_live(self) -> None:
        """Raise Reconciling or Contested where nothing may be done now."""
        if self.asked:
            raise Reconciling(fields={e.agency: "not-heard" for e in self.asked})
        if self.rival:
            raise Contested(fields={self.rival[-1].owner: "owns-it-too"})

    def open_sent(self) -> tuple[Sent, ...]:
        """Return the hand-overs sent from here that go on."""
        return tuple(each for each in self.sent if each.state in SENT_OPEN)

    def say(self, kind: type[W], to: str, **about: Any) -> W:  # noqa: ANN401
        """Return a word of that kind to that agency, marked with who says it."""
        told: dict[str, Any] = {"history": self.history} | about
        return kind(
            matter_id=self.matter_id,
            sender=self.me,
            to=to,
            first=self.first,
            incarnation=self.incarnation,
            heard=self.heard(to),
            **told,
        )


@dataclass(frozen=True)
class Decision:
    """What comes of an act or a word: the leg to store, and the words to send with it.

    Both are committed in one transaction; the words go out after it.
    """

    leg: Leg
    words: tuple[Word, ...] = ()


Row = TypeVar("Row", Sent, Received)


def _found(row: Row | None) -> Row:
    if row is None:
        raise HandOverNotFound
    return row


def _placed(rows: Iterable[Row], row: Row) -> tuple[Row, ...]:
    key = row.terms.handover_id
    placed = [each for each in rows if each.terms.handover_id != key]
    placed.append(row)
    return tuple(sorted(placed, key=lambda each: each.terms.handover_id.bytes))


TAKEN_OVER = frozenset(
    {*DOING, ReceivedState.TAKEN, ReceivedState.FINISHED, ReceivedState.ANSWERED}
)
"""What a receiver has in hand, or answered: a sender that forgot it is told."""
