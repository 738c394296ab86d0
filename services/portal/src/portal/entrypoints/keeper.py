"""Carries kept matters while the service runs, and throws away what is old."""

import logging
from collections.abc import Callable, Sequence
from typing import Protocol

import eventlet
from nameko.extensions import DependencyProvider

from minqing_chassis.database import UNAVAILABLE
from portal.application.carrying import ROUND, Carrier

log = logging.getLogger(__name__)

EVERY_SECONDS = 2.0
SWEEP_EVERY = 900
"""Rounds between two sweeps: half an hour."""


class Sweeps(Protocol):
    """Throws away what has had its days."""

    def sweep(self) -> None:
        """Do so."""
        ...


class CarrierKeeper(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Runs the carrier in a greenthread of its own, and lets it finish at the end."""

    def __init__(self, find: Callable[[], tuple[Carrier, Sequence[Sweeps]]]) -> None:
        self._find = find
        self._stopping = False

    def start(self) -> None:
        """Begin to carry."""
        self._thread = self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """Finish the matter at hand and end."""
        self._stopping = True
        self._thread.wait()

    def _run(self) -> None:
        carrier, sweepers = self._find()
        rounds = 0
        while not self._stopping:
            if self._round(carrier) == ROUND:
                continue
            if rounds % SWEEP_EVERY == 0:
                self._sweep(sweepers)
            rounds += 1
            eventlet.sleep(EVERY_SECONDS)

    @staticmethod
    def _round(carrier: Carrier) -> int:
        try:
            return carrier.carry_due()
        except UNAVAILABLE as error:
            log.warning("kept matters wait: %s", type(error).__name__)
        except Exception:
            log.exception("the carrier stumbled")
        return 0

    @staticmethod
    def _sweep(sweepers: Sequence[Sweeps]) -> None:
        try:
            for each in sweepers:
                each.sweep()
        except UNAVAILABLE as error:
            log.warning("nothing was swept: %s", type(error).__name__)
