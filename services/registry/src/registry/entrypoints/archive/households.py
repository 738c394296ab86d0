"""Routes for a household's file: on one page, masked, or in full for a purpose."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.clock import SystemClock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.archive.commands import ReadHousehold
from registry.application.archive.household import HouseholdFile, household_file
from registry.application.archive.paper import household_paper
from registry.bootstrap import Parts
from registry.domain.access import Purpose
from registry.domain.archive.errors import PressUnavailable
from registry.domain.errors import HouseholdUnknown, OutOfReach
from registry.domain.values import civil_day
from registry.entrypoints.archive import file_schemas, schemas
from registry.entrypoints.archive.words import TAG
from registry.entrypoints.exporting.words import purpose_in_words
from registry.entrypoints.people_schemas import (
    FullQuery,
)


class HouseholdDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._reader = parts.reader
        self._sheets = parts.sheets
        self._wall = SystemClock()

    def get_file(self, request: Request) -> Reply:
        """Show a household's file, masked."""
        household_id = request.params["household_id"]
        on = request.query["on"]
        return Reply(household_file(self._reader, household_id, request.actor, on))

    def read_file(self, request: Request) -> Reply:
        """Show a household's file in full; the looks are written down first."""
        return Reply(self._in_full(request))

    def print_file(self, request: Request) -> Reply:
        """Print a household's sheet: masked, or in full for a purpose."""
        household_id, purpose = request.params["household_id"], request.query["purpose"]
        if purpose is None:
            found = household_file(self._reader, household_id, request.actor)
        else:
            found = self._in_full(request)
        told = purpose and purpose_in_words(purpose, request.language)
        paper = household_paper(
            self._reader, found, request.actor, purpose and Purpose(purpose)
        )
        pdf = self._sheets.print(paper, mark=self._mark(request.actor, told))
        name = f'inline; filename="{household_id}.pdf"'
        return Reply(pdf, headers={"Content-Disposition": name})

    def _mark(self, actor: Actor, purpose: str | None) -> str:
        """Return what stands on every copy: account, work name, day, what for."""
        name = self._reader.work_name(actor.id)
        said = (actor.id, name, f"{civil_day(self._wall.now())}", purpose or "脱敏")
        return " ".join(each for each in said if each)

    def _in_full(self, request: Request) -> HouseholdFile:
        command = ReadHousehold(
            actor=request.actor,
            household_id=request.params["household_id"],
            purpose=Purpose(request.query["purpose"]),
        )
        found: HouseholdFile = self._bus.handle(command, request.cause)
        return found


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
        replies={200: file_schemas.HouseholdFileSchema},
        errors=(HouseholdUnknown, OutOfReach),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one + "/full",
        operation=door.read_file,
        summary="一户一档全部信息（留痕） Show a household's file in full, logged",
        roles=STAFF,
        query=FullQuery,
        replies={200: file_schemas.HouseholdFileSchema},
        errors=(HouseholdUnknown, OutOfReach, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one + "/sheet",
        operation=door.print_file,
        summary="一户一表（A4，带水印） Print a household's sheet on one page",
        roles=STAFF,
        query=schemas.SheetQuery,
        replies={200: None},
        media_type="application/pdf",
        errors=(HouseholdUnknown, OutOfReach, PressUnavailable, Invalid),
        tag=TAG,
    )
