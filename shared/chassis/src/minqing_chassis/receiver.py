"""What becomes of the messages of one batch: handled as a group, or one by one."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from minqing_chassis.database import UNAVAILABLE, describe
from minqing_chassis.dead_letters import DeadLetter
from minqing_chassis.observability.correlation import correlated
from minqing_chassis.topology import RETRY_AFTER
from minqing_contracts.catalogue import (
    BrokenContract,
    Event,
    UnknownContract,
    is_published,
)
from minqing_contracts.envelope import (
    PREFIX,
    BrokenEnvelope,
    Envelope,
    read_envelope,
    read_event,
)
from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Cause, Command, Incoming

log = logging.getLogger(__name__)

SPOILED = (BrokenEnvelope, BrokenContract, UnknownContract)
Translate = Callable[[Envelope, Any], Command | None]


class GivenUp(Exception):
    """Whoever took it died of it, again and again, until the broker gave up."""

    code = "delivered-too-often"


class Outcome(StrEnum):
    """What became of one message."""

    HANDLED = "handled"
    DUPLICATE = "duplicate"
    RETRIED = "retried"
    DEAD = "dead"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One message as the broker gave it; `attempt` counts from 1."""

    headers: Mapping[str, Any]
    body: bytes
    attempt: int = 1

    @property
    def event(self) -> str:
        """Return the contract's name, or `unknown` for one that we do not publish."""
        stated = self.headers.get(PREFIX + "type")
        known = isinstance(stated, str) and is_published(stated)
        return str(stated) if known else "unknown"


@dataclass(frozen=True, kw_only=True)
class Group:
    """The messages of one batch; `given_up`: the broker delivered them too often."""

    deliveries: Sequence[Delivery]
    given_up: bool = False


@dataclass
class Verdict:
    """What to do with a batch: everything may be acknowledged once retries are safe."""

    retries: list[Delivery] = field(default_factory=list)
    outcomes: list[tuple[str, Outcome]] = field(default_factory=list)


class Bus(Protocol):
    """The part of the command bus that messages need."""

    def handle_group(self, group: Sequence[Incoming]) -> int:
        """Run all in one transaction, or none; return how many were new."""
        ...


class Keeps(Protocol):
    """Where dead letters go."""

    def keep(self, letters: Sequence[DeadLetter]) -> None:
        """Store them, lastingly."""
        ...


class Meter(Protocol):
    """Where the outcomes are counted."""

    def message(self, event: str, outcome: str, count: int = 1) -> None:
        """Count messages by outcome."""
        ...

    def handled(self, event: str, seconds: float) -> None:
        """Note how long the handling of one message took."""
        ...


