"""Households: who lives behind one door (以户为单位)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from registry.domain.events import HouseholdHeaded, HouseholdRecorded
from registry.domain.profiles import HouseholdProfile


@dataclass(eq=False, kw_only=True)
class Household(Aggregate):
    """One household; it stays when its people move or die."""

    household_id: UUID
    profile: HouseholdProfile
    head_id: UUID | None = None
    revision: int = 0

    def record_as(self, profile: HouseholdProfile, *, at: datetime) -> None:
        """Take `profile` for true; saying the same again changes nothing."""
        if self.revision and profile == self.profile:
            return
        then, now = vars(self.profile), vars(profile)
        told = sorted(code for code in now if now[code] != then[code])
        self.profile = profile
        self.revision += 1
        self.record(
            HouseholdRecorded(
                household_id=self.household_id,
                revision=self.revision,
                organisation_id=profile.organisation_id,
                grid_id=profile.grid_id,
                changed=told,
                at=at,
            )
        )

    def head(self, resident_id: UUID | None, *, at: datetime) -> None:
        """Say who heads it (户主), or that nobody does; the same again is nothing."""
        if resident_id == self.head_id:
            return
        self.head_id = resident_id
        self.revision += 1
        self.record(
            HouseholdHeaded(
                household_id=self.household_id, revision=self.revision, at=at
            )
        )
