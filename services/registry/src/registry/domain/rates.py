"""Rates in per cent: two decimals, half to even, never 100 while one is missing."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

HUNDREDTH: Final = Decimal("0.01")
ALL: Final = Decimal("100.00")


def rate_of(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent; of nothing there is none."""
    if not whole:
        return None
    if part == whole:
        return ALL
    share = Decimal(part) * 100 / Decimal(whole)
    return min(share.quantize(HUNDREDTH, ROUND_HALF_EVEN), ALL - HUNDREDTH)


def rate_text(part: int, whole: int) -> str | None:
    """Return a share in per cent as text; of nothing there is none."""
    rate = rate_of(part, whole)
    return None if rate is None else str(rate)
