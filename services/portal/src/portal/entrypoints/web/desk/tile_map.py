"""A heat map of the patch: a tile for each unit or grid, in the order of the units."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import Response, request

from portal.bootstrap import Parts
from portal.domain.staff import DECIDING
from portal.domain.tiles import Unit, grouped, home_of, level_of, name_of, steps
from portal.entrypoints.web.desk.figure_rows import PERIODS, period_of
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.desk.owed_now import (
    KINDS,
    Owed,
    OwedNow,
    OwedSheet,
)
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, words

MAP: Final = "/watch/map"
BY: Final = ("organisation", "grid")


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One tile: whose, how many of what is shown, and how dark."""

    owed: Owed
    n: int
    of: int | None
    level: int
    rows: str


@dataclass(frozen=True, kw_only=True)
class TileGroup:
    """Tiles that lie together, under the unit above them."""

    name: str
    tiles: list[Tile]


class TileMapPages:
    """Where it burns, at a glance, and in a table beside it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [Page(path=MAP, view=self.show, name="tile-map", roles=DECIDING)]

    def show(self) -> Response:
        """Show the tiles of what is open, overdue or came in."""
        by, what = _one("by", BY), _one("what", KINDS)
        period = period_of(request.args.get("of", ""))
        back = f"{MAP}?{urlencode({'by': by, 'what': what, 'of': period})}"
        asked = OwedNow(self._parts, by, period, back)
        told = asked.sheet()
        places = self._places(asked, told, by) if told else []
        most = max((o[what].n for _, found in places for o in found), default=0)
        return draw(
            "desk/map.html",
            told=told,
            groups=[
                TileGroup(name=name, tiles=[_tile(each, what, most) for each in found])
                for name, found in places
            ],
            legend=steps(most),
            chosen={"by": by, "what": what, "of": period},
            apart=BY,
            kinds=KINDS,
            periods=PERIODS,
        )

    def _places(
        self, asked: OwedNow, told: OwedSheet, by: str
    ) -> list[tuple[str, list[Owed]]]:
        """Return who lies together, in the order of the tree; what is left, last."""
        units = self._parts.desk.units.tree(asker())
        groups = grouped(units, staff().organisation_id)
        if by == "grid":
            return self._grids(told, [u for g in groups for u in g.units])
        known = {each.key: each for each in told.lines}
        found = [
            (
                group.head.name,
                [
                    known.get(u.unit_id) or asked.nothing(u.unit_id, u.name)
                    for u in group.units
                ],
            )
            for group in groups
        ]
        placed = {u.unit_id for group in groups for u in group.units}
        rest = [each for key, each in known.items() if key not in placed]
        return _with_the_rest(found, rest)

    def _grids(
        self, told: OwedSheet, units: Sequence[Unit]
    ) -> list[tuple[str, list[Owed]]]:
        names = self._parts.desk.units.divisions(asker())[0]
        homes: dict[str, list[Owed]] = {u.unit_id: [] for u in units}
        rest: list[Owed] = []
        for each in sorted(told.lines, key=lambda line: line.key):
            named = Owed(
                key=each.key, name=name_of(each.key, names), counts=each.counts
            )
            home = home_of(each.key, units) if each.key else None
            (homes[home.unit_id] if home else rest).append(named)
        found = [(u.name, homes[u.unit_id]) for u in units if homes[u.unit_id]]
        return _with_the_rest(found, rest)


def _with_the_rest(
    found: list[tuple[str, list[Owed]]], rest: list[Owed]
) -> list[tuple[str, list[Owed]]]:
    return [*found, (words()("map.rest"), rest)] if rest else found


def _tile(owed: Owed, what: str, most: int) -> Tile:
    count = owed[what]
    return Tile(
        owed=owed,
        n=count.n,
        of=owed["open"].n if what == "overdue" else None,
        level=level_of(count.n, most),
        rows=count.rows,
    )


def _one(name: str, known: tuple[str, ...]) -> str:
    said = request.args.get(name, "")
    return said if said in known else known[0]
