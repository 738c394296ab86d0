"""Who answers for a street: grids with their heads, captains of buildings."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from minqing_demo.street.names import given_name, surname
from minqing_demo.street.seeds import CaptainSeed, GridSeed

COURTYARDS_A_GRID = 2


def captains(
    prefix: str, buildings: Sequence[str], number: int, chance: Random
) -> Iterator[CaptainSeed]:
    """Share the buildings out evenly, a run of neighbours to each."""
    number = min(number, len(buildings))
    bounds = [at * len(buildings) // max(1, number) for at in range(number + 1)]
    for at, (first, last) in enumerate(pairwise(bounds), start=1):
        yield CaptainSeed(
            staff_id=f"{prefix}-captain-{at}",
            name=surname(chance) + given_name(chance),
            buildings=buildings[first:last],
        )


def grids(
    prefix: str, yards: int, within: str | None, chance: Random
) -> Iterator[GridSeed]:
    """Yield a grid for two courtyards each; round them those of a street of its own."""
    if within is None:
        large, within = f"{prefix}-g1", f"{prefix}-g2"
        yield _grid(large, "大网格", 1, None, (), chance)
        yield _grid(within, "社区网格", 2, large, (), chance)
    for first in range(0, yards, COURTYARDS_A_GRID):
        covered = range(first, min(first + COURTYARDS_A_GRID, yards))
        number = first // COURTYARDS_A_GRID + 1
        claims = [f"{prefix}-{yard}" for yard in covered]
        name = f"第{number}网格"
        yield _grid(f"{prefix}-g3-{number}", name, 3, within, claims, chance)


def _grid(
    grid_id: str,
    name: str,
    level: int,
    parent_id: str | None,
    claims: Sequence[str],
    chance: Random,
) -> GridSeed:
    return GridSeed(
        grid_id=grid_id,
        name=name,
        level=level,
        parent_id=parent_id,
        claims=claims,
        head_id=f"{grid_id}-head",
        head_name=surname(chance) + given_name(chance),
    )
