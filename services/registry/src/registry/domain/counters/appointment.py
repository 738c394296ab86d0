"""Appointments outside office hours (D-19): by the half-hour, one at a time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.counters.errors import AppointmentFixed
from registry.domain.counters.events import AppointmentRecorded
from registry.domain.values import checked_id

SLOT: Final = timedelta(minutes=30)
FURTHEST: Final = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class AppointmentProfile:
    """Where and when, for which item, for whom; a resident is known by id alone."""

    organisation_id: str
    begins: datetime
    item_id: str | None = None
    resident_id: UUID | None = None
    cancelled: bool = False

    def __post_init__(self) -> None:
        checked_id(self.organisation_id, "organisation_id")
        if self.begins.minute % 30 or self.begins.second or self.begins.microsecond:
            raise Invalid(fields={"begins": "not-on-the-half-hour"})

    def as_made(self) -> "AppointmentProfile":
        """Return it as it was before anybody cancelled it."""
        return replace(self, cancelled=False)


@dataclass(eq=False, kw_only=True)
class Appointment(Aggregate):
    """One appointment; `revision` counts what was said of it, from 1."""

    appointment_id: UUID
    profile: AppointmentProfile
    revision: int = 0

    def record_as(self, profile: AppointmentProfile, *, at: datetime) -> None:
        """Make it, or cancel it; saying the same again changes nothing.

        Raises AppointmentFixed for another place or time, Invalid for a time that is
        past or too far away.
        """
        if self.revision and profile.as_made() != self.profile.as_made():
            raise AppointmentFixed
        if self.revision and profile == self.profile:
            return
        if not profile.cancelled and not at < profile.begins <= at + FURTHEST:
            raise Invalid(fields={"begins": "not-in-the-next-60-days"})
        self.profile = profile
        self.revision += 1
        self.record(
            AppointmentRecorded(
                appointment_id=self.appointment_id,
                revision=self.revision,
                organisation_id=profile.organisation_id,
                cancelled=profile.cancelled,
                at=at,
            )
        )
