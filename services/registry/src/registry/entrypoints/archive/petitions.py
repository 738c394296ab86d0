"""Routes for the petitions in a resident's file."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.archive.commands import FilePetition
from registry.application.archive.petitions import filed_petitions
from registry.bootstrap import Parts
from registry.domain.archive.errors import (
    PetitionUnheard,
    SectionHoldsNone,
    SectionNotYours,
    SectionUnknown,
    Stale,
)
from registry.domain.errors import OutOfReach, ResidentUnknown, Taken
from registry.entrypoints.archive import file_schemas
from registry.entrypoints.archive.words import TAG, WRITERS


class PetitionDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._reader = parts.reader

    def list_filed(self, request: Request) -> Reply:
        """Show the petitions in a file, each where it stands now."""
        resident_id = request.params["resident_id"]
        found = filed_petitions(self._reader, resident_id, request.actor)
        return Reply({"items": found})

    def file_petition(self, request: Request) -> Reply:
        """File a petition under a section of a file."""
        self._bus.handle(self._asked(request, request.body["section"]), request.cause)
        return Reply(status=204)

    def take_out(self, request: Request) -> Reply:
        """Take a petition out of a file again."""
        self._bus.handle(self._asked(request, None), request.cause)
        return Reply(status=204)

    def _asked(self, request: Request, section: str | None) -> FilePetition:
        return FilePetition(
            actor=request.actor,
            resident_id=request.params["resident_id"],
            petition_id=request.params["petition_id"],
            section=section,
        )


def petition_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of petitions in files."""
    door = PetitionDoor(parts)
    all_of = "/v1/residents/{resident_id:uuid}/petitions"
    one = all_of + "/{petition_id:uuid}"
    refused = (
        ResidentUnknown,
        PetitionUnheard,
        SectionUnknown,
        SectionNotYours,
        SectionHoldsNone,
        OutOfReach,
        Taken,
        Stale,
    )
    yield Route(
        method="GET",
        path=all_of,
        operation=door.list_filed,
        summary="诉求及办理状态 Show the petitions in a file, as they stand",
        roles=STAFF,
        replies={200: file_schemas.FiledPetitionsSchema},
        errors=(ResidentUnknown, OutOfReach),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path=one,
        operation=door.file_petition,
        summary="诉求归入档案栏目 File a petition under a section",
        roles=WRITERS,
        body=file_schemas.FiledBody,
        replies={204: None},
        errors=(*refused, Invalid),
        tag=TAG,
    )
    yield Route(
        method="DELETE",
        path=one,
        operation=door.take_out,
        summary="诉求移出档案 Take a petition out of a file",
        roles=WRITERS,
        replies={204: None},
        errors=refused,
        tag=TAG,
    )
