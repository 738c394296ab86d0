"""Time passes and rules change: whatever waits for that is found and worked off."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID, uuid4

from minqing_kernel.messages import Cause, Command

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A case that is to be looked at, and its place in the line."""

    place: tuple[Any, ...]
    petition_id: UUID


class Bus(Protocol):
    """The part of the command bus that a sweep needs."""

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command in a transaction of its own."""
        ...


Find = Callable[[tuple[Any, ...] | None, int], Sequence[Due]]
"""Returns up to so many due cases whose place is after the given one, in order."""


class Sweep:
    """Walks once along the whole line, batch by batch, each a transaction.

    A batch that fails is worked off case by case, so that only the bad case stays; a
    pass in which `patience` cases in a row fail ends with the last error.
    """

    def __init__(
        self,
        bus: Bus,
        find: Find,
        command: Callable[[Sequence[UUID]], Command],
        *,
        batch: int = 200,
        patience: int = 3,
    ) -> None:
        self._bus = bus
        self._find = find
        self._command = command
        self._batch = batch
        self._patience = patience

    def run(self) -> int:
        """Walk along the line; return how many cases were looked at."""
        looked_at = 0
        place = None
        while line := self._find(place, self._batch):
            self._work_off([due.petition_id for due in line])
            looked_at += len(line)
            place = line[-1].place
        return looked_at

    def _work_off(self, petition_ids: Sequence[UUID]) -> None:
        try:
            self._handle(petition_ids)
        except Exception as error:
            log.warning("a batch of %d falls apart: %r", len(petition_ids), error)
            self._one_by_one(petition_ids)

    def _one_by_one(self, petition_ids: Sequence[UUID]) -> None:
        failures = 0
        for petition_id in petition_ids:
            try:
                self._handle([petition_id])
                failures = 0
            except Exception:
                log.exception("case %s is passed over", petition_id)
                failures += 1
                if failures == self._patience:
                    raise

    def _handle(self, petition_ids: Sequence[UUID]) -> None:
        self._bus.handle(self._command(petition_ids), Cause(correlation_id=uuid4()))
