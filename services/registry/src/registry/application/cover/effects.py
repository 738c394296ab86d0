"""What cutting a grid anew would touch, before it is said (B-17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from minqing_kernel.messages import Actor
from registry.application.authority import is_within_reach, must_govern
from registry.application.cover.pages import Counted, GridReader, Sight, sight_in
from registry.application.cover.ports import CutReader
from registry.domain.cover.cover import Cell, GridMap, Home
from registry.domain.ledgers.policy import LedgerPolicy
from registry.domain.profiles import GridProfile


@dataclass(frozen=True, kw_only=True)
class Wrongs:
    """Households of the place that no grid of the level holds, or more than one."""

    gaps: int
    overlaps: int


@dataclass(frozen=True, kw_only=True)
class CutEffect:
    """Who comes in, who goes out, and what is wrong with the level then.

    `inside` are the smaller grids that lie in it; `matters` what is open of those who
    change the grid, None for who is told nothing of people.
    """

    households: int
    joining: int
    leaving: int
    inside: int
    before: Wrongs
    after: Wrongs
    matters: Sequence[Counted] | None


def effect_of(
    actor: Actor,
    cell: Cell,
    profile: GridProfile,
    reader: GridReader,
    cover: CutReader,
    policy: LedgerPolicy,
) -> CutEffect:
    """Return what a grid that would be `cell` touches; raises OutOfReach, Invalid."""
    place = profile.organisation_id
    must_govern(actor, reader, {place})
    homes, cells = cover.homes(place), cover.cells()
    around = cover.around()
    others = [each for each in cells if each.grid_id != cell.grid_id]
    then = [*others, cell] if profile.active else others
    before, after = GridMap(cells, around), GridMap(then, around)
    held, holds = (_held(grids, cell.grid_id, homes) for grids in (before, after))
    moved = sorted(held ^ holds)
    matters = None
    if is_within_reach(actor, reader, place):
        sight = sight_in(reader, actor, cell.grid_id, place, policy)
        matters = _open(cover, sight, moved)
    return CutEffect(
        households=len(holds),
        joining=len(holds - held),
        leaving=len(held - holds),
        inside=sum(each.parent_id == cell.grid_id for each in cells),
        before=_wrongs(before, profile.level, homes),
        after=_wrongs(after, profile.level, homes),
        matters=matters,
    )


def _held(grids: GridMap, grid_id: str, homes: Iterable[Home]) -> set[UUID]:
    return {h.household_id for h in homes if grid_id in grids.grids_of(h)}


def _wrongs(grids: GridMap, level: int, homes: Sequence[Home]) -> Wrongs:
    found = grids.check(homes)[level - 1]
    return Wrongs(gaps=len(found.gaps), overlaps=len(found.overlaps))


def _open(cover: CutReader, sight: Sight, moved: Sequence[UUID]) -> Sequence[Counted]:
    counted = cover.matters_of(sight, moved) if moved else []
    return [each for each in counted if each.open]
