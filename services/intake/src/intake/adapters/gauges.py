"""What operations see of petitions, asked of the database now and then."""

from intake.adapters.read_model import SqlReader
from minqing_chassis.observability.metrics import Metrics

EVERY = 6
"""Counting all petitions is dear: done at every sixth round only."""


class PetitionGauge:
    """A probe: how many petitions stand in each state, by channel."""

    def __init__(self, reader: SqlReader, metrics: Metrics) -> None:
        self._reader = reader
        self._rounds = 0
        self._gauge = metrics.gauge(
            "petitions",
            "Petitions by state at the door and channel",
            ("state", "channel"),
        )

    def __call__(self) -> None:
        """Count, when it is time."""
        self._rounds += 1
        if self._rounds % EVERY == 1:
            counts = self._reader.counts()
            self._gauge.replace(((state, channel), n) for state, channel, n in counts)
