"""Routes for tenancies and for how many people live in a place (A-19)."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.archive.commands import RecordTenancy
from registry.application.archive.living import population_of, tenancies_of
from registry.bootstrap import Parts
from registry.domain.archive.errors import TenancyFixed, TenancyOpen
from registry.domain.archive.tenancy import TenancyProfile
from registry.domain.errors import (
    HouseholdUnknown,
    OrganisationUnknown,
    OutOfReach,
    Taken,
)
from registry.entrypoints.archive import living_schemas as schemas
from registry.entrypoints.archive.words import TAG, WRITERS


class LivingDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._reader = parts.reader

    def list_tenancies(self, request: Request) -> Reply:
        """Show a household's tenancies."""
        household_id = request.params["household_id"]
        found = tenancies_of(self._reader, household_id, request.actor)
        return Reply({"items": found})

    def put_tenancy(self, request: Request) -> Reply:
        """Say from whom a household rents, or when that ends."""
        household_id = request.params["household_id"]
        command = RecordTenancy(
            actor=request.actor,
            tenancy_id=request.params["tenancy_id"],
            profile=TenancyProfile(household_id=household_id, **request.body),
        )
        self._bus.handle(command, request.cause)
        return Reply({"items": self._reader.tenancies(household_id)})

    def get_population(self, request: Request) -> Reply:
        """Show how many people live in a place."""
        organisation_id = request.params["organisation_id"]
        return Reply(population_of(self._reader, organisation_id, request.actor))


def living_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of tenancies and populations."""
    door = LivingDoor(parts)
    all_of = "/v1/households/{household_id:uuid}/tenancies"
    refused = (HouseholdUnknown, OutOfReach)
    yield Route(
        method="GET",
        path=all_of,
        operation=door.list_tenancies,
        summary="租住关系 List a household's tenancies",
        roles=STAFF,
        replies={200: schemas.TenanciesSchema},
        errors=refused,
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path=all_of + "/{tenancy_id:uuid}",
        operation=door.put_tenancy,
        summary="登记租住关系 Say from whom a household rents, or when that ends",
        roles=WRITERS,
        body=schemas.TenancyBody,
        replies={200: schemas.TenanciesSchema},
        errors=(*refused, TenancyFixed, TenancyOpen, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/organisations/{organisation_id}/population",
        operation=door.get_population,
        summary="实有人口 How many people live in a place",
        roles=STAFF,
        replies={200: schemas.PopulationSchema},
        errors=(OrganisationUnknown, OutOfReach),
        tag=TAG,
    )
