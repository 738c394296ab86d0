"""Staff: who works where, in which roles."""

from dataclasses import dataclass
from datetime import datetime

from minqing_kernel.aggregate import Aggregate
from registry.domain.events import StaffRecorded, StaffToldAgain
from registry.domain.profiles import StaffProfile
from registry.domain.values import checked_id


@dataclass(eq=False, kw_only=True)
class Staff(Aggregate):
    """One member of staff; `revision` counts what was said of them, from 1."""

    staff_id: str
    profile: StaffProfile
    revision: int = 0

    def __post_init__(self) -> None:
        checked_id(self.staff_id, "staff_id")

    def record_as(self, profile: StaffProfile, *, at: datetime) -> None:
        """Take `profile` for true; saying the same again changes nothing."""
        if self.revision and profile == self.profile:
            return
        self.profile = profile
        self.revision += 1
        self.record(
            StaffRecorded(
                staff_id=self.staff_id, revision=self.revision, profile=profile, at=at
            )
        )

    def tell_again(self, *, at: datetime) -> None:
        """Tell other services once more what holds; nothing changes by it."""
        self.revision += 1
        self.record(
            StaffToldAgain(
                staff_id=self.staff_id,
                revision=self.revision,
                profile=self.profile,
                at=at,
            )
        )
