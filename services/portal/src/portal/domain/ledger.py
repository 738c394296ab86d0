"""The public ledger: what may be told of many matters without telling of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 5
"""A row of fewer matters than that could point at somebody: it joins the others."""
OTHERS: Final = ""


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """How many matters of one category came in, were answered and were closed."""

    category: str
    received: int
    answered: int
    closed: int

    def plus(self, other: "LedgerRow") -> "LedgerRow":
        """Return both in one row, under this one's name."""
        return LedgerRow(
            category=self.category,
            received=self.received + other.received,
            answered=self.answered + other.answered,
            closed=self.closed + other.closed,
        )


NONE: Final = LedgerRow(category=OTHERS, received=0, answered=0, closed=0)


def publishable(rows: Iterable[LedgerRow], fewest: int = FEWEST) -> list[LedgerRow]:
    """Return the rows, most matters first; small ones joined into one at the end.

    Where the joined row would still be small, the smallest other row joins it too, so
    that nobody finds it by subtraction; where there is none it is left out.
    """
    ranked = sorted(rows, key=lambda row: (-row.received, row.category))
    shown = [row for row in ranked if row.received >= fewest and row.category]
    joined = NONE
    for row in ranked:
        if row not in shown:
            joined = joined.plus(row)
    while 0 < joined.received < fewest and shown:
        joined = joined.plus(shown.pop())
    return [*shown, joined] if joined.received >= fewest else shown


def total(rows: Iterable[LedgerRow]) -> LedgerRow:
    """Return the sum of all rows."""
    sum_of = NONE
    for row in rows:
        sum_of = sum_of.plus(row)
    return sum_of
