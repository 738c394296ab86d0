"""What differs from place to place in the rates: weights, exclusions, the first call.

The texts name the three rates; the weights change from year to year [M]: they are
dated data of a place, and what stands here is only what holds where it says nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from notify.domain.figures.measures import Aside


class Rating(StrEnum):
    """What a petitioner says of the answer; 不清楚 is unclear."""

    SATISFIED = "satisfied"
    UNCLEAR = "unclear"
    DISSATISFIED = "dissatisfied"


DEFAULT_WEIGHTS: Final[Mapping[Rating, Decimal | None]] = MappingProxyType(
    {
        Rating.SATISFIED: Decimal(1),
        Rating.UNCLEAR: None,
        Rating.DISSATISFIED: Decimal(0),
    }
)
DEFAULT_EXCLUSIONS: Final[Mapping[Aside, str]] = MappingProxyType(
    {
        Aside.MERGED: "国办函〔2025〕66号 重复诉求并单",
        Aside.WITHDRAWN: "诉求人撤回",
        Aside.THANKS: "本系统默认",
        Aside.LEGACY: "domain.md B-15",
    }
)


@dataclass(frozen=True, kw_only=True)
class RatesPolicy:
    """The rules of a place's rates, from a day on.

    `weights`: what an answer counts in 满意率, None: it is left out. `exclusions` are
    left out of every rate (剔除), each by its rule. `contact_hours` is within how many
    hours after its dispatch a petitioner is spoken to in time, where the case has no
    clock for it. `sources` name the class of source (来源) that a channel belongs to.
    """

    code: str = "default"
    weights: Mapping[Rating, Decimal | None] = field(
        default_factory=lambda: DEFAULT_WEIGHTS
    )
    exclusions: Mapping[Aside, str] = field(default_factory=lambda: DEFAULT_EXCLUSIONS)
    contact_hours: int = 24
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    bases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def contact_by(self, dispatched_at: datetime) -> datetime:
        """Return until when the petitioner of a case is spoken to in time."""
        return dispatched_at + timedelta(hours=self.contact_hours)

    def source_of(self, channel: str) -> str:
        """Return the class of source that a channel belongs to; its own, if none."""
        return self.sources.get(channel, channel)

    def basis(self, rule: str) -> str:
        """Return where one of the rules above comes from."""
        return self.bases.get(rule, "本系统默认")


DEFAULT_RATES: Final = RatesPolicy()
"""What holds where a place says nothing."""

RULES: Final = ("weights", "contact_hours", "sources")
"""The rules that cite their source in `bases`; an exclusion cites its own."""
