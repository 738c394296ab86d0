"""Who is told what another petition's petitioner is: the merged follow the lead."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Following:
    """One merging of a petition into a lead, named by the `revision` of its fact.

    What is told of it comes in any order. `receipt` and `reachable` are the merged
    petition's; it follows from `merged_at` until `separated_at`.
    """

    petition_id: UUID
    revision: int
    lead_petition_id: UUID
    receipt: str
    reachable: bool
    merged_at: datetime | None = None
    separated_at: datetime | None = None

    def joined(self, other: Self) -> Self:
        """Return what both tell; the same again changes nothing."""
        return replace(
            self,
            merged_at=self.merged_at or other.merged_at,
            separated_at=self.separated_at or other.separated_at,
        )

    def hears_of(self, at: datetime) -> bool:
        """Say whether its petitioner is told of what befell the lead at that moment."""
        if not self.reachable or self.merged_at is None or at < self.merged_at:
            return False
        return self.separated_at is None or at < self.separated_at
