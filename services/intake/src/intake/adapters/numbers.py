"""Running numbers for receipts, fetched a block at a time."""

import threading
from typing import Final

from intake.adapters.tables import NUMBER_BLOCK, NUMBERS
from minqing_chassis.database import Database

LEAP: Final = 100_000
"""So many numbers are passed over after a restore: more than a month gives."""
PASS_OVER: Final = """
with before as materialized (
    select last_value + case when is_called then :block else 0 end as first
    from receipt_numbers
)
select first, setval('receipt_numbers', first + :leap) + :block - 1 as last from before
"""


def pass_over_lost(database: Database) -> tuple[int, int]:
    """Let no number be given that the lost time may have given; return them all.

    The first and the last of them. Whoever shows one has a petition that is lost here.
    For a database that was brought back, before its services start.
    """
    [row] = database.rows(PASS_OVER, leap=LEAP, block=NUMBER_BLOCK)
    return int(row["first"]), int(row["last"])


class ReceiptNumbers:
    """Asks once for a hundred numbers; a restart leaves a gap, never a double."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._next = 0
        self._end = 0

    def next(self) -> int:
        """Return a number nobody had before."""
        with self._lock:
            if self._next == self._end:
                found = self._database.rows(
                    f"select nextval('{NUMBERS.name}') as first"
                )
                self._next = int(found[0]["first"])
                self._end = self._next + NUMBER_BLOCK
            number = self._next
            self._next += 1
            return number
