"""The courtyards of a street: buildings, units, floors, doors."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from minqing_demo.street.seeds import PremisesSeed

ROADS: Final = ("梨花路", "桃花街", "杏林巷", "槐荫路", "竹园街")
BUILDINGS, UNITS, FLOORS, DOORS = 4, 3, 6, 2
"""In a courtyard, a building, a unit, on a floor."""

TREES: Final = "梨桃杏槐竹柳桂松榕枫梅兰荷樱桐桑榆柏橘枣"
LANDS: Final = "花园溪坪湾岭泉塘林坝"
WAYS: Final = ("路", "街", "巷", "横街", "中路")


def roads_of(number: int) -> tuple[str, ...]:
    """Return the roads of a community: its own, and one that leads to the next."""
    own, following = _name(number), _name(number + 1)
    return (*(own + way for way in WAYS[:4]), following + WAYS[4])


def _name(number: int) -> str:
    land, tree = divmod(number, len(TREES))
    return TREES[tree] + LANDS[land % len(LANDS)]


def courtyard(prefix: str, roads: Sequence[str], number: int) -> list[PremisesSeed]:
    """Return the courtyard of that number with all that stands in it, outermost first.

    Their houses are the odd numbers of the roads, one road after the other.
    """
    name = f"{roads[number % len(roads)]}{2 * (number // len(roads)) + 1}号"
    return list(_courtyard(f"{prefix}-{number}", name))


def _courtyard(yard: str, name: str) -> Iterator[PremisesSeed]:
    yield _premises(yard, "courtyard", name, None)
    for n in range(1, BUILDINGS + 1):
        yield from _building(yard, n)


def _building(yard: str, number: int) -> Iterator[PremisesSeed]:
    building = f"{yard}-{number}"
    yield _premises(building, "building", f"{number}栋", yard)
    for n in range(1, UNITS + 1):
        unit = f"{building}-{n}"
        yield _premises(unit, "unit", f"{n}单元", building)
        for floor, door in product(range(1, FLOORS + 1), range(1, DOORS + 1)):
            room = f"{floor}{door:02d}"
            yield _premises(f"{unit}-{room}", "door", f"{room}室", unit)


def _premises(
    premises_id: str, kind: str, name: str, parent_id: str | None
) -> PremisesSeed:
    return PremisesSeed(
        premises_id=premises_id, kind=kind, name=name, parent_id=parent_id
    )
