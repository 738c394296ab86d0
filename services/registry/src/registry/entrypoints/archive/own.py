"""The route by which somebody gets a copy of their own file."""

from collections.abc import Iterator

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.messages import Role
from registry.application.archive.commands import ReadOwnFile
from registry.bootstrap import Parts
from registry.domain.errors import OutOfReach, ResidentUnknown
from registry.domain.privacy.errors import GuardianAsks
from registry.entrypoints.archive import file_schemas
from registry.entrypoints.archive.words import TAG


def own_routes(parts: Parts) -> Iterator[Route]:
    """Yield the route; the token's subject is the resident's id."""

    def read_own_file(request: Request) -> Reply:
        command = ReadOwnFile(actor=request.actor)
        return Reply(parts.bus.handle(command, request.cause))

    yield Route(
        method="GET",
        path="/v1/own/file",
        operation=read_own_file,
        summary="查阅复制本人档案（留痕） Get a copy of one's own file",
        roles=frozenset({Role.RESIDENT}),
        replies={200: file_schemas.OwnFileSchema},
        errors=(ResidentUnknown, OutOfReach, GuardianAsks),
        tag=TAG,
    )
