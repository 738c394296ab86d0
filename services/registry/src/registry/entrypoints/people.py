"""Routes for households and residents: masked, unless a purpose is given."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.commands import (
    FindResidents,
    NoteMeeting,
    ReadResident,
    RecordHousehold,
    RecordResident,
)
from registry.application.queries import household_card, resident_card
from registry.bootstrap import Parts
from registry.domain.access import Purpose
from registry.domain.errors import (
    BadIdentity,
    HouseholdUnknown,
    NothingAsked,
    OutOfReach,
    ResidentClosed,
    ResidentKnown,
    ResidentUnknown,
    Taken,
)
from registry.domain.privacy.errors import PersonForgotten
from registry.domain.profiles import HouseholdProfile
from registry.entrypoints import people_schemas as schemas

KEEPERS = frozenset({Role.CLERK, Role.SUPERVISOR, Role.OPS})
TAG = "居民 Residents"


class PeopleDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._reader = parts.reader

    def put_household(self, request: Request) -> Reply:
        """Open or change a household's file."""
        household_id = request.params["household_id"]
        command = RecordHousehold(
            actor=request.actor,
            household_id=household_id,
            profile=HouseholdProfile(**request.body),
        )
        warnings = self._bus.handle(command, request.cause)
        return Reply({"household_id": household_id, "warnings": warnings})

    def get_household(self, request: Request) -> Reply:
        """Show a household and its members, masked."""
        household_id = request.params["household_id"]
        return Reply(household_card(self._reader, household_id, request.actor))

    def put_resident(self, request: Request) -> Reply:
        """Open or change a resident's file; a number that is met is a look, too."""
        resident_id = request.params["resident_id"]
        command = RecordResident(
            actor=request.actor, resident_id=resident_id, **request.body
        )
        try:
            warnings = self._bus.handle(command, request.cause)
        except (PersonForgotten, ResidentKnown):
            self._bus.handle(NoteMeeting(actor=request.actor), request.cause)
            raise
        return Reply({"resident_id": resident_id, "warnings": warnings})

    def get_resident(self, request: Request) -> Reply:
        """Show a resident, masked."""
        resident_id = request.params["resident_id"]
        return Reply(resident_card(self._reader, resident_id, request.actor))

    def read_resident(self, request: Request) -> Reply:
        """Show a resident in full; the look is written down first."""
        command = ReadResident(
            actor=request.actor,
            resident_id=request.params["resident_id"],
            purpose=Purpose(request.query["purpose"]),
        )
        return Reply(self._bus.handle(command, request.cause))

    def find_residents(self, request: Request) -> Reply:
        """Look residents up by a number; the look is written down first."""
        command = FindResidents(
            actor=request.actor,
            telephone=request.body["telephone"],
            identity_number=request.body["identity"],
        )
        return Reply({"items": self._bus.handle(command, request.cause)})


def people_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of households and residents."""
    door = PeopleDoor(parts)
    yield from _household_routes(door)
    yield from _look_routes(door)
    yield from _file_routes(door)


def _household_routes(door: PeopleDoor) -> Iterator[Route]:
    one = "/v1/households/{household_id:uuid}"
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_household,
        summary="登记住户 Keep a household's file",
        roles=KEEPERS,
        body=schemas.HouseholdBody,
        replies={200: schemas.HouseholdKeptSchema},
        errors=(OutOfReach, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one,
        operation=door.get_household,
        summary="查看住户（脱敏） Show a household, masked",
        roles=STAFF,
        replies={200: schemas.HouseholdSchema},
        errors=(HouseholdUnknown, OutOfReach),
        tag=TAG,
    )


def _look_routes(door: PeopleDoor) -> Iterator[Route]:
    one = "/v1/residents/{resident_id:uuid}"
    yield Route(
        method="POST",
        path="/v1/residents/search",
        operation=door.find_residents,
        summary="按号码查找居民（脱敏，留痕） Look up by a number, masked and logged",
        roles=STAFF,
        body=schemas.LookUpBody,
        replies={200: schemas.ResidentsSchema},
        errors=(NothingAsked, BadIdentity, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one,
        operation=door.get_resident,
        summary="查看居民（脱敏） Show a resident, masked",
        roles=STAFF,
        replies={200: schemas.ResidentSchema},
        errors=(ResidentUnknown, OutOfReach),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one + "/full",
        operation=door.read_resident,
        summary="查看居民全部信息（留痕） Show in full, for a purpose, logged",
        roles=STAFF,
        query=schemas.FullQuery,
        replies={200: schemas.ResidentSchema},
        errors=(ResidentUnknown, OutOfReach, Invalid),
        tag=TAG,
    )


def _file_routes(door: PeopleDoor) -> Iterator[Route]:
    one = "/v1/residents/{resident_id:uuid}"
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_resident,
        summary="登记居民 Keep a resident's file",
        roles=KEEPERS,
        body=schemas.ResidentBody,
        replies={200: schemas.ResidentKeptSchema},
        errors=(
            OutOfReach,
            PersonForgotten,
            ResidentKnown,
            ResidentClosed,
            Taken,
            BadIdentity,
            Invalid,
        ),
        tag=TAG,
    )
