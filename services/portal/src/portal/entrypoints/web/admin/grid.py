"""One grid: what it is and was, who heads it; cut anew once the effect is seen."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Response, request
from marshmallow import Schema

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import GOVERNING
from portal.entrypoints.web.admin.grid_forms import (
    EndGridForm,
    GridForm,
    HeadForm,
    grid_body,
    why_of,
)
from portal.entrypoints.web.admin.grids import CONFIRMED, GRIDS, choices, places_said
from portal.entrypoints.web.admin.reach import MOVED, units_in_reach, unseen
from portal.entrypoints.web.admin.units import today_at
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.looks import asker, told_or_none, unit_names
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

ONE: Final = f"{GRIDS}/<grid_id>"
DONE: Final = ("new", "said", "head", "ended")
HEAD: Final = "grid-head"


class AdminGridPages:
    """The page; each change is shown with its effect first, then done."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            _page(ONE, self.show, "admin-grid"),
            _page(ONE, self.say, "admin-grid-say", "POST"),
            _page(f"{ONE}/head", self.appoint, "admin-grid-head", "POST"),
            _page(f"{ONE}/end", self.end, "admin-grid-end", "POST"),
        ]

    def show(self, grid_id: str) -> Response:
        """Show it."""
        return self._drawn(grid_id)

    def say(self, grid_id: str) -> Response:
        """Show whom a new cut touches; said again with that seen, it holds."""
        said, places = form(), places_said()
        told, faults = loaded(GridForm, said)
        if faults:
            return self._drawn(grid_id, 422, faults=faults, said=said, ticked=places)
        unit_id = self._grid(grid_id)["organisation_id"]
        body = grid_body(told, unit_id, places)
        shown = {"said": said, "ticked": places, "told": told, "asks": "say"}
        return self._cut(grid_id, said, body, why_of(told), "said", shown)

    def end(self, grid_id: str) -> Response:
        """Show whom the end of a grid touches; said again with that seen, it ends."""
        said = form()
        told, faults = _told(EndGridForm, said, "end")
        if faults:
            return self._drawn(grid_id, 422, faults=faults, ending=said)
        grid = self._grid(grid_id)
        kept = ("name", "level", "parent_id", "organisation_id")
        body = {name: grid[name] for name in kept}
        body |= {"active": False, "premises_ids": []}
        shown = {"ending": said, "told": told, "asks": "end"}
        return self._cut(grid_id, said, body, why_of(told), "ended", shown)

    def appoint(self, grid_id: str) -> Response:
        """Show who gives way to whom; said again with that seen, it holds."""
        said = form()
        told, faults = loaded(HeadForm, said)
        if faults:
            return self._drawn(grid_id, 422, faults=faults, heading=said)
        if CONFIRMED not in said:
            return self._drawn(grid_id, heading=said, told=told, asks="head")
        door, since = self._parts.desk.grids, told["head_since"].isoformat()
        try:
            door.appoint(asker(), grid_id, told["head"], since)
        except Refused as no:
            return self._refused(grid_id, no, {"heading": said})
        return go(f"{GRIDS}/{grid_id}?done=head")

    def _cut(
        self,
        grid_id: str,
        said: Mapping[str, str],
        body: Mapping[str, Any],
        why: Mapping[str, Any],
        done: str,
        shown: Mapping[str, Any],
    ) -> Response:
        door, who = self._parts.desk.grids, asker()
        try:
            if CONFIRMED not in said:
                effect = door.effect(who, grid_id, body)
                return self._drawn(grid_id, effect=effect, **shown)
            door.say_cut(who, grid_id, {**body, **why}, revision_of(said) or 0)
        except Refused as no:
            return self._refused(grid_id, no, shown)
        return go(f"{GRIDS}/{grid_id}?done={done}")

    def _refused(self, grid_id: str, no: Refused, shown: Mapping[str, Any]) -> Response:
        if no.status in {401, 404}:
            raise no
        kept = {name: each for name, each in shown.items() if name != "asks"}
        if no.code == MOVED:
            drawn = {n: unseen(e) if n in FORMS else e for n, e in kept.items()}
            return self._drawn(grid_id, 409, moved=True, **drawn)
        return self._drawn(grid_id, no.status, refusal=no.said, **kept)

    def _grid(self, grid_id: str) -> dict[str, Any]:
        return self._parts.desk.grids.grid(asker(), grid_id)

    def _drawn(self, grid_id: str, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        parts, who = self._parts, asker()
        door, register = parts.desk.grids, parts.desk.register
        cuts = soon(lambda: told_or_none(lambda: door.cuts(who, grid_id)))
        grid = self._grid(grid_id)
        unit_id = grid["organisation_id"]
        cover = soon(lambda: told_or_none(lambda: door.cover(who, unit_id)))
        people = soon(
            lambda: told_or_none(lambda: register.everybody(who, organisation=unit_id))
        )
        known = cuts() or []
        stands = (known[-1]["premises_ids"] if known else None) or []
        reach, today = units_in_reach(parts), today_at(parts).isoformat()
        done = request.args.get("done", "") if request.method == "GET" else ""
        held = cover()
        ticked = more.pop("ticked", stands)
        choice = choices(parts, unit_id, [*stands, *(set(ticked) - set(stands))])
        shown: dict[str, Any] = {
            "said": _said_of(grid) | {"since": today},
            "ending": {"since": today},
            "heading": {"head_since": today},
            "faults": {},
            "refusal": "",
            "moved": False,
            "asks": "",
            "told": {},
            "effect": None,
        }
        return draw(
            "admin/grid.html",
            status,
            grid=grid,
            stands=stands,
            cuts=list(_steps(known)),
            heads=[each for each in grid["duties"] if each["duty"] == HEAD][::-1],
            held=None if held is None else held["held"].get(grid_id, 0),
            people={e["staff_id"]: e["name"] for e in people() or ()},
            units=unit_names(parts),
            may=unit_id in reach,
            today=today,
            done=done if done in DONE else "",
            **choice | {"ticked": ticked},
            **shown | more,
        )


FORMS: Final = frozenset({"said", "ending", "heading"})


def _page(path: str, view: Any, name: str, method: str = "GET") -> Page:  # noqa: ANN401
    return Page(path=path, view=view, name=name, method=method, roles=GOVERNING)


def _told(
    kind: type[Schema], said: dict[str, str], where: str
) -> tuple[dict[str, Any], dict[str, str]]:
    told, faults = loaded(kind, said)
    return told, {f"{where}-{name}": fault for name, fault in faults.items()}


def _said_of(grid: Mapping[str, Any]) -> dict[str, str]:
    return {
        "name": grid["name"],
        "level": str(grid["level"]),
        "parent": grid["parent_id"] or "",
    }


def _steps(cuts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the cuts, the newest first, each with what came and went."""
    found, before = [], frozenset[str]()
    for each in cuts:
        now = frozenset(each["premises_ids"] or ())
        came, went = sorted(now - before), sorted(before - now)
        found.append({**each, "came": came, "went": went})
        before = now
    return found[::-1]
