"""What operations see of petitions, asked of the database now and then."""

import time
from collections.abc import Callable
from datetime import date

from intake.adapters.data_requests import DataRequestReader
from intake.adapters.door_reader import DoorReader
from intake.adapters.read_model import SqlReader
from minqing_chassis.observability.metrics import Metrics

REST = 50
"""Counting takes no more than one part in fifty of the time, however many there are."""


class PetitionGauge:
    """A probe: how many petitions stand in each state, by channel.

    `monotonic` returns seconds on a clock that never goes back.
    """

    def __init__(
        self,
        reader: SqlReader,
        metrics: Metrics,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._reader = reader
        self._monotonic = monotonic
        self._due = 0.0
        self._gauge = metrics.gauge(
            "petitions",
            "Petitions by state at the door and channel",
            ("state", "channel"),
        )

    def __call__(self) -> None:
        """Count, when it is time."""
        began = self._monotonic()
        if began < self._due:
            return
        counts = self._reader.counts()
        self._gauge.replace(((state, channel), n) for state, channel, n in counts)
        took = self._monotonic() - began
        self._due = began + REST * took


class UndecidedGauge:
    """A probe: how many petitions nobody decided by their date (条例第22、23条)."""

    def __init__(self, reader: DoorReader, metrics: Metrics) -> None:
        self._reader = reader
        self._gauge = metrics.gauge(
            "petitions_undecided_late",
            "Petitions whose acceptance is overdue",
            (),
        )

    def __call__(self) -> None:
        """Count."""
        self._gauge.replace([((), self._reader.missed())])


class DataRequestGauge:
    """A probe: how many requests about data wait for an answer that is owed."""

    def __init__(
        self,
        reader: DataRequestReader,
        metrics: Metrics,
        today: Callable[[], date],
    ) -> None:
        self._reader = reader
        self._today = today
        self._gauge = metrics.gauge(
            "data_requests_late",
            "Requests to correct or delete data whose answer is overdue",
            (),
        )

    def __call__(self) -> None:
        """Count."""
        self._gauge.replace([((), self._reader.late(self._today()))])
