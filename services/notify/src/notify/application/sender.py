"""The sender: claim a batch, tell everybody outside any transaction, store what came.

It may be killed at any point. Before the claim nothing has happened; after it the lease
runs out and the notices are claimed again. Every call is written down before it is made
and after it ended: one that never ended is a doubt. Where the channel drops a second
message by its key, the message goes again by that channel; where it does not, its
window is 1, so that a crash leaves one call in doubt, and that goes once more, marked.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol
from uuid import UUID, uuid4

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Cause, Command
from notify.application.commands import ClaimNotices, SettleNotices
from notify.application.handlers import Claim
from notify.application.ports import (
    ChannelAway,
    ChannelRefused,
    ChannelUnsure,
    Contact,
    Contacts,
    ContactsAway,
    Hook,
)
from notify.application.sending.crew import Crew, by_party, in_turn, keeps_pace
from notify.application.sending.planning import Call, Planner
from notify.domain.delivery import (
    UNTRIED_AFTER,
    Attempt,
    Result,
    Settlement,
    exhausted,
    settle,
)
from notify.domain.notice import FOR_PEOPLE, Audience, Notice, Urgency
from notify.domain.sending.journal import Begun
from notify.domain.sending.means import PETITIONERS
from notify.domain.sending.preference import NONE_SAID

MARGIN = 0.4
"""A call is begun only while this share of the lease is left: longer than any call."""


class Bus(Protocol):
    """Runs commands."""

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command in a transaction of its own."""
        ...


