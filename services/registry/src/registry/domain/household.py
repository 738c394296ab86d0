"""Households: who lives behind one door (以户为单位)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from registry.domain.events import HouseholdRecorded
from registry.domain.profiles import HouseholdProfile


@dataclass(eq=False, kw_only=True)
class Household(Aggregate):
    """One household; it stays when its people move or die."""

    household_id: UUID
    profile: HouseholdProfile
    revision: int = 0

    def record_as(self, profile: HouseholdProfile, *, at: datetime) -> None:
        """Take `profile` for true; saying the same again changes nothing."""
        if self.revision and profile == self.profile:
            return
        self.profile = profile
        self.revision += 1
        self.record(
            HouseholdRecorded(
                household_id=self.household_id,
                revision=self.revision,
                organisation_id=profile.organisation_id,
                grid_id=profile.grid_id,
                at=at,
            )
        )
