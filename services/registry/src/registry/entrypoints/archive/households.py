"""Routes for a household's file: on one page, masked, or in full for a purpose."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.archive.commands import ReadHousehold
from registry.application.archive.household import household_file
from registry.bootstrap import Parts
from registry.domain.access import Purpose
from registry.domain.archive.errors import Erased
from registry.domain.errors import HouseholdUnknown, OutOfReach
from registry.entrypoints.archive import schemas
from registry.entrypoints.archive.words import TAG
from registry.entrypoints.schemas import FullQuery


class HouseholdDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._reader = parts.reader

    def get_file(self, request: Request) -> Reply:
        """Show a household's file, masked."""
        household_id = request.params["household_id"]
        on = request.query["on"]
        return Reply(household_file(self._reader, household_id, request.actor, on))

    def read_file(self, request: Request) -> Reply:
        """Show a household's file in full; the looks are written down first."""
        command = ReadHousehold(
            actor=request.actor,
            household_id=request.params["household_id"],
            purpose=Purpose(request.query["purpose"]),
        )
        return Reply(self._bus.handle(command, request.cause))


def household_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of households' files."""
    door = HouseholdDoor(parts)
    one = "/v1/households/{household_id:uuid}/file"
    yield Route(
        method="GET",
        path=one,
        operation=door.get_file,
        summary="一户一档（脱敏） Show a household's file, masked",
        roles=STAFF,
        query=schemas.OnQuery,
        replies={200: schemas.HouseholdFileSchema},
        errors=(HouseholdUnknown, OutOfReach, Erased),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one + "/full",
        operation=door.read_file,
        summary="一户一档全部信息（留痕） Show a household's file in full, logged",
        roles=STAFF,
        query=FullQuery,
        replies={200: schemas.HouseholdFileSchema},
        errors=(HouseholdUnknown, OutOfReach, Erased, Invalid),
        tag=TAG,
    )
