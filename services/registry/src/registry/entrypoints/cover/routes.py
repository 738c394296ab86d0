"""Routes for what grids cover, and the validator's answer."""

from collections.abc import Iterator
from typing import Any

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.authority import must_see_place
from registry.application.cover.commands import ClaimPremises
from registry.application.cover.queries import CoverReport, cover_of
from registry.bootstrap import Parts
from registry.domain.cover.cover import LevelCover
from registry.domain.errors import GridUnknown, OutOfReach, Taken
from registry.domain.values import civil_day
from registry.entrypoints.cover import schemas
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.structure import GOVERNORS, GRIDS, WORKERS

CLAIM = ("premises_id", "grid_id")
NAMED = 100
"""How many of those that are wrong are named."""


class CoverDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def get_claims(self, request: Request) -> Reply:
        """Show what a grid covers."""
        grid_id = request.params["grid_id"]
        if self._parts.reader.grid(grid_id) is None:
            raise GridUnknown
        return Reply({"premises_ids": self._parts.cover.claims(grid_id)})

    def list_claims(self, request: Request) -> Reply:
        """Show which premises of a place which grids claim."""
        organisation_id = request.query["organisation"]
        must_see_place(request.actor, self._parts.reader, organisation_id)
        found = self._parts.cover.claimed(organisation_id)
        return Reply({"items": [dict(zip(CLAIM, e, strict=True)) for e in found]})

    def put_claims(self, request: Request) -> Reply:
        """Say what a grid covers."""
        command = ClaimPremises(
            actor=request.actor,
            grid_id=request.params["grid_id"],
            premises_ids=frozenset(request.body["premises_ids"]),
        )
        self._parts.bus.handle(command, request.cause)
        return self.get_claims(request)

    def check_cover(self, request: Request) -> Reply:
        """Show which households are in no grid or in two, and grids without a head."""
        organisation_id = request.query["organisation"]
        must_see_place(request.actor, self._parts.reader, organisation_id)
        today = civil_day(self._parts.clock.now())
        return Reply(_told(cover_of(self._parts.cover, organisation_id, today)))


def _told(report: CoverReport) -> dict[str, Any]:
    levels = [_level(level) for level in report.levels]
    return vars(report) | {"levels": levels, "whole": report.whole}


def _level(level: LevelCover) -> dict[str, Any]:
    return {
        "level": level.level,
        "gaps": len(level.gaps),
        "gap_ids": level.gaps[:NAMED],
        "overlaps": len(level.overlaps),
        "overlapping": level.overlaps[:NAMED],
    }


def cover_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of what grids cover."""
    door, claims = CoverDoor(parts), "/v1/grids/{grid_id}/claims"
    yield Route(
        method="GET",
        path="/v1/grid-cover",
        operation=door.check_cover,
        summary="网格全覆盖检查 Gaps, overlaps, grids without a head (B-17, B-18)",
        roles=WORKERS,
        query=CommunityQuery,
        replies={200: schemas.CoverSchema},
        errors=(OutOfReach,),
        tag=GRIDS,
    )
    yield Route(
        method="GET",
        path="/v1/grid-claims",
        operation=door.list_claims,
        summary="各网格的范围 Which premises of a place which grids claim",
        roles=WORKERS,
        query=CommunityQuery,
        replies={200: schemas.ClaimListSchema},
        errors=(OutOfReach,),
        tag=GRIDS,
    )
    yield Route(
        method="GET",
        path=claims,
        operation=door.get_claims,
        summary="网格范围 What a grid covers",
        roles=WORKERS,
        replies={200: schemas.ClaimsSchema},
        errors=(GridUnknown,),
        tag=GRIDS,
    )
    yield Route(
        method="PUT",
        path=claims,
        operation=door.put_claims,
        summary="划定网格 Say which premises a grid covers",
        roles=GOVERNORS,
        body=schemas.ClaimsBody,
        replies={200: schemas.ClaimsSchema},
        errors=(GridUnknown, OutOfReach, Taken, Invalid),
        tag=GRIDS,
    )
