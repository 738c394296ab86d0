"""Routes for a grid's three pages: 物, 人, 事 (B-20)."""

from collections.abc import Iterator
from typing import Any, Final

from marshmallow import Schema

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from registry.adapters.grid_pages.reader import key_of
from registry.application.cover.pages import Page, counts_of, sight_of
from registry.bootstrap import Parts
from registry.domain.errors import GridUnknown, OutOfReach
from registry.entrypoints.cover import page_schemas as schemas
from registry.entrypoints.structure import GRIDS

TITLES: Final[dict[Page, tuple[str, type[Schema], type[Schema]]]] = {
    Page.THINGS: (
        "网格之物：场所、部件、企业商户 What stands in a grid",
        schemas.GridThingsQuery,
        schemas.GridThingsSchema,
    ),
    Page.PEOPLE: (
        "网格之人：住户、居民、责任人（脱敏） Who is in a grid",
        schemas.GridPeopleQuery,
        schemas.GridPeopleSchema,
    ),
    Page.MATTERS: (
        "网格之事：走访、困难、台账、诉求 What goes on in a grid",
        schemas.GridMattersQuery,
        schemas.GridMattersSchema,
    ),
}


class GridPageDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._register = parts.reader
        self._pages = parts.cover
        self._rules = parts.rules
        self._clock = parts.clock

    def show(self, request: Request) -> Reply:
        """Show a grid with the counts of its three pages."""
        grid, sight = self._seen(request.actor, request.params["grid_id"])
        return Reply(vars(grid) | counts_of(self._pages.counts(sight)))

    def list_page(self, page: Page, request: Request) -> Reply:
        """Show some rows of one page."""
        asked = dict(request.query)
        limit = asked["limit"]
        _, sight = self._seen(request.actor, request.params["grid_id"])
        found = self._pages.page(
            page,
            sight,
            request.actor.role,
            kind=asked["kind"],
            open_=asked.get("open"),
            after=asked["after"],
            limit=limit,
        )
        further = key_of(found[-1]) if len(found) == limit else None
        return Reply({"items": found, "next": further})

    def _seen(self, actor: Any, grid_id: str) -> Any:  # noqa: ANN401
        policy = self._rules.ledgers_at(self._clock.now())
        return sight_of(self._register, actor, grid_id, policy)


def _lister(door: GridPageDoor, page: Page) -> Any:  # noqa: ANN401
    def list_page(request: Request) -> Reply:
        return door.list_page(page, request)

    list_page.__name__ = f"list_{page}"
    list_page.__doc__ = "Show some rows of one page of a grid."
    return list_page


def grid_page_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of a grid's pages."""
    door = GridPageDoor(parts)
    yield Route(
        method="GET",
        path="/v1/grids/{grid_id}/page",
        operation=door.show,
        summary="网格物、人、事 What stands, who is, what goes on in a grid (B-20)",
        roles=STAFF,
        replies={200: schemas.GridSheetSchema},
        errors=(GridUnknown, OutOfReach),
        tag=GRIDS,
    )
    for page, (summary, query, reply) in TITLES.items():
        yield Route(
            method="GET",
            path=f"/v1/grids/{{grid_id}}/{page}",
            operation=_lister(door, page),
            summary=summary,
            roles=STAFF,
            query=query,
            replies={200: reply},
            errors=(GridUnknown, OutOfReach),
            tag=GRIDS,
        )
