"""Routes for everybody: which grid is mine, and who heads it (B-18). No token is read.

An address is sent in the body, written down nowhere, and answered by what covers its
building: neither a door nor who lives behind it is told.
"""

from collections.abc import Iterator

from marshmallow import Schema, fields, validate

from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from registry.bootstrap import Parts
from registry.domain.premises.address import read_address
from registry.domain.premises.kinds import PRIVATE
from registry.domain.premises.locating import locate
from registry.domain.values import civil_day
from registry.entrypoints.words import id_field

TAG = "公开 Public"
LIST = "/v1/public/grids"


class OpenCommunitySchema(Schema):
    """An organisation that has grids."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class OpenCommunitiesSchema(Schema):
    """All of them, by name."""

    communities = fields.List(fields.Nested(OpenCommunitySchema), required=True)


class FindGridBody(Schema):
    """Where somebody lives: the community, and the address if they like."""

    community = id_field(required=True)
    address = fields.String(load_default="", validate=validate.Length(max=200))


class OpenGridSchema(Schema):
    """A grid, the work name of its head, and the buildings and estates it covers."""

    grid_id = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.Integer(required=True)
    head = fields.String(required=True, allow_none=True)
    covers = fields.List(fields.String(), required=True)


class OpenGridsSchema(Schema):
    """The grids of the address, the smallest first; of all where `found` is false."""

    found = fields.Boolean(required=True)
    grids = fields.List(fields.Nested(OpenGridSchema), required=True)


class OpenGridDoor:
    """The operations."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def list_communities(self, _: Request) -> Reply:
        """Show which organisations have grids."""
        return Reply({"communities": self._parts.open_grids.communities()})

    def find_grids(self, request: Request) -> Reply:
        """Show the grids of an address, or all where it is not known."""
        community = request.body["community"]
        day = civil_day(self._parts.clock.now())
        path = self._path(community, request.body["address"])
        grids = self._parts.open_grids
        found = grids.grids(community, path, day=day) if path else []
        shown = found or grids.grids(community, None, day=day)
        return Reply({"found": bool(found), "grids": shown})

    def _path(self, community: str, said: str) -> list[str]:
        """Return the premises that may be told openly on the way to an address."""
        if not said.strip():
            return []
        ground = self._parts.premises.ground(community)
        found = locate(read_address(said), ground).path
        return [e.premises_id for e in found if e.profile.kind not in PRIVATE]


def open_grid_routes(parts: Parts) -> Iterator[Route]:
    """Yield the public's routes to grids."""
    door = OpenGridDoor(parts)
    yield Route(
        method="GET",
        path=LIST,
        operation=door.list_communities,
        summary="哪些社区有网格（无需登录） Communities that have grids",
        roles=PUBLIC,
        reads_token=False,
        replies={200: OpenCommunitiesSchema},
        tag=TAG,
    )
    yield Route(
        method="POST",
        path=LIST + "/find",
        operation=door.find_grids,
        summary="找我的网格和网格长（无需登录） Find one's grid and its head",
        roles=PUBLIC,
        reads_token=False,
        body=FindGridBody,
        replies={200: OpenGridsSchema},
        tag=TAG,
    )
