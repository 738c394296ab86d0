"""Who keeps a file, and who may see it: the own place, and the own buildings."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minqing_kernel.messages import Actor
from registry.application.archive.ports import ArchiveReader, ArchiveWork
from registry.application.authority import must_reach
from registry.application.charges.ports import Charges
from registry.application.charges.reach import must_be_in_charge
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import HouseholdUnknown, ResidentUnknown
from registry.domain.household import Household
from registry.domain.resident import Resident


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """Who keeps a file, and in which household its subject lives."""

    organisation_id: str
    household_id: UUID | None


def held_file(work: ArchiveWork, subject: SubjectKind, subject_id: UUID) -> Keeping:
    """Return who keeps a file, and hold it until the unit ends; raises NotFound."""
    if subject is SubjectKind.RESIDENT:
        return _of_resident(work.residents.get(subject_id))
    return _of_household(work.households.find(subject_id))


def is_open(work: ArchiveWork, subject: SubjectKind, subject_id: UUID) -> bool:
    """Tell whether anything may be written: not of who has died or left (B-29)."""
    of_resident = subject is SubjectKind.RESIDENT
    return not of_resident or work.residents.get(subject_id).is_open


def must_see_file(
    reader: ArchiveReader, subject: SubjectKind, subject_id: UUID, actor: Actor
) -> None:
    """Refuse a masked look at a file out of reach; raises NotFound, OutOfReach."""
    if subject is SubjectKind.RESIDENT:
        file = _of_resident(reader.resident(subject_id))
    else:
        file = _of_household(reader.household(subject_id))
    must_reach(actor, reader, file.organisation_id)
    must_have_charge(actor, reader, file, reader.today())


def must_have_charge(actor: Actor, charges: Charges, file: Keeping, day: date) -> None:
    """Refuse (OutOfReach) a 楼栋长 the files of other buildings (A-07)."""
    must_be_in_charge(actor, charges, charges.building_of(file.household_id), day)


def _of_resident(resident: Resident | None) -> Keeping:
    if resident is None:
        raise ResidentUnknown
    profile = resident.profile
    return Keeping(
        organisation_id=profile.organisation_id, household_id=profile.household_id
    )


def _of_household(household: Household | None) -> Keeping:
    if household is None:
        raise HouseholdUnknown
    return Keeping(
        organisation_id=household.profile.organisation_id,
        household_id=household.household_id,
    )
