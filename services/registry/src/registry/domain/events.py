"""The facts of the register. None of them carries anything personal of a resident."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from minqing_kernel.messages import DomainEvent
from registry.domain.profiles import (
    DutyProfile,
    GridProfile,
    OrganisationProfile,
    StaffProfile,
)


@dataclass(frozen=True, kw_only=True)
class Recorded(DomainEvent):
    """Something was said of an entry: its `revision`-th fact, at `at`."""

    revision: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OrganisationRecorded(Recorded):
    """An organisation is now as `profile` says."""

    organisation_id: str
    profile: OrganisationProfile


@dataclass(frozen=True, kw_only=True)
class OrganisationRecalled(Recorded):
    """What an organisation was from a past day on was said anew."""

    organisation_id: str
    since: date


@dataclass(frozen=True, kw_only=True)
class StaffRecorded(Recorded):
    """A member of staff now serves as `profile` says."""

    staff_id: str
    profile: StaffProfile


@dataclass(frozen=True, kw_only=True)
class StaffToldAgain(StaffRecorded):
    """What holds is told once more, for services that missed it."""


@dataclass(frozen=True, kw_only=True)
class GridRecorded(Recorded):
    """A grid is now as `profile` says."""

    grid_id: str
    profile: GridProfile


@dataclass(frozen=True, kw_only=True)
class GridCovered(Recorded):
    """It was said anew which premises a grid covers: so many."""

    grid_id: str
    claims: int


@dataclass(frozen=True, kw_only=True)
class GridRecut(Recorded):
    """A grid is cut anew from a day on: so many premises came, so many went."""

    grid_id: str
    profile: GridProfile
    since: date
    came: int
    went: int


@dataclass(frozen=True, kw_only=True)
class DutyRecorded(Recorded):
    """A duty was given, or its time changed."""

    duty_id: UUID
    profile: DutyProfile


@dataclass(frozen=True, kw_only=True)
class HouseholdRecorded(Recorded):
    """A household's file was opened, or what stands in `changed` is another."""

    household_id: UUID
    organisation_id: str
    grid_id: str | None
    changed: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ResidentRecorded(Recorded):
    """A resident's file was opened, or what stands in `changed` is another.

    `readmitted`: on purpose, although the number was forgotten.
    """

    resident_id: UUID
    organisation_id: str
    changed: Sequence[str] = ()
    readmitted: bool = False


@dataclass(frozen=True, kw_only=True)
class ResidentDied(Recorded):
    """A resident's file was closed by death; the household stays."""

    resident_id: UUID
    organisation_id: str
    died_on: date


@dataclass(frozen=True, kw_only=True)
class LifeEvent(Recorded):
    """Something became of a resident."""

    resident_id: UUID
    organisation_id: str


@dataclass(frozen=True, kw_only=True)
class ResidentDeparted(LifeEvent):
    """A resident moved away (迁出): the file is closed and stays."""


@dataclass(frozen=True, kw_only=True)
class ResidentReturned(LifeEvent):
    """Somebody who had moved away lives here again: the file is open."""


@dataclass(frozen=True, kw_only=True)
class ResidentReopened(LifeEvent):
    """A death or a departure was recorded by mistake: the file is as it was."""


@dataclass(frozen=True, kw_only=True)
class HouseholdHeaded(Recorded):
    """A household has another head (户主), or none."""

    household_id: UUID


@dataclass(frozen=True, kw_only=True)
class ResidentForgotten(LifeEvent):
    """Particulars of a closed file were forgotten, by rule; it still counts."""
