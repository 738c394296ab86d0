"""How a mediation may end other than well: what was asked, decided, and said."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Way(StrEnum):
    """What the law has beyond mediation: 诉讼 or 仲裁."""

    LITIGATION = "litigation"
    ARBITRATION = "arbitration"


@dataclass(frozen=True, kw_only=True)
class Check:
    """Somebody asks to close it though a party is not satisfied; a supervisor decides.

    `granted` is None while nobody has; `reason` is the supervisor's.
    """

    asks: str
    asked_by: str
    asked_at: datetime
    granted: bool | None = None
    reason: str = ""
    decided_by: str | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Referral:
    """Where the parties were shown to (导入诉讼、仲裁), and how they get there."""

    to: Way
    explanation: str
