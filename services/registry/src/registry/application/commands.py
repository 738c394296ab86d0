"""What can be asked of registry; every command says who asks."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minqing_kernel.messages import Actor, Command
from registry.domain.access import Purpose
from registry.domain.persons import PersonNumber
from registry.domain.profiles import (
    DutyProfile,
    GridProfile,
    HouseholdProfile,
    OrganisationProfile,
    StaffProfile,
)


@dataclass(frozen=True, kw_only=True)
class RegistryCommand(Command):
    """Base of all: who acts."""

    actor: Actor


@dataclass(frozen=True, kw_only=True)
class RecordOrganisation(RegistryCommand):
    """Say what an organisation is from a day on; without one, from today on.

    `seen` is the revision that the caller saw, 0 for a new one; None asks nothing. The
    desk's `telephone` stays as it is where nothing is said of it; empty is none.
    """

    organisation_id: str
    profile: OrganisationProfile
    telephone: str | None = None
    since: date | None = None
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class TellStaff(RegistryCommand):
    """Tell other services once more who these members of staff are."""

    staff_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RecordStaff(RegistryCommand):
    """Say where and in which roles somebody serves, and whose account it is.

    Without a `number` the person stays who it was, unless `whole`: then what the
    profile says of the person holds, also nothing. `seen` is the revision that the
    caller saw, 0 for somebody new; None asks nothing.
    """

    staff_id: str
    profile: StaffProfile
    number: PersonNumber | None = None
    whole: bool = False
    reason: str = ""
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class RecordDuty(RegistryCommand):
    """Give somebody a duty, or say when it ends."""

    duty_id: UUID
    profile: DutyProfile


@dataclass(frozen=True, kw_only=True)
class RecordGrid(RegistryCommand):
    """Say what a grid is."""

    grid_id: str
    profile: GridProfile


@dataclass(frozen=True, kw_only=True)
class AppointHead(RegistryCommand):
    """Give a grid its head (网格长) from a day on; the former one's time ends then.

    `duty_id` is the id of the new duty, where the sender has one.
    """

    grid_id: str
    staff_id: str
    since: date
    duty_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class RecordHousehold(RegistryCommand):
    """Open or change a household's file."""

    household_id: UUID
    profile: HouseholdProfile


@dataclass(frozen=True, kw_only=True, repr=False)
class RecordResident(RegistryCommand):
    """Open or change a resident's file; the numbers are as somebody wrote them.

    `readmit`: on purpose, although the number was forgotten.
    """

    resident_id: UUID
    organisation_id: str
    household_id: UUID | None
    registered_division: str | None
    name: str
    identity_number: str | None = None
    telephone: str | None = None
    registered_address: str | None = None
    readmit: bool = False


@dataclass(frozen=True, kw_only=True)
class NoteMeeting(RegistryCommand):
    """Write down that a refusal told whether a number is, or was, on file."""


@dataclass(frozen=True, kw_only=True)
class RecordDeath(RegistryCommand):
    """Close a resident's file by death; `next_head` heads the household from now on."""

    resident_id: UUID
    died_on: date
    next_head: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ReadResident(RegistryCommand):
    """See a resident's file in full, for a purpose that is written down."""

    resident_id: UUID
    purpose: Purpose


@dataclass(frozen=True, kw_only=True, repr=False)
class FindResidents(RegistryCommand):
    """Look residents up by exactly one number; what is shown is masked."""

    telephone: str | None = None
    identity_number: str | None = None
