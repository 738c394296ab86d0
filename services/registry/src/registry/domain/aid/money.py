"""Money in whole cents, as it is read and printed; nothing is ever rounded.

A sum is printed in 万元 with two decimals only where that is exact, that is for whole
hundreds of yuan; otherwise in yuan with two decimals.
"""

import re
from typing import Final

from minqing_kernel.errors import Invalid

AMOUNT: Final = re.compile(r"\d{1,9}(?:\.\d{1,2})?\Z", re.ASCII)
CENTS_OF_A_HUNDREDTH: Final = 10_000
"""0.01 万元 are 100 yuan."""


def cents_of(amount: str, field: str = "amount") -> int:
    """Return how many cents an amount in yuan has; Invalid for none, and for words."""
    if not AMOUNT.match(amount):
        raise Invalid(fields={field: "bad-amount"})
    whole, _, rest = amount.partition(".")
    cents = int(whole) * 100 + int(f"{rest:0<2}")
    if not cents:
        raise Invalid(fields={field: "bad-amount"})
    return cents


def yuan(cents: int) -> str:
    """Return cents as yuan with two decimals."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02}"


def printed(cents: int) -> str:
    """Return a sum as it stands in a report: 36.78万元 if that is exact, or yuan."""
    hundredths, rest = divmod(abs(cents), CENTS_OF_A_HUNDREDTH)
    if rest:
        return f"{yuan(cents)}元"
    return f"{yuan(hundredths if cents >= 0 else -hundredths)}万元"
