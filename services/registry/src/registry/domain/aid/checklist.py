"""六个一 (B-11): six things that a unit does in a year, each with its evidence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Final

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.aid.events import HelpStepped
from registry.domain.values import checked_text

SHA256: Final = re.compile(r"[0-9a-f]{64}\Z", re.ASCII)
MOST_EVIDENCE: Final = 50


class SixItem(StrEnum):
    """调研, 帮扶, 矛盾大排查大化解, 实事, 干部培训, 服务品牌."""

    RESEARCH = "research"
    HELP = "help"
    DISPUTES = "disputes"
    DEED = "deed"
    TRAINING = "training"
    BRAND = "brand"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A file that shows it was done: its name, and the SHA-256 of what it holds."""

    name: str
    sha256: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", checked_text(self.name, "evidence", 120))
        if not SHA256.match(self.sha256):
            raise Invalid(fields={"evidence": "bad-sha256"})


@dataclass(eq=False, kw_only=True)
class Checklist(Aggregate):
    """The six of one unit and one year; an item with evidence is done."""

    checklist_id: str
    organisation_id: str
    year: int
    items: Mapping[SixItem, Sequence[Evidence]] = field(default_factory=dict)
    revision: int = 0

    @property
    def done(self) -> int:
        """Return how many are done."""
        return sum(1 for item in SixItem if self.items.get(item))

    @property
    def percent(self) -> Decimal:
        """Return the share that is done in per cent, half to even."""
        share = Decimal(self.done * 100) / len(SixItem)
        return share.quantize(Decimal("0.01"), ROUND_HALF_EVEN)

    def show(
        self, item: SixItem, evidence: Sequence[Evidence], *, at: datetime
    ) -> None:
        """Say what shows that an item is done; nothing: it is not done after all."""
        if len(evidence) > MOST_EVIDENCE:
            raise Invalid(fields={"evidence": "too-many"})
        if list(self.items.get(item, ())) == list(evidence):
            return
        self.items = {**self.items, item: tuple(evidence)}
        self.revision += 1
        self.record(
            HelpStepped(
                subject=f"six-ones:{self.checklist_id}",
                step="six-ones-shown",
                revision=self.revision,
                at=at,
                detail={"item": item.value, "evidence": len(evidence)},
            )
        )


def checklist_id(organisation_id: str, year: int) -> str:
    """Return under which id the list of a unit and a year stands."""
    return f"{organisation_id}/{year}"
