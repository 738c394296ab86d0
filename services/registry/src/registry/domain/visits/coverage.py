"""Coverage: how many of those on file were visited, each counted once (D-11)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from registry.domain.rates import rate_of


class Covered(StrEnum):
    """户籍家庭, 非户籍家庭, 驻社区单位, 企业, 个体工商户及三小场所."""

    REGISTERED_HOUSEHOLD = "registered-household"
    OTHER_HOUSEHOLD = "other-household"
    UNIT = "unit"
    ENTERPRISE = "enterprise"
    TRADE = "trade"


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How many of a kind were visited, of how many."""

    kind: Covered
    visited: int
    registered: int

    @property
    def percent(self) -> Decimal | None:
        """Return the share in per cent with two decimals, half to even.

        Of nothing there is none; while one is missing it is never 100.
        """
        return rate_of(self.visited, self.registered)
