"""What became of somebody who may have a benefit (应享尽享, C-12)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from registry.domain.aid.events import HelpStepped

OUTCOMES: Final = UUID("4a5d5b7e-6f0a-5f42-9d2b-2a7c9e1b7f35")
"""The namespace in which an edition of a rule and a resident give an outcome's id."""


class Outcome(StrEnum):
    """已确认并申请, 本人不申请, 已享受."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"
    ALREADY_HAS = "already-has"


class Finding(StrEnum):
    """What a look at somebody says; who is not known to meet a rule may yet."""

    ENTITLED = "entitled"
    UNKNOWN = "unknown"
    NOT_ENTITLED = "not-entitled"
    HAS_IT = "has-it"
    DECIDED = "decided"


def outcome_id(edition: str, resident_id: UUID) -> UUID:
    """Return under which id an outcome stands: one for a person and an edition."""
    return uuid5(OUTCOMES, f"{edition}/{resident_id}")


@dataclass(eq=False, kw_only=True)
class Entitlement(Aggregate):
    """The outcome for one person under one edition of a rule."""

    outcome_id: UUID
    resident_id: UUID
    edition: str
    outcome: Outcome | None = None
    decided_by: str = ""
    revision: int = 0

    def decide(self, outcome: Outcome, by: str, *, at: datetime) -> None:
        """Say what became of it; the same again changes nothing."""
        if outcome is self.outcome:
            return
        self.outcome, self.decided_by = outcome, by
        self.revision += 1
        self.record(
            HelpStepped(
                subject=f"entitlement:{self.outcome_id}",
                step="entitlement-decided",
                revision=self.revision,
                at=at,
                detail={"outcome": outcome.value},
            )
        )
