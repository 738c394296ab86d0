"""Duties: what a member of staff answers for, from when until when."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from registry.domain.errors import DutyFixed
from registry.domain.events import DutyRecorded
from registry.domain.profiles import DutyProfile


@dataclass(eq=False, kw_only=True)
class Duty(Aggregate):
    """One duty of one member of staff; ended, never erased, so that it is history."""

    duty_id: UUID
    profile: DutyProfile
    revision: int = 0

    def record_as(self, profile: DutyProfile, *, at: datetime) -> None:
        """Take `profile` for true; saying the same again changes nothing.

        Only its time may change; raises DutyFixed for another member, duty or scope.
        """
        if not self.profile.same_as(profile):
            raise DutyFixed
        if self.revision and profile == self.profile:
            return
        self.profile = profile
        self.revision += 1
        self.record(
            DutyRecorded(
                duty_id=self.duty_id, revision=self.revision, profile=profile, at=at
            )
        )

    def end(self, until: date, *, at: datetime) -> None:
        """End the duty on a day; raises Invalid for a day before it began."""
        self.record_as(replace(self.profile, until=until), at=at)
