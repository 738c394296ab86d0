"""The tree of units as of a day, and somebody's new one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Response, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import GOVERNING
from portal.entrypoints.web.admin.reach import MOVED, units_in_reach
from portal.entrypoints.web.admin.unit_forms import KINDS, NewUnitForm, unit_body
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, draw_faults, form, go
from portal.entrypoints.web.pages.tracking import loaded

UNITS: Final = "/admin/organisations"
NEW: Final = f"{UNITS}/new"
DEEPEST: Final = 8


@dataclass(frozen=True, kw_only=True)
class Branch:
    """One entry of a tree, and how deep it stands, from 0."""

    unit: Mapping[str, Any]
    depth: int


class UnitsPages:
    """The tree, and the form for a new unit."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=UNITS, view=self.show, name="units", roles=GOVERNING),
            Page(path=NEW, view=self.ask, name="unit-new", roles=GOVERNING),
            Page(
                path=NEW, view=self.add, name="unit-add", method="POST", roles=GOVERNING
            ),
        ]

    def show(self) -> Response:
        """Show the tree as of a day: today, or an earlier or later one."""
        day = day_asked(today_at(self._parts))
        found = self._parts.desk.structure.tree(asker(), day)
        shown = [each for each in found if each["active"]]
        return draw(
            "admin/units.html",
            branches=list(branches(shown)),
            ended=[each for each in found if not each["active"]],
            day=day,
            today=today_at(self._parts),
            reach=units_in_reach(self._parts),
        )

    def ask(self) -> Response:
        """Show the form for a new unit."""
        above = request.args.get("above", staff().organisation_id)[:32]
        return draw("admin/unit-new.html", faults={}, **self._shown({"parent": above}))

    def add(self) -> Response:
        """Take a unit in; the same form twice takes it in once."""
        said = form()
        told, faults = loaded(NewUnitForm, said)
        if faults:
            return draw_faults("admin/unit-new.html", faults, **self._shown(said))
        unit_id: str = told["unit_id"]
        try:
            self._parts.desk.structure.say_unit(asker(), unit_id, unit_body(told), 0)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            taken = no.code == MOVED
            faults = {"unit_id": "fault.staff-id.taken"} if taken else {}
            shown = self._shown(said) | {"refusal": "" if taken else no.said}
            return draw("admin/unit-new.html", no.status, faults=faults, **shown)
        return go(f"{UNITS}/{unit_id}?done=new")

    def _shown(self, said: Mapping[str, str]) -> dict[str, Any]:
        return {
            "said": {"since": today_at(self._parts).isoformat(), **said},
            "parents": units_in_reach(self._parts),
            "kinds": KINDS,
            "refusal": "",
        }


def today_at(parts: Parts) -> date:
    """Return the place's day."""
    return parts.clock.now().astimezone(parts.settings.time_zone).date()


def day_asked(today: date) -> date:
    """Return the day in the address; today for none, or for what is no day of ours."""
    try:
        day = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return today
    return day if 1949 <= day.year < 2200 else today


def branches(
    units: Sequence[Mapping[str, Any]], key: str = "organisation_id"
) -> Iterator[Branch]:
    """Yield units from the top down, each below the one above it, in order of ids."""
    known = {each[key] for each in units}
    under: dict[str | None, list[Mapping[str, Any]]] = {}
    for each in units:
        parent = each["parent_id"] if each["parent_id"] in known else None
        under.setdefault(parent, []).append(each)
    yield from _below(under, None, 0, key)


def _below(
    under: Mapping[str | None, Sequence[Mapping[str, Any]]],
    above: str | None,
    depth: int,
    key: str,
) -> Iterator[Branch]:
    for each in under.get(above, ()):
        yield Branch(unit=each, depth=min(depth, DEEPEST))
        yield from _below(under, each[key], depth + 1, key)