@dataclass(kw_only=True)
class Sender:
    """Sends what is due, batch after batch; one instance is used by one thread.

    `report` hears of every attempt. It takes the notices `among` these urgencies, and
    its `crew` calls the several parties of a window. After `halt` the notices of a
    batch that were not tried yet are handed back.
    """

    bus: Bus
    contacts: Contacts
    planner: Planner
    dispatch_desk: Contact
    wall: Clock
    report: Callable[[Attempt], None] = lambda _: None
    limit: int = 300
    hold: timedelta = timedelta(seconds=30)
    among: Collection[Urgency] = FOR_PEOPLE
    crew: Crew = in_turn
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
        claim: Claim = self._handle(
            ClaimNotices(limit=self.limit, hold=self.hold, among=self.among)
        )
        if claim.notices:
            self._send(claim)
        return len(claim.notices)

    def _send(self, claim: Claim) -> None:
        """Tell the desks first: they need not wait for the petitioners' contacts."""
        told = claim.notices
        petitioners = [n for n in told if n.audience in PETITIONERS]
        desks = [n for n in told if n.audience not in PETITIONERS]
        self._tell(desks, self._reach(claim, []), claim)
        self._tell(petitioners, self._reach(claim, petitioners), claim)
        for channel in self.planner.carriers.channels:
            channel.rest()

    def _tell(
        self, notices: Iterable[Notice], reach: "Recipients", claim: Claim
    ) -> None:
        """Make calls, as many at once as the narrowest channel among them allows."""
        done, calls = list[Settlement](), list[Call]()
        for notice in notices:
            step = self._plan(notice, reach, claim)
            if isinstance(step, Attempt):
                self._end(step, done)
                continue
            calls.append(step)
            if len(calls) >= min(call.channel.window for call in calls):
                self._make(calls, done, claim)
        self._make(calls, done, claim)
        self._store(claim.lease, done)

    def _plan(
        self, notice: Notice, reach: "Recipients", claim: Claim
    ) -> Call | Attempt:
        if self._too_late(claim):
            return Attempt(notice=notice, result=Result.UNTRIED)
        found = reach.of(notice)
        if isinstance(found, Attempt):
            return found
        said = claim.preferences.get(notice.petition_id, NONE_SAID)
        doubts = claim.doubts.get(notice.notice_id, ())
        try:
            members = claim.members.get(notice.notice_id, ())
            whole = self.planner.with_lines(notice, members)
            return self.planner.plan(whole, found, said, doubts, self.wall.now())
        except Exception as reason:  # one bad notice must not hold up the others
            return Attempt(notice=notice, result=Result.AWAY, error=_named(reason))

    def _too_late(self, claim: Claim) -> bool:
        return self._halted or self.wall.now() > claim.until - MARGIN * self.hold

    def _make(self, calls: list[Call], done: list[Settlement], claim: Claim) -> None:
        """Write down that calls begin, and how earlier ones ended; then make them."""
        if not calls:
            return
        begun = tuple(call.begun(self.wall.now()) for call in calls)
        self._store(claim.lease, done, begun)
        self.crew([partial(self._ask, each, done, claim) for each in by_party(calls)])
        calls.clear()

    def _ask(self, calls: Sequence[Call], done: list[Settlement], claim: Claim) -> None:
        """Call one party; once it is slow or away, what is left for it comes later."""
        waits = False
        for call in calls:
            begun = self.wall.now()
            idle = waits or self._too_late(claim)
            attempt = call.ended(Result.UNTRIED) if idle else self._call(call)
            self._end(attempt, done)
            waits = waits or not keeps_pace(attempt, call, self.wall.now() - begun)

    def _call(self, call: Call) -> Attempt:
        result, error = Result.DELIVERED, ""
        try:
            call.channel.send(call.message)
        except ChannelRefused as reason:
            result, error = Result.REFUSED, str(reason)
        except ChannelUnsure as reason:
            result, error = Result.UNSURE, str(reason)
        except ChannelAway as reason:
            result, error = Result.AWAY, str(reason)
        except Exception as reason:  # nor must one channel's stumble
            result, error = Result.UNSURE, _named(reason)
        well = result in (Result.DELIVERED, Result.REFUSED)
        self.planner.carriers.note(
            call.channel, well=well, at=self.wall.now(), hook=call.message.to.hook
        )
        return call.ended(result, error)

    def _end(self, attempt: Attempt, done: list[Settlement]) -> None:
        self.report(attempt)
        done.append(settle(attempt, at=self.wall.now()))

    def _reach(self, claim: Claim, petitioners: Sequence[Notice]) -> "Recipients":
        return Recipients(
            petitioners=self._contacts(_asked_about(petitioners)),
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

    def _store(
        self, lease: UUID, done: list[Settlement], begun: tuple[Begun, ...] = ()
    ) -> None:
        """Store outcomes, and with them which calls begin: one transaction.

        Outcomes that could not be stored are owed; calls that could not be are not
        made.
        """
        if done:
            self._owed.append(SettleNotices(lease=lease, settlements=tuple(done)))
            done.clear()
        if not begun:
            self._pay()
            return
        ended = tuple(each for owed in self._owed for each in owed.settlements)
        self._handle(SettleNotices(lease=lease, settlements=ended, begun=begun))
        self._owed.clear()

    def _pay(self) -> None:
        while self._owed:
            self._handle(self._owed[0])
            self._owed.popleft()

    def _handle(self, command: Command) -> Any:  # noqa: ANN401
        return self.bus.handle(command, Cause(correlation_id=uuid4()))


def _asked_about(notices: Iterable[Notice]) -> set[UUID]:
    return {each for n in notices for each in (n.petition_id, *n.part_ids)}


def _named(reason: Exception) -> str:
    """Return what is kept of a stumble: its words may hold a name or a text."""
    return type(reason).__name__


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
        if notice.audience is Audience.SUBSCRIBER:
            return self._system(notice)
        return self._desk(notice)

    def _system(self, notice: Notice) -> Contact | Attempt:
        found = self.claim.subscriptions.get(notice.recipient)
        if found is None:
            return Attempt(notice=notice, result=Result.UNADDRESSED)
        return Contact(name=found.name, hook=Hook(url=found.url, key=found.key))

    def _petitioner(self, notice: Notice) -> Contact | Attempt:
        if self.petitioners is None:
            return Attempt(
                notice=notice, result=Result.UNTRIED, error="contacts are away"
            )
        contact = self.petitioners.get(notice.petition_id)
        if contact is None:
            return Attempt(notice=notice, result=Result.UNADDRESSED)
        parts = [self.petitioners.get(each) for each in notice.part_ids]
        codes = tuple(each.tracking_code if each else None for each in parts)
        return replace(contact, part_codes=codes) if codes else contact

    def _desk(self, notice: Notice) -> Contact | Attempt:
        desk = self.claim.desks.get(notice.organisation_id or "")
        if desk is None:
            return Attempt(
                notice=notice, result=Result.AWAY, error="organisation not known yet"
            )
        if desk.desk_address is None:
            return Attempt(notice=notice, result=Result.UNADDRESSED)
        return Contact(name=desk.name, email=desk.desk_address)
