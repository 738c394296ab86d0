"""The sender: claim a batch, tell everybody outside any transaction, store what came.

It may be killed at any point. Before the claim nothing has happened; after it the lease
runs out and the notices are claimed again; a message that had gone by then goes again
under the same key, which a deduping channel drops. A channel that cannot dedupe has a
window of 1: its outcome is stored before the next message goes.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID, uuid4

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Cause, Command
from notify.application.commands import ClaimNotices, SettleNotices
from notify.application.handlers import Claim
from notify.application.ports import (
    CannotWrite,
    Channel,
    ChannelRefused,
    Contact,
    Contacts,
    ContactsAway,
    Letters,
)
from notify.domain.delivery import (
    UNTRIED_AFTER,
    Attempt,
    Result,
    Settlement,
    exhausted,
    settle,
)
from notify.domain.notice import Audience, Notice

MARGIN = 0.4
"""A call is begun only while this share of the lease is left: longer than any call."""


class Bus(Protocol):
    """Runs commands."""

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command in a transaction of its own."""
        ...


PETITIONERS = frozenset({Audience.PETITIONER, Audience.FOLLOWER})


@dataclass(kw_only=True)
class Sender:
    """Sends what is due, batch after batch; one instance is used by one thread.

    `report` hears of every attempt. After `halt` the notices of a batch that were not
    tried yet are handed back.
    """

    bus: Bus
    contacts: Contacts
    letters: Letters
    channels: Sequence[Channel]
    dispatch_desk: Contact
    wall: Clock
    report: Callable[[Attempt], None] = lambda _: None
    limit: int = 300
    hold: timedelta = timedelta(seconds=30)
    _owed: deque[SettleNotices] = field(default_factory=deque, init=False)
    _halted: bool = field(default=False, init=False)
    _ask_again_at: datetime | None = field(default=None, init=False)

    def halt(self) -> None:
        """Begin no more calls."""
        self._halted = True

    def send_batch(self) -> int:
        """Send one batch; return how many notices it held.

        What an earlier batch could not store is stored first: were it forgotten, its
        messages would go a second time.
        """
        self._pay()
        claim: Claim = self._handle(ClaimNotices(limit=self.limit, hold=self.hold))
        if claim.notices:
            self._send(claim)
        return len(claim.notices)

    def _send(self, claim: Claim) -> None:
        """Tell the desks first: they need not wait for the petitioners' contacts."""
        told = claim.notices
        petitioners = [n for n in told if n.audience in PETITIONERS]
        desks = [n for n in told if n.audience not in PETITIONERS]
        done: list[Settlement] = []
        self._tell(desks, self._reach(claim, []), claim, done)
        self._tell(petitioners, self._reach(claim, petitioners), claim, done)
        for channel in self.channels:
            channel.rest()
        self._store(claim.lease, done)

    def _tell(
        self,
        notices: Iterable[Notice],
        reach: "Recipients",
        claim: Claim,
        done: list[Settlement],
    ) -> None:
        for notice in notices:
            attempt, window = self._attempt(notice, reach, claim)
            self.report(attempt)
            done.append(settle(attempt, at=self.wall.now()))
            if len(done) >= window:
                self._store(claim.lease, done)

    def _attempt(
        self, notice: Notice, reach: "Recipients", claim: Claim
    ) -> tuple[Attempt, int]:
        """Try one notice; return how it ended and the window its channel allows."""
        if self._halted or self.wall.now() > claim.until - MARGIN * self.hold:
            return Attempt(notice=notice, result=Result.UNTRIED), self.limit
        found = reach.of(notice)
        if isinstance(found, Attempt):
            return found, self.limit
        channel = next((c for c in self.channels if c.reaches(found)), None)
        if channel is None:
            return Attempt(notice=notice, result=Result.UNADDRESSED), self.limit
        return self._call(notice, found, channel), channel.window

    def _call(self, notice: Notice, to: Contact, channel: Channel) -> Attempt:
        result, error = Result.DELIVERED, ""
        try:
            channel.send(self.letters.compose(notice, to))
        except (ChannelRefused, CannotWrite) as reason:
            result, error = Result.REFUSED, str(reason)
        except Exception as reason:  # one bad notice must not hold up the others
            result, error = Result.AWAY, str(reason) or repr(reason)
        return Attempt(notice=notice, result=result, channel=channel.name, error=error)

    def _reach(self, claim: Claim, petitioners: Sequence[Notice]) -> "Recipients":
        return Recipients(
            petitioners=self._contacts({n.petition_id for n in petitioners}),
            claim=claim,
            dispatch_desk=self.dispatch_desk,
        )

    def _contacts(self, ids: Collection[UUID]) -> Mapping[UUID, Contact] | None:
        """Ask for contacts, if there is anybody; None while their owner is away.

        One that did not answer is left alone for a moment: every batch would wait.
        """
        if not ids:
            return {}
        if self._ask_again_at and self.wall.now() < self._ask_again_at:
            return None
        try:
            found = self.contacts.of(ids)
        except ContactsAway:
            self._ask_again_at = self.wall.now() + UNTRIED_AFTER
            return None
        self._ask_again_at = None
        return found

    def _store(self, lease: UUID, done: list[Settlement]) -> None:
        if done:
            self._owed.append(SettleNotices(lease=lease, settlements=tuple(done)))
            done.clear()
            self._pay()

    def _pay(self) -> None:
        while self._owed:
            self._handle(self._owed[0])
            self._owed.popleft()

    def _handle(self, command: Command) -> Any:  # noqa: ANN401
        return self.bus.handle(command, Cause(correlation_id=uuid4()))


@dataclass(frozen=True, kw_only=True)
class Recipients:
    """Who stands behind the recipients of one batch."""

    petitioners: Mapping[UUID, Contact] | None
    claim: Claim
    dispatch_desk: Contact

    def of(self, notice: Notice) -> Contact | Attempt:
        """Return how to reach a notice's recipient, or how the attempt ends without."""
        if exhausted(notice):
            return Attempt(
                notice=notice, result=Result.REFUSED, error="claimed too often"
            )
        if notice.audience is Audience.DISPATCH:
            return self.dispatch_desk
        if notice.audience in PETITIONERS:
            return self._petitioner(notice)
        return self._desk(notice)

    def _petitioner(self, notice: Notice) -> Contact | Attempt:
        if self.petitioners is None:
            return Attempt(
                notice=notice, result=Result.UNTRIED, error="contacts are away"
            )
        contact = self.petitioners.get(notice.petition_id)
        return contact or Attempt(notice=notice, result=Result.UNADDRESSED)

    def _desk(self, notice: Notice) -> Contact | Attempt:
        desk = self.claim.desks.get(notice.organisation_id or "")
        if desk is None:
            return Attempt(
                notice=notice, result=Result.AWAY, error="organisation not known yet"
            )
        if desk.desk_address is None:
            return Attempt(notice=notice, result=Result.UNADDRESSED)
        return Contact(name=desk.name, email=desk.desk_address)
