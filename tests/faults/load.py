"""Petitioners who do not give up: every request is sent until it has its receipt."""

import itertools
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.bench.ground import Ground, a_petition
from tests.bench.load import BadAnswer

PATIENCE = 180.0
"""Seconds that one petitioner keeps trying."""


@dataclass
class Load:
    """A steady stream of petitions, `per_second` of them until `total` are in.

    Each has an idempotency key of its own, and is sent again after any error, as a
    careful client does. `receipts` are the petition ids that were promised, by key.
    """

    ground: Ground
    total: int
    per_second: float
    clients: int = 8
    receipts: dict[str, str] = field(default_factory=dict)
    given_up: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Be ready; nobody stands at the door yet."""
        self._keys = iter([str(uuid4()) for _ in range(self.total)])
        self._ticks = itertools.count()
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._petitioner, daemon=True)
            for _ in range(self.clients)
        ]

    def start(self) -> None:
        """Begin."""
        self._begun = time.monotonic()
        for thread in self._threads:
            thread.start()

    def wait(self) -> None:
        """Wait until everybody has a receipt or gave up."""
        for thread in self._threads:
            thread.join()

    @property
    def done(self) -> int:
        """Return how many receipts were given so far."""
        return len(self.receipts)

    def _petitioner(self) -> None:
        door = self.ground.door("intake")
        while True:
            with self._lock:
                key = next(self._keys, None)
                tick = next(self._ticks)
            if key is None:
                return
            due = self._begun + tick / self.per_second
            time.sleep(max(0.0, due - time.monotonic()))
            self._insist(door, key, a_petition())

    def _insist(self, door: Any, key: str, form: dict[str, Any]) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                sent = door.do("POST", "/v1/petitions", form, Idempotency_Key=key)
            except (BadAnswer, OSError, EOFError, ValueError):
                door.close()
                time.sleep(0.25)
            else:
                self.receipts[key] = sent["petition_id"]
                return
        self.given_up.append(key)
