"""What the use cases of hand-overs need, in their own words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from minqing_kernel.clock import Clock
from routing.application.ports import RoutingWork
from routing.domain.agencies.directory import Directory
from routing.domain.deadline import Clocks
from routing.domain.handover.dealing import Dealing
from routing.domain.handover.words import Word
from routing.domain.statements.letters import Account
from routing.domain.timeline.chain import IsSigned


@dataclass(frozen=True, kw_only=True)
class Incarnation:
    """How often this agency came back from a backup, and when it last did."""

    number: int = 0
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class House:
    """Who this agency is, whom it deals with, and by which time it works."""

    me: str
    directory: Directory
    clock: Clock
    clocks: Clocks
    salt: Callable[[], str]
    is_signed: IsSigned
    desks: frozenset[str] = frozenset()
    """Units that speak for the whole agency, beside its top unit."""

    def name_of(self, agency_id: str) -> str:
        """Return what an agency is called; its id where the directory lost it."""
        known = self.directory.find(agency_id)
        return known.name if known else agency_id


class Dealings(Protocol):
    """The collection of all matters that other agencies have a part in."""

    def add(self, dealing: Dealing) -> None:
        """Take a new one in; raise HandOverMeanwhile at the latest at the commit."""
        ...

    def find(self, matter_id: UUID) -> Dealing | None:
        """Return a matter's, locked, or None."""
        ...

    def latest(self, petition_id: UUID) -> Dealing | None:
        """Return the newest round of a petition, locked, or None."""
        ...

    def petition_of(self, matter_id: UUID) -> UUID | None:
        """Return whose matter that is, without a lock; None: it is not known."""
        ...

    def receipt_of_another(self, receipt: str, petition_id: UUID) -> bool:
        """Tell whether another petition's case has that receipt number here."""
        ...

    def incarnation(self) -> Incarnation:
        """Return how often this agency came back from a backup."""
        ...

    def heard_of(self, agency: str) -> int:
        """Return the newest incarnation of a neighbour that was heard of."""
        ...

    def hear_of(self, agency: str, incarnation: int) -> None:
        """Remember a neighbour's incarnation, unless a newer one is known."""
        ...

    def begin_again(self, incarnation: Incarnation) -> None:
        """Write down that it came back again."""
        ...

    def petitions_to_ask_about(self) -> list[UUID]:
        """Return the petitions whose cases may have been handed over since a backup."""
        ...

    def keep(self, word: Word, body: bytes, signature: str, said_at: datetime) -> None:
        """Keep a letter that came whole, where a dispute is decided by it."""
        ...

    def answer(self, word: Word, at: datetime) -> None:
        """Let a word go out about a matter that is none here, when the unit commits."""
        ...

    def every(self) -> list[UUID]:
        """Return the ids of all matters."""
        ...


class Requests(Protocol):
    """Letters about no single hand-over, which not every neighbour reads."""

    def listeners(self) -> Sequence[str]:
        """Return the neighbours that read statements."""
        ...

    def send(self, letter: Account, at: datetime) -> None:
        """Let a letter go out when the unit commits."""
        ...


class HandOverWork(RoutingWork, Protocol):
    """A unit of work with the room of hand-overs open."""

    @property
    def dealings(self) -> Dealings: ...  # noqa: D102

    @property
    def accounts(self) -> Requests: ...  # noqa: D102
