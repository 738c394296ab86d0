"""Families: who lives together, how old they are, what is hard for them."""

from datetime import date, timedelta
from random import Random
from typing import Final

SHAPES: Final = (
    ("alone", 0.18),
    ("couple", 0.2),
    ("couple-child", 0.3),
    ("couple-two-children", 0.1),
    ("three-generations", 0.12),
    ("elders", 0.1),
)
"""How often a household has which shape."""
HARDSHIPS: Final = (
    ("low-income", 0.015),
    ("disabled", 0.025),
    ("seriously-ill", 0.012),
    ("unemployed", 0.03),
)
"""How often somebody bears which burden."""


def ages(chance: Random) -> list[int]:
    """Return the ages of one household, the head's first."""
    shape = chance.choices([s for s, _ in SHAPES], [w for _, w in SHAPES])[0]
    if shape == "elders":
        head = chance.randint(62, 88)
        return [head, max(60, head - chance.randint(-3, 5))][: chance.randint(1, 2)]
    if shape == "alone":
        return [chance.randint(22, 80)]
    head = chance.randint(27, 52)
    together = [head, head + chance.randint(-5, 4)]
    if shape == "couple":
        return together
    children = 2 if shape == "couple-two-children" else 1
    young = [max(0, head - chance.randint(24, 34)) for _ in range(children)]
    old = [head + chance.randint(24, 32)] if shape == "three-generations" else []
    return [*together, *young, *old]


def birthday(age: int, today: date, chance: Random) -> date:
    """Return a day on which somebody of that age was born."""
    return today - timedelta(days=int(age * 365.25) + chance.randint(1, 364))


def hardships(age: int, chance: Random) -> frozenset[str]:
    """Return what is hard for somebody; a child is not unemployed."""
    return frozenset(
        code
        for code, share in HARDSHIPS
        if chance.random() < share and (code != "unemployed" or 18 <= age < 60)
    )
