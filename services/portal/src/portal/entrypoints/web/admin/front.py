"""The front of administering: each room with its counts, and what wants attention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Response

from portal.bootstrap import Parts
from portal.domain.routing_rules import Standing, standing
from portal.domain.staff import GOVERNING, OPERATING
from portal.entrypoints.web.admin.reach import units_in_reach
from portal.entrypoints.web.admin.units import today_at
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw
from portal.entrypoints.web.soon import soon

ADMIN: Final = "/admin"
ROOMS: Final = (
    *("people", "organisations", "grids", "sections", "categories", "texts"),
    "notices",
)


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One room: how many are in it, and lines of what wants attention, as text keys."""

    path: str
    name: str
    count: int | None
    wants: tuple[tuple[str, int], ...] = ()


class AdminFrontPages:
    """One page."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [Page(path=ADMIN, view=self.show, name="admin", roles=GOVERNING)]

    def show(self) -> Response:
        """Show the rooms; what an owner does not tell is left out."""
        parts, who = self._parts, asker()
        people = soon(lambda: told_or_none(lambda: parts.desk.register.everybody(who)))
        drafts = soon(
            lambda: told_or_none(lambda: parts.desk.texts.drafts(who, "proposed"))
        )
        listed = soon(
            lambda: told_or_none(lambda: parts.desk.categories.categories(who))
        )
        grids = soon(lambda: told_or_none(lambda: parts.desk.grids.grids(who)))
        sections = soon(lambda: told_or_none(lambda: parts.desk.sections.sections(who)))
        units = units_in_reach(parts)
        found = people()
        mine = None if found is None else [p for p in found if _of(p) in units]
        return draw(
            "admin/front.html",
            tiles=[
                self._people(mine),
                self._units(units, mine),
                _grids(units, grids()),
                _sections(sections()),
                self._categories(listed()),
                _texts(drafts()),
                self._notices(),
            ],
        )

    def _people(self, people: Sequence[Mapping[str, Any]] | None) -> Tile:
        wants: list[tuple[str, int]] = []
        if people is not None:
            wants = [("admin.no-person", sum(not p["person_known"] for p in people))]
        if people is not None and staff().role in OPERATING:
            known = self._parts.account_desk.with_account()
            without = sum(p["staff_id"] not in known for p in people)
            locked = self._parts.account_desk.locked()
            wants += [("admin.no-account", without), ("admin.locked", locked)]
        count = None if people is None else len(people)
        return _tile("people", count, wants)

    def _categories(self, found: Sequence[Mapping[str, Any]] | None) -> Tile:
        if found is None:
            return _tile("categories", None, ())
        day = today_at(self._parts)
        stand = [standing(each["valid_from"], each["valid_to"], day) for each in found]
        come = stand.count(Standing.COMES)
        return _tile("categories", stand.count(Standing.HOLDS), [("admin.come", come)])

    def _notices(self) -> Tile:
        shown = self._parts.own.notices.standing(today_at(self._parts))
        return _tile("notices", len(shown), ())

    def _units(
        self, units: Mapping[str, str], people: Sequence[Mapping[str, Any]] | None
    ) -> Tile:
        staffed = {_of(each) for each in people or ()}
        empty = sum(unit not in staffed for unit in units) if people is not None else 0
        return _tile("organisations", len(units), [("admin.no-people", empty)])


def _grids(units: Mapping[str, str], found: Sequence[Mapping[str, Any]] | None) -> Tile:
    mine = [e for e in found or () if e["active"] and _of(e) in units]
    headless = sum(each["head_id"] is None for each in mine)
    count = None if found is None else len(mine)
    return _tile("grids", count, [("admin.headless", headless)])


def _sections(found: Sequence[Mapping[str, Any]] | None) -> Tile:
    used = None if found is None else sum(bool(each["writers"]) for each in found)
    return _tile("sections", used, ())


def _texts(drafts: Sequence[Mapping[str, Any]] | None) -> Tile:
    waiting = len(drafts or ())
    return _tile("texts", None, [("admin.drafts", waiting)])


def _tile(name: str, count: int | None, wants: Sequence[tuple[str, int]]) -> Tile:
    wanted = tuple((key, n) for key, n in wants if n)
    return Tile(path=f"{ADMIN}/{name}", name=name, count=count, wants=wanted)


def _of(entry: Mapping[str, Any]) -> str:
    return str(entry["organisation_id"])
