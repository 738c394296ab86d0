"""A map without a map: tiles in the order of the units, shaded by how many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

LEVELS: Final = 4
"""How many shades there are beside the blank one for none."""


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit in its place."""

    unit_id: str
    name: str
    parent_id: str | None
    division: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A unit whose own tile comes first, and those right below that end there."""

    head: Unit
    units: tuple[Unit, ...]


def level_of(n: int, most: int) -> int:
    """Return the shade of a number where the greatest is `most`; 0 for none."""
    return -(-LEVELS * n // most) if n > 0 else 0


def steps(most: int) -> list[tuple[int, int, int]]:
    """Return each shade that whole numbers reach: which, from what, to what."""
    found = [(0, 0, 0)]
    for level in range(1, LEVELS + 1):
        low, high = (level - 1) * most // LEVELS + 1, level * most // LEVELS
        if low <= high:
            found.append((level, low, high))
    return found


def grouped(units: Sequence[Unit], root: str) -> list[Group]:
    """Return the units from `root` downwards, as the tree has them, each once."""
    below: dict[str | None, list[Unit]] = {}
    for each in units:
        below.setdefault(each.parent_id, []).append(each)
    start = [each for each in units if each.unit_id == root]
    found: list[Group] = []
    seen: set[str] = set()
    while start:
        head = start.pop(0)
        if head.unit_id in seen:
            continue
        seen.add(head.unit_id)
        next_ones = [each for each in below.get(head.unit_id, []) if each is not head]
        branches = [each for each in next_ones if below.get(each.unit_id)]
        ends = tuple(each for each in next_ones if each not in branches)
        found.append(Group(head=head, units=(head, *ends)))
        start = branches + start
    return found


def home_of(division: str, units: Sequence[Unit]) -> Unit | None:
    """Return the unit whose division holds another: the narrowest, the first."""
    holding = [u for u in units if u.division and division.startswith(u.division)]
    return max(holding, key=lambda u: len(u.division), default=None)


def name_of(division: str, names: Mapping[str, str]) -> str:
    """Return what a division is called; below a named one, its number there."""
    if division in names:
        return names[division]
    above = max(
        (each for each in names if each and division.startswith(each)),
        key=len,
        default="",
    )
    return f"{names[above]} {division[len(above) :]}" if above else division
