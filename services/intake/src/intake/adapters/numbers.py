"""Running numbers for receipts, fetched a block at a time."""

import threading

from intake.adapters.tables import NUMBER_BLOCK, NUMBERS
from minqing_chassis.database import Database


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
