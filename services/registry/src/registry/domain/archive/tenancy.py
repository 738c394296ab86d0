"""Tenancies: who rents a home to a household, from when until when (A-19)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from registry.domain.archive.errors import TenancyFixed
from registry.domain.archive.events import TenancyRecorded
from registry.domain.values import checked_span


@dataclass(frozen=True, kw_only=True)
class TenancyProfile:
    """Which household rents from which resident; `until` is the first day after."""

    household_id: UUID
    owner_id: UUID
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        checked_span(self.since, self.until)


@dataclass(eq=False, kw_only=True)
class Tenancy(Aggregate):
    """One tenancy; ended, never erased, so that it is history."""

    tenancy_id: UUID
    profile: TenancyProfile
    revision: int = 0

    def record_as(self, profile: TenancyProfile, *, at: datetime) -> None:
        """Take `profile` for true; saying the same again changes nothing.

        Only its time may change; raises TenancyFixed for another home or owner.
        """
        before = self.profile
        known = before.household_id, before.owner_id
        if known != (profile.household_id, profile.owner_id):
            raise TenancyFixed
        if self.revision and profile == before:
            return
        self.profile = profile
        self.revision += 1
        self.record(
            TenancyRecorded(
                tenancy_id=self.tenancy_id,
                household_id=profile.household_id,
                revision=self.revision,
                at=at,
            )
        )
