"""Time passes: whatever waits for a moment is found, in order, and worked off."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID, uuid4

from minqing_kernel.messages import Cause, Command

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A matter that is to be looked at, and its place in the line."""

    place: tuple[Any, ...]
    petition_id: UUID


class Bus(Protocol):
    """The part of the command bus that a sweep needs."""

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command in a transaction of its own."""
        ...


Find = Callable[[tuple[Any, ...] | None, int], Sequence[Due]]
"""Returns up to so many matters whose place is after the given one, in order."""


class Sweep:
    """Walks once along the whole line, batch by batch, each a transaction.

    A batch that fails is worked off one by one: a bad matter is passed over, logged
    once a pass, and nobody behind it waits. The next pass tries it again, by itself, so
    that it spoils no batch. Only when the database is away (`is_away`) a pass ends, and
    the error goes up.
    """

    def __init__(
        self,
        bus: Bus,
        find: Find,
        command: Callable[[Sequence[UUID]], Command],
        *,
        is_away: Callable[[], bool],
        batch: int = 200,
    ) -> None:
        self._bus = bus
        self._find = find
        self._command = command
        self._is_away = is_away
        self._batch = batch
        self._bad: frozenset[UUID] = frozenset()

    def run(self) -> int:
        """Walk along the line; return how many matters were looked at."""
        looked_at = 0
        place = None
        bad: set[UUID] = set()
        while line := self._find(place, self._batch):
            bad.update(self._work_off([due.petition_id for due in line]))
            looked_at += len(line)
            place = line[-1].place
        self._bad = frozenset(bad)
        return looked_at

    def _work_off(self, petition_ids: Sequence[UUID]) -> Iterator[UUID]:
        """Yield those that could not be worked off."""
        sound = [each for each in petition_ids if each not in self._bad]
        suspect = [each for each in petition_ids if each in self._bad]
        try:
            if sound:
                self._handle(sound)
        except Exception as error:
            if self._is_away():
                raise
            log.warning("a batch of %d falls apart: %r", len(sound), error)
            yield from self._one_by_one(sound)
        yield from self._one_by_one(suspect)

    def _one_by_one(self, petition_ids: Sequence[UUID]) -> Iterator[UUID]:
        for petition_id in petition_ids:
            try:
                self._handle([petition_id])
            except Exception:
                if self._is_away():
                    raise
                log.exception("case %s is passed over", petition_id)
                yield petition_id

    def _handle(self, petition_ids: Sequence[UUID]) -> None:
        self._bus.handle(self._command(petition_ids), Cause(correlation_id=uuid4()))
