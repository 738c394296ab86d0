"""A census: what is said one by one elsewhere, said at once and as carefully."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from minqing_kernel.clock import Clock
from registry.application import people
from registry.application.archive.commands import EditSection, RecordTenancy
from registry.application.archive.handlers import edit_section
from registry.application.archive.living import record_tenancy
from registry.application.archive.ports import ArchiveWork
from registry.application.census.commands import TakeCensus
from registry.application.commands import (
    RecordHousehold,
    RecordResident,
    RegistryCommand,
)
from registry.application.firms.commands import RecordFirm
from registry.application.firms.handlers import FirmsWork, record_firm
from registry.application.lives.commands import AppointHouseholdHead
from registry.application.premises.commands import RecordPremises
from registry.application.premises.handlers import record_premises
from registry.domain.errors import HouseholdUnknown


class CensusWork(FirmsWork, people.FilesWork, ArchiveWork, Protocol):
    """A unit of work that knows all that a census may speak of."""


def _open_section(command: EditSection, work: CensusWork, *, clock: Clock) -> None:
    """Write into an empty section; what somebody wrote there stays."""
    record = work.records.get(command.subject_id, command.section)
    if record.revision == 0:
        edit_section(command, work, clock=clock)


def _first_head(
    command: AppointHouseholdHead, work: CensusWork, *, clock: Clock
) -> None:
    """Say who heads a household that nobody heads; whom somebody named stays."""
    household = work.households.find(command.household_id)
    if household is None:
        raise HouseholdUnknown
    if household.head_id is not None or command.resident_id is None:
        return
    resident = work.residents.get(command.resident_id)
    if resident.is_open and resident.profile.household_id == household.household_id:
        household.head(resident.resident_id, at=clock.now())


SAID: Final[Mapping[type[RegistryCommand], Callable[..., Any]]] = {
    RecordPremises: record_premises,
    RecordHousehold: people.record_household,
    RecordResident: people.record_resident,
    RecordTenancy: record_tenancy,
    RecordFirm: record_firm,
    EditSection: _open_section,
    AppointHouseholdHead: _first_head,
}
"""What a census may say. Doors are found by what was said before, not beside it."""


def take_census(command: TakeCensus, work: CensusWork, *, clock: Clock) -> int:
    """Carry out all that a census says; return how many things that were."""
    _look_up(command, work)
    for each in command.said:
        SAID[type(each)](each, work, clock=clock)
    return len(command.said)


def _look_up(command: TakeCensus, work: CensusWork) -> None:
    """Ask once who is known of all that are meant, and not for each by itself."""
    said = command.said
    numbers = [e.identity_number for e in said if isinstance(e, RecordResident)]
    work.forgotten.grounds(number for number in numbers if number)
    work.premises.get_many(e.premises_id for e in said if isinstance(e, RecordPremises))
    homes = [e.household_id for e in said if isinstance(e, RecordHousehold)]
    people = [e for e in said if isinstance(e, RecordResident)]
    rented = [e.profile for e in said if isinstance(e, RecordTenancy)]
    heads = [e for e in said if isinstance(e, AppointHouseholdHead)]
    work.households.get_many(
        [
            *(*homes, *(e.household_id for e in people if e.household_id)),
            *(e.household_id for e in rented),
            *(e.household_id for e in heads),
        ]
    )
    work.residents.get_many(
        [*(e.resident_id for e in people), *(e.owner_id for e in rented)]
        + [e.resident_id for e in heads if e.resident_id]
    )
