"""Every household in exactly one grid at each level: gap = 0, overlap = 0 (B-17).

A grid holds a household if the household names it, if it claims premises round the
household's door, or if a smaller grid inside it does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

LEVELS: Final = (1, 2, 3)
"""大网格, 中网格, 小网格 (D-28)."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """An active grid, the grid round it, and the premises that it claims."""

    grid_id: str
    level: int
    parent_id: str | None
    claims: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Home:
    """A household as far as grids are concerned."""

    household_id: UUID
    grid_id: str | None
    building_id: str | None


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """A household that several grids of one level hold."""

    household_id: UUID
    grid_ids: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class LevelCover:
    """What is wrong at one level."""

    level: int
    gaps: Sequence[UUID]
    overlaps: Sequence[Overlap]


class GridMap:
    """The grids of an agency over its premises (`around`: premises -> parent)."""

    def __init__(self, cells: Iterable[Cell], around: Mapping[str, str | None]) -> None:
        self._cells = {cell.grid_id: cell for cell in cells}
        self._around = around
        self._known: dict[tuple[str | None, str | None], frozenset[str]] = {}

    def check(self, homes: Sequence[Home]) -> list[LevelCover]:
        """Return what is wrong at each level, in the order of the homes."""
        held = [(home, self.grids_of(home)) for home in homes]
        return [self._level(level, held) for level in LEVELS]

    def grids_of(self, home: Home) -> frozenset[str]:
        """Return every grid that holds a home, of whatever level."""
        key = home.grid_id, home.building_id
        if key not in self._known:
            named = [home.grid_id] if home.grid_id else []
            self._known[key] = self._outwards([*named, *self._claiming(key[1])])
        return self._known[key]

    def smallest(self, home: Home) -> str | None:
        """Return the smallest grid that holds a home; of several the first by id."""
        held = sorted(self.grids_of(home))
        return max(held, key=lambda key: self._cells[key].level, default=None)

    def _level(
        self, level: int, held: Sequence[tuple[Home, frozenset[str]]]
    ) -> LevelCover:
        gaps, overlaps = [], []
        for home, grids in held:
            here = sorted(g for g in grids if self._cells[g].level == level)
            if not here:
                gaps.append(home.household_id)
            elif len(here) > 1:
                overlaps.append(Overlap(household_id=home.household_id, grid_ids=here))
        return LevelCover(level=level, gaps=gaps, overlaps=overlaps)

    def _claiming(self, premises_id: str | None) -> list[str]:
        found: list[str] = []
        while premises_id is not None:
            found += self._claims.get(premises_id, ())
            premises_id = self._around.get(premises_id)
        return found

    @cached_property
    def _claims(self) -> Mapping[str, list[str]]:
        claims: dict[str, list[str]] = {}
        for cell in self._cells.values():
            for premises_id in cell.claims:
                claims.setdefault(premises_id, []).append(cell.grid_id)
        return claims

    def _outwards(self, grid_ids: Iterable[str]) -> frozenset[str]:
        found: set[str] = set()
        waiting: list[str | None] = [*grid_ids]
        while waiting:
            cell = self._cells.get(waiting.pop() or "")
            if cell is not None and cell.grid_id not in found:
                found.add(cell.grid_id)
                waiting.append(cell.parent_id)
        return frozenset(found)
