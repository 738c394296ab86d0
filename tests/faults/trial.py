"""One fault at a time under load, and what was left of the petitions afterwards."""

import time
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.ground import Ground
from tests.faults.blows import Blow
from tests.faults.ledger import dead_letters, reckon, settled
from tests.faults.load import Load

SETTLE_SECONDS = 240.0


@dataclass(frozen=True)
class Result:
    """One row of the table; `recovery_s` runs from the end of the load to quiet."""

    fault: str
    petitions: int
    lost: int
    doubled: int
    recovery_s: float
    dead: int
    given_up: int

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain JSON."""
        return asdict(self)

    def is_clean(self, blow: Blow) -> bool:
        """Say whether nothing was lost or doubled and only the poison is dead."""
        faultless = self.lost == self.doubled == self.given_up == 0
        return faultless and self.dead == blow.dead


def try_out(ground: Ground, blow: Blow, *, petitions: int, per_second: float) -> Result:
    """Strike once while petitions come in; wait until all is quiet; reckon."""
    before = len(dead_letters(ground))
    load = Load(ground, petitions, per_second)
    load.start()
    blow.strike(ground, load)
    load.wait()
    begun = time.monotonic()
    ground.agency.wait_until_ready(SETTLE_SECONDS)
    promised = list(load.receipts.values())
    settled(ground, promised, seconds=SETTLE_SECONDS)
    recovery = time.monotonic() - begun
    found = reckon(ground, promised)
    return Result(
        fault=blow.name,
        petitions=len(promised),
        lost=found.lost,
        doubled=found.doubled,
        recovery_s=round(recovery, 1),
        dead=len(dead_letters(ground)) - before,
        given_up=len(load.given_up),
    )
