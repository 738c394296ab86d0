"""Families: who lives together, how old they are, what is hard for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

SHAPES: Final = {
    "alone": 18,
    "couple": 20,
    "couple-child": 30,
    "couple-two-children": 10,
    "three-generations": 12,
    "elders": 10,
}
"""How many households of a hundred have which shape."""
SHAPE_NAMES: Final = tuple(SHAPES)
SHAPE_WEIGHTS: Final = tuple(SHAPES.values())
HARDSHIPS: Final = (
    ("low-income", 0.015, 0, 120),
    ("disabled", 0.025, 3, 120),
    ("seriously-ill", 0.012, 0, 120),
    ("unemployed", 0.03, 18, 60),
    ("living-alone", 0.08, 75, 120),
)
"""How often somebody of such an age bears which burden."""
OLDEST: Final = 99


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a household: what they are to its head, and how old."""

    relation: str
    age: int


def members(chance: Random) -> list[Member]:
    """Return one household, the head first."""
    shape = chance.choices(SHAPE_NAMES, SHAPE_WEIGHTS)[0]
    if shape == "elders":
        head = chance.randint(62, 88)
        spouse = Member("配偶", max(60, head - chance.randint(-3, 5)))
        return [Member("户主", head), spouse][: chance.randint(1, 2)]
    if shape == "alone":
        return [Member("户主", chance.randint(22, 80))]
    head = chance.randint(27, 52)
    found = [Member("户主", head), Member("配偶", head + chance.randint(-5, 4))]
    if shape == "couple":
        return found
    for _ in range(2 if shape == "couple-two-children" else 1):
        found.append(Member("子女", max(0, head - chance.randint(24, 34))))
    if shape == "three-generations":
        elder = min(OLDEST, head + chance.randint(24, 32))
        found.append(Member("父母", elder))
    return found


def sexes(door: str, people: Sequence[Member]) -> list[bool]:
    """Tell of each behind a door whether it is a man: of a couple one is."""
    chance = Random(door)
    drawn = [chance.random() < 0.5 for _ in people]
    return [
        not drawn[0] if each.relation == "配偶" else is_male
        for each, is_male in zip(people, drawn, strict=True)
    ]


def birthday(age: int, today: date, chance: Random) -> date:
    """Return a day on which somebody of that age was born."""
    return today - timedelta(days=int(age * 365.25) + chance.randint(1, 364))


def hardships(age: int, chance: Random) -> frozenset[str]:
    """Return what is hard for somebody of that age."""
    return frozenset(
        code
        for code, share, youngest, oldest in HARDSHIPS
        if chance.random() < share and youngest <= age < oldest
    )