class GroupReceiver:
    """Decides for each message: handled, had before, try again later, or dead.

    `commands` says what each contract asks of this service; None asks nothing. When the
    database is away the error goes up, nothing is decided, and the caller keeps the
    batch and tries again.
    """

    def __init__(
        self,
        bus: Bus,
        commands: Mapping[type[Event], Translate],
        dead_letters: Keeps,
        *,
        meter: Meter,
        database_alive: Callable[[], bool] = lambda: False,
    ) -> None:
        self._bus = bus
        self._commands = {
            event.routing_key(): translate for event, translate in commands.items()
        }
        self._dead_letters = dead_letters
        self._meter = meter
        self._database_alive = database_alive

    def receive(self, group: Group) -> Verdict:
        """Handle a batch; when this returns, what was handled or is dead is stored."""
        started = time.monotonic()
        decide = self._bury if group.given_up else self._decide
        verdict = decide(group.deliveries)
        share = (time.monotonic() - started) / max(len(verdict.outcomes), 1)
        for (event, outcome), count in Counter(verdict.outcomes).items():
            self._meter.message(event, outcome, count)
            self._meter.handled(event, share)
        return verdict

    def _decide(self, deliveries: Sequence[Delivery]) -> Verdict:
        verdict, dead = Verdict(), list[DeadLetter]()
        readable = list[tuple[Delivery, Incoming]]()
        for delivery in deliveries:
            try:
                incoming = self._read(delivery)
            except SPOILED as error:
                dead.append(_letter(delivery, error))
                verdict.outcomes.append((delivery.event, Outcome.DEAD))
                continue
            if incoming is None:
                verdict.outcomes.append((delivery.event, Outcome.HANDLED))
            else:
                readable.append((delivery, incoming))
        self._handle(readable, verdict, dead)
        self._dead_letters.keep(dead)
        return verdict

    def _bury(self, deliveries: Sequence[Delivery]) -> Verdict:
        letters = [_letter(delivery, GivenUp()) for delivery in deliveries]
        self._dead_letters.keep(letters)
        return Verdict(outcomes=[(each.event, Outcome.DEAD) for each in deliveries])

    def _read(self, delivery: Delivery) -> Incoming | None:
        envelope = read_envelope(delivery.headers)
        translate = self._commands.get(envelope.type)
        if translate is None:
            raise UnknownContract(f"nothing here hears {envelope.type!r}")
        try:
            command = translate(envelope, read_event(envelope, delivery.body))
        except SPOILED:
            raise
        except Exception as error:
            raise BrokenContract(f"{envelope.type}: {error!r}") from error
        if command is None:
            return None
        cause = Cause(
            correlation_id=envelope.cause.correlation_id,
            causation_id=envelope.message_id,
            actor=envelope.cause.actor,
        )
        return Incoming(command=command, cause=cause, message_id=envelope.message_id)

    def _handle(
        self,
        readable: list[tuple[Delivery, Incoming]],
        verdict: Verdict,
        dead: list[DeadLetter],
    ) -> None:
        if not readable:
            return
        try:
            fresh = self._bus.handle_group([incoming for _, incoming in readable])
        except UNAVAILABLE:
            if not self._database_alive():
                raise
        except Exception as error:
            log.info("%d messages, one by one: %s", len(readable), describe(error))
        else:
            verdict.outcomes += _outcomes(readable, fresh)
            return
        for delivery, incoming in readable:
            self._handle_alone(delivery, incoming, verdict, dead)

    def _handle_alone(
        self,
        delivery: Delivery,
        incoming: Incoming,
        verdict: Verdict,
        dead: list[DeadLetter],
    ) -> None:
        with correlated(incoming.cause.correlation_id):
            try:
                fresh = self._bus.handle_group([incoming])
            except UNAVAILABLE as error:
                if not self._database_alive():
                    raise
                outcome = self._later(delivery, error, verdict, dead)
            except DomainError as error:
                log.error("%s is dead: %s: %s", delivery.event, error.code, error)
                dead.append(_letter(delivery, error))
                outcome = Outcome.DEAD
            except Exception as error:
                outcome = self._later(delivery, error, verdict, dead)
            else:
                outcome = Outcome.HANDLED if fresh else Outcome.DUPLICATE
        verdict.outcomes.append((delivery.event, outcome))

    @staticmethod
    def _later(
        delivery: Delivery, error: Exception, verdict: Verdict, dead: list[DeadLetter]
    ) -> Outcome:
        if delivery.attempt > len(RETRY_AFTER):
            log.error("gave up on %s: %s", delivery.event, describe(error))
            dead.append(_letter(delivery, error))
            return Outcome.DEAD
        what = describe(error)
        log.warning("attempt %d of %s: %s", delivery.attempt, delivery.event, what)
        verdict.retries.append(delivery)
        return Outcome.RETRIED


def _outcomes(
    readable: list[tuple[Delivery, Incoming]], fresh: int
) -> list[tuple[str, Outcome]]:
    """Tell new from had-before; within a group only their number is known."""
    return [
        (delivery.event, Outcome.HANDLED if at < fresh else Outcome.DUPLICATE)
        for at, (delivery, _) in enumerate(readable)
    ]


def _letter(delivery: Delivery, error: Exception) -> DeadLetter:
    return DeadLetter(
        event=delivery.event,
        reason=describe(error),
        headers=dict(delivery.headers),
        body=delivery.body.decode("utf-8", "replace"),
        attempts=delivery.attempt,
    )
