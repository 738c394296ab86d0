"""Where people are registered and where they live (A-19): each is counted once."""

from collections.abc import Sequence
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.archive.commands import RecordTenancy
from registry.application.archive.keeping import must_see_file
from registry.application.archive.ports import ArchiveReader, ArchiveWork
from registry.application.archive.views import Population, TenancyView
from registry.application.authority import must_keep, must_reach
from registry.domain.archive.section import SubjectKind
from registry.domain.archive.tenancy import Tenancy
from registry.domain.errors import HouseholdUnknown, OrganisationUnknown


def record_tenancy(command: RecordTenancy, work: ArchiveWork, *, clock: Clock) -> None:
    """Say from whom a household rents; the owner may live in another place."""
    household = work.households.find(command.profile.household_id)
    if household is None:
        raise HouseholdUnknown
    must_keep(command.actor, work.organisations, {household.profile.organisation_id})
    if work.residents.find(command.profile.owner_id) is None:
        raise Invalid(fields={"owner_id": "unknown-resident"})
    known = work.tenancies.find(command.tenancy_id)
    if known is None:
        known = Tenancy(tenancy_id=command.tenancy_id, profile=command.profile)
        work.tenancies.add(known)
    known.record_as(command.profile, at=clock.now())


def tenancies_of(
    reader: ArchiveReader, household_id: UUID, actor: Actor
) -> Sequence[TenancyView]:
    """Return a household's tenancies, the newest last; raises HouseholdUnknown."""
    must_see_file(reader, SubjectKind.HOUSEHOLD, household_id, actor)
    return reader.tenancies(household_id)


def population_of(
    reader: ArchiveReader, organisation_id: str, actor: Actor
) -> Population:
    """Return the population of a place and all below it; raises OrganisationUnknown."""
    if reader.organisation(organisation_id) is None:
        raise OrganisationUnknown
    must_reach(actor, reader, organisation_id)
    return reader.population(organisation_id, reader.today())
