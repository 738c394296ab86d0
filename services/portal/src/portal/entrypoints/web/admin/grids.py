"""The grids of a unit: which there are, what is wrong with them; a new one."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Response, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import GOVERNING
from portal.entrypoints.web.admin.grid_forms import (
    MOST_PLACES,
    NewGridForm,
    grid_body,
    why_of,
)
from portal.entrypoints.web.admin.reach import MOVED, units_in_reach
from portal.entrypoints.web.admin.units import branches, today_at
from portal.entrypoints.web.desk.links import below
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

GRIDS: Final = "/admin/grids"
NEW: Final = f"{GRIDS}/new"
CONFIRMED: Final = "confirmed"
NUMBERS: Final = re.compile(r"([0-9]+)")


class GridsPages:
    """The list, and the form for a new grid."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            _page(GRIDS, self.show, "grids"),
            _page(NEW, self.ask, "grid-new"),
            _page(NEW, self.add, "grid-add", "POST"),
        ]

    def show(self) -> Response:
        """Show the grids of a unit and below, one in the other, and their cover."""
        door, who = self._parts.desk.grids, asker()
        reach = units_in_reach(self._parts)
        unit_id = unit_asked(reach)
        cover = soon(lambda: told_or_none(lambda: door.cover(who, unit_id)))
        inside = below(_parents(self._parts), unit_id)
        own = (e for e in door.grids(who) if e["organisation_id"] in inside)
        found = sorted(own, key=as_counted)
        shown = [each for each in found if each["active"]]
        return draw(
            "admin/grids.html",
            branches=list(branches(shown, "grid_id")),
            ended=[each for each in found if not each["active"]],
            cover=cover(),
            unit=unit_id,
            units=reach,
        )

    def ask(self) -> Response:
        """Show the form for a new grid of a unit."""
        unit_id = unit_asked(units_in_reach(self._parts))
        return self._drawn({"unit": unit_id}, ())

    def add(self) -> Response:
        """Show whom a new grid touches; said again with that seen, it is there."""
        said, places = form(), places_said()
        told, faults = loaded(NewGridForm, said)
        if faults:
            return self._drawn(said, places, 422, faults=faults)
        door, who = self._parts.desk.grids, asker()
        grid_id: str = told["grid_id"]
        body = grid_body(told, told["unit"], places)
        try:
            if CONFIRMED not in said:
                effect = door.effect(who, grid_id, body)
                return self._drawn(said, places, effect=effect, told=told)
            door.say_cut(who, grid_id, body | why_of(told), 0)
        except Refused as no:
            return self._refused(no, said, places)
        return go(f"{GRIDS}/{grid_id}?done=new")

    def _refused(
        self, no: Refused, said: Mapping[str, str], places: Sequence[str]
    ) -> Response:
        if no.status == 401:
            raise no
        if no.code == MOVED:
            taken = {"grid_id": "fault.staff-id.taken"}
            return self._drawn(said, places, 409, faults=taken)
        return self._drawn(said, places, no.status, refusal=no.said)

    def _drawn(
        self,
        said: Mapping[str, str],
        places: Sequence[str],
        status: int = 200,
        **more: Any,  # noqa: ANN401
    ) -> Response:
        reach = units_in_reach(self._parts)
        unit_id = said["unit"] if said.get("unit") in reach else unit_asked(reach)
        shown: dict[str, Any] = {"faults": {}, "refusal": "", "effect": None}
        today = today_at(self._parts).isoformat()
        return draw(
            "admin/grid-new.html",
            status,
            said={"since": today, "level": "3", **said, "unit": unit_id},
            units=reach,
            **choices(self._parts, unit_id, places),
            **shown | more,
        )


def as_counted(grid: Mapping[str, Any]) -> list[str | int]:
    """Return by what grids are sorted: their names, the ninth before the tenth."""
    parts = NUMBERS.split(grid["name"])
    return [int(each) if n % 2 else each for n, each in enumerate(parts)]


def _page(path: str, view: Any, name: str, method: str = "GET") -> Page:  # noqa: ANN401
    return Page(path=path, view=view, name=name, method=method, roles=GOVERNING)


def _parents(parts: Parts) -> dict[str, str | None]:
    return {u.unit_id: u.parent_id for u in parts.desk.units.tree(asker())}


def unit_asked(reach: Mapping[str, str]) -> str:
    """Return the unit in the address; one's own, or the first, for none in reach."""
    asked = request.args.get("unit", "")
    if asked in reach:
        return asked
    own = staff().organisation_id
    return own if own in reach else next(iter(reach), own)


def places_said() -> list[str]:
    """Return the premises that were ticked, each once."""
    return list(dict.fromkeys(request.form.getlist("place")))[:MOST_PLACES]


def choices(parts: Parts, unit_id: str, ticked: Sequence[str]) -> dict[str, Any]:
    """Return what a form of a grid chooses from: premises, and grids to lie in.

    What is ticked and not of this unit, or no more, stands there by its id.
    """
    door, who = parts.desk.grids, asker()
    claimed = soon(lambda: told_or_none(lambda: door.claims(who, unit_id)))
    places = soon(lambda: door.places(who, unit_id))
    found = door.grids(who)
    names = {each["grid_id"]: each["name"] for each in found}
    known = [each for each in places() if each["active"]]
    holders: dict[str, list[str]] = {}
    for each in claimed() or ():
        name = names.get(each["grid_id"], each["grid_id"])
        holders.setdefault(each["premises_id"], []).append(name)
    listed = {each["premises_id"] for each in known}
    return {
        "places": list(branches(known, "premises_id")),
        "place_names": {each["premises_id"]: each["name"] for each in known},
        "elsewhere": [each for each in ticked if each not in listed],
        "ticked": list(ticked),
        "holders": holders,
        "grid_names": names,
        "round": {
            each["grid_id"]: each["name"]
            for each in found
            if each["active"] and each["level"] < 3
        },
    }
