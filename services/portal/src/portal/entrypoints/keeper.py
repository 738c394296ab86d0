"""Carries kept matters and pictures while the service runs; throws old ones away."""

import logging
from collections.abc import Callable, Sequence
from typing import Protocol

import eventlet
from nameko.extensions import DependencyProvider

from minqing_chassis.database import UNAVAILABLE
from portal.application.carrying import ROUND

log = logging.getLogger(__name__)

EVERY_SECONDS = 2.0
SWEEP_EVERY = 900
"""Rounds between two sweeps: half an hour."""


class Carries(Protocol):
    """Takes to intake what waits for it."""

    def carry_due(self) -> int:
        """Carry; return how many reached an end."""
        ...


class Sweeps(Protocol):
    """Throws away what has had its days."""

    def sweep(self) -> None:
        """Do so."""
        ...


class CarrierKeeper(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Runs the carriers in a greenthread of its own; lets them finish at the end."""

    def __init__(
        self, find: Callable[[], tuple[Sequence[Carries], Sequence[Sweeps]]]
    ) -> None:
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
        carriers, sweepers = self._find()
        rounds = 0
        while not self._stopping:
            if ROUND in [self._round(each) for each in carriers]:
                continue
            if rounds % SWEEP_EVERY == 0:
                self._sweep(sweepers)
            rounds += 1
            eventlet.sleep(EVERY_SECONDS)

    @staticmethod
    def _round(carrier: Carries) -> int:
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
