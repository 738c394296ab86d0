"""Registry's door to grids: what they cover, who heads them, what a cut does."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from marshmallow import Schema, fields

from portal.adapters.admin_doors import MOST, DutyReply
from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.replies import Reply

PLACES: Final = ("estate", "courtyard", "building")
"""The kinds of premises that a grid may claim, the largest first."""


def _maybe() -> fields.String:
    return fields.String(load_default=None, allow_none=True)


def _maybe_day() -> fields.Date:
    return fields.Date(load_default=None, allow_none=True)


class GridReply(Reply):
    """A grid with its present head."""

    grid_id = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.Integer(required=True)
    parent_id = _maybe()
    organisation_id = fields.String(required=True)
    active = fields.Boolean(required=True)
    revision = fields.Integer(required=True)
    head_id = _maybe()
    head_since = _maybe_day()
    since = _maybe_day()


class HeadReply(DutyReply):
    """Whose duty it is or was."""

    staff_id = fields.String(required=True)


class OneGridReply(GridReply):
    """The same with its duties, past and present."""

    duties = fields.List(fields.Nested(HeadReply), required=True)


class GridsReply(Reply):
    """A page of grids, by id."""

    items = fields.List(fields.Nested(GridReply), required=True)
    next = _maybe()


class CutReply(Reply):
    """How a grid was cut; `premises_ids` is None where nobody ever said."""

    revision = fields.Integer(required=True)
    since = fields.Date(required=True)
    by = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.Integer(required=True)
    parent_id = _maybe()
    active = fields.Boolean(required=True)
    premises_ids = fields.List(fields.String(), load_default=None, allow_none=True)
    reason = fields.String(load_default="")


class CutsReply(Reply):
    """All of them, oldest first."""

    items = fields.List(fields.Nested(CutReply), required=True)


class LevelReply(Reply):
    """How many households of a level no grid holds, or several."""

    level = fields.Integer(required=True)
    gaps = fields.Integer(required=True)
    overlaps = fields.Integer(required=True)


class CoverReply(Reply):
    """Whether all is covered; `held` are the households in each grid."""

    households = fields.Integer(required=True)
    levels = fields.List(fields.Nested(LevelReply), required=True)
    headless = fields.List(fields.String(), required=True)
    held = fields.Dict(keys=fields.String(), values=fields.Integer(), load_default=dict)
    whole = fields.Boolean(required=True)


class ClaimReply(Reply):
    """One claim."""

    premises_id = fields.String(required=True)
    grid_id = fields.String(required=True)


class ClaimsReply(Reply):
    """All claims on premises of a place."""

    items = fields.List(fields.Nested(ClaimReply), required=True)


class PlaceReply(Reply):
    """Premises."""

    premises_id = fields.String(required=True)
    kind = fields.String(required=True)
    parent_id = _maybe()
    name = fields.String(required=True)
    active = fields.Boolean(required=True)


class PlacesReply(Reply):
    """A page of premises, by id."""

    items = fields.List(fields.Nested(PlaceReply), required=True)
    next = _maybe()


class WrongsReply(Reply):
    """Gaps and overlaps."""

    gaps = fields.Integer(required=True)
    overlaps = fields.Integer(required=True)


class OpenReply(Reply):
    """How much of a kind is open."""

    kind = fields.String(required=True)
    open = fields.Integer(required=True)


class EffectReply(Reply):
    """Whom a cut touches."""

    households = fields.Integer(required=True)
    joining = fields.Integer(required=True)
    leaving = fields.Integer(required=True)
    inside = fields.Integer(required=True)
    before = fields.Nested(WrongsReply, required=True)
    after = fields.Nested(WrongsReply, required=True)
    matters = fields.List(fields.Nested(OpenReply), load_default=None, allow_none=True)


class GridDoor:
    """Registry's door, as those who govern grids go through it."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def grids(self, asker: Asker, **query: str) -> list[dict[str, Any]]:
        """Return every grid, of an organisation where one is named; by id."""
        return list(self._all("/v1/grids", asker, GridsReply, query))

    def grid(self, asker: Asker, grid_id: str) -> dict[str, Any]:
        """Return one; raise Refused, 404 for none."""
        return self._door.read(_of(grid_id), asker, OneGridReply)

    def cuts(self, asker: Asker, grid_id: str) -> list[dict[str, Any]]:
        """Return how it was cut, oldest first; raise Refused, 403 out of reach."""
        told = self._door.read(f"{_of(grid_id)}/cuts", asker, CutsReply)
        found: list[dict[str, Any]] = told["items"]
        return found

    def cover(self, asker: Asker, unit_id: str) -> dict[str, Any]:
        """Return what is wrong with the grids of a place."""
        query = {"organisation": unit_id}
        return self._door.read("/v1/grid-cover", asker, CoverReply, query)

    def claims(self, asker: Asker, unit_id: str) -> list[dict[str, Any]]:
        """Return which premises of a place which grids claim."""
        query = {"organisation": unit_id}
        told = self._door.read("/v1/grid-claims", asker, ClaimsReply, query)
        found: list[dict[str, Any]] = told["items"]
        return found

    def places(self, asker: Asker, unit_id: str) -> list[dict[str, Any]]:
        """Return the premises of a place that grids may claim, the largest first."""
        return [
            each
            for kind in PLACES
            for each in self._all(
                "/v1/premises",
                asker,
                PlacesReply,
                {"organisation": unit_id, "kind": kind},
            )
        ]

    def effect(
        self, asker: Asker, grid_id: str, body: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return whom a cut would touch; nothing is kept."""
        path = f"{_of(grid_id)}/cut-effect"
        return self._door.ask(path, asker, body, EffectReply)

    def say_cut(
        self, asker: Asker, grid_id: str, body: Mapping[str, Any], seen: int
    ) -> None:
        """Cut it so from a day on; Refused, 409 where it moved on."""
        path = f"{_of(grid_id)}/cut"
        self._door.write(path, asker, body, "", revision=seen, method="PUT")

    def appoint(self, asker: Asker, grid_id: str, staff_id: str, since: str) -> None:
        """Let somebody head it from a day on; the present head twice is once."""
        said = {"staff_id": staff_id, "since": since}
        self._door.write(f"{_of(grid_id)}/head", asker, said, "", method="PUT")

    def _all(
        self, path: str, asker: Asker, reply: type[Schema], query: Mapping[str, str]
    ) -> Iterator[dict[str, Any]]:
        wanted: dict[str, Any] = {"limit": MOST, **query}
        while True:
            told = self._door.read(path, asker, reply, wanted)
            yield from told["items"]
            if not told["next"]:
                return
            wanted["after"] = told["next"]


def _of(grid_id: str) -> str:
    return f"/v1/grids/{quote(grid_id, safe='')}"
