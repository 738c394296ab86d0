"""What a project is to cost (费用): lines in cents; nothing is ever rounded."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from routing.domain.projects.errors import WrongAmount

AMOUNT: Final = r"[0-9]{1,9}(?:\.[0-9]{1,2})?\Z"


def cents_of(amount: str, field: str) -> int:
    """Return how many cents an amount in yuan has; raise WrongAmount for words."""
    if not re.match(AMOUNT, amount):
        raise WrongAmount(fields={field: "bad-amount"})
    whole, _, rest = amount.partition(".")
    return int(whole) * 100 + int(f"{rest:0<2}")


def yuan(cents: int) -> str:
    """Return cents as yuan with two decimals."""
    return f"{cents // 100}.{cents % 100:02}"


@dataclass(frozen=True, kw_only=True)
class BudgetLine:
    """What something costs, and out of which funds it is paid."""

    item: str
    cents: int
    source: str

    @property
    def amount(self) -> str:
        """Return the amount in yuan."""
        return yuan(self.cents)


def total(lines: Iterable[BudgetLine]) -> int:
    """Return what all lines come to, in cents."""
    return sum(each.cents for each in lines)
