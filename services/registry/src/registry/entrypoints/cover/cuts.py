"""Routes for cutting grids: what it touches, then said from a day on; the past."""

from collections.abc import Iterator
from typing import Any

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.authority import must_see_place
from registry.application.cover.commands import RecutGrid
from registry.application.cover.effects import effect_of
from registry.application.views import GridView
from registry.bootstrap import Parts
from registry.domain.cover.cover import Cell
from registry.domain.cover.cut import GridCut
from registry.domain.errors import (
    ChangedMeanwhile,
    GridUnknown,
    OutOfReach,
    Taken,
    WouldCircle,
)
from registry.domain.profiles import GridProfile
from registry.entrypoints.cover import schemas
from registry.entrypoints.schemas import GridSchema, SeenHeader
from registry.entrypoints.structure import GOVERNORS, GRIDS

ONE = "/v1/grids/{grid_id}"


class CutDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def show_effect(self, request: Request) -> Reply:
        """Show whom a cut would touch; nothing is kept."""
        body = dict(request.body)
        claims = frozenset(body.pop("premises_ids"))
        profile = GridProfile(**body)
        cell = Cell(
            grid_id=request.params["grid_id"],
            level=profile.level,
            parent_id=profile.parent_id,
            claims=claims,
        )
        reader, cover = self._parts.reader, self._parts.cover
        policy = self._parts.rules.ledgers_at(self._parts.clock.now())
        return Reply(effect_of(request.actor, cell, profile, reader, cover, policy))

    def put_cut(self, request: Request) -> Reply:
        """Cut a grid, or cut it anew."""
        body = dict(request.body)
        claims = frozenset(body.pop("premises_ids"))
        since, reason = body.pop("since"), body.pop("reason")
        command = RecutGrid(
            actor=request.actor,
            grid_id=request.params["grid_id"],
            profile=GridProfile(**body),
            premises_ids=claims,
            since=since,
            reason=reason,
            seen=request.headers["seen"],
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(self._grid(command.grid_id))

    def list_cuts(self, request: Request) -> Reply:
        """Show how a grid was cut, since when, and why."""
        grid = self._grid(request.params["grid_id"])
        must_see_place(request.actor, self._parts.reader, grid.organisation_id)
        cuts = self._parts.cover.cuts(grid.grid_id)
        return Reply({"items": [_told(each) for each in cuts]})

    def _grid(self, grid_id: str) -> GridView:
        found = self._parts.reader.grid(grid_id)
        if found is None:
            raise GridUnknown
        return found


def _told(cut: GridCut) -> dict[str, Any]:
    return vars(cut) | vars(cut.profile)


def cut_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of cutting grids."""
    door = CutDoor(parts)
    yield Route(
        method="POST",
        path=f"{ONE}/cut-effect",
        operation=door.show_effect,
        summary="划分影响（不保存） Whom cutting a grid would touch; nothing is kept",
        roles=GOVERNORS,
        body=schemas.CutBody,
        replies={200: schemas.CutEffectSchema},
        errors=(OutOfReach, Invalid),
        tag=GRIDS,
    )
    yield Route(
        method="PUT",
        path=f"{ONE}/cut",
        operation=door.put_cut,
        summary="划分网格 Cut a grid, or cut it anew, from a day on",
        roles=GOVERNORS,
        headers=SeenHeader,
        body=schemas.SaidCutBody,
        replies={200: GridSchema},
        errors=(OutOfReach, WouldCircle, ChangedMeanwhile, Taken, Invalid),
        tag=GRIDS,
    )
    yield Route(
        method="GET",
        path=f"{ONE}/cuts",
        operation=door.list_cuts,
        summary="网格沿革 How a grid was cut, since when, by whom, why",
        roles=GOVERNORS,
        replies={200: schemas.CutsSchema},
        errors=(GridUnknown, OutOfReach),
        tag=GRIDS,
    )
