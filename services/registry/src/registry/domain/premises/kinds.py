"""The kinds of premises, and which may stand within which: a table."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class PremisesKind(StrEnum):
    """小区（片区）, 院落, 楼栋, 单元, 户, each smaller than the one before; 部件.

    A fixture (路灯, 井盖, 健身器材) stands in a place and is nobody's home (B-20).
    """

    ESTATE = "estate"
    COURTYARD = "courtyard"
    BUILDING = "building"
    UNIT = "unit"
    DOOR = "door"
    FIXTURE = "fixture"


WITHIN: Final[Mapping[PremisesKind, frozenset[PremisesKind | None]]] = {
    PremisesKind.ESTATE: frozenset({None}),
    PremisesKind.COURTYARD: frozenset({None, PremisesKind.ESTATE}),
    PremisesKind.BUILDING: frozenset(
        {None, PremisesKind.ESTATE, PremisesKind.COURTYARD}
    ),
    PremisesKind.UNIT: frozenset({PremisesKind.BUILDING}),
    PremisesKind.DOOR: frozenset(
        {
            PremisesKind.ESTATE,
            PremisesKind.COURTYARD,
            PremisesKind.BUILDING,
            PremisesKind.UNIT,
        }
    ),
    PremisesKind.FIXTURE: frozenset(
        {
            None,
            PremisesKind.ESTATE,
            PremisesKind.COURTYARD,
            PremisesKind.BUILDING,
            PremisesKind.UNIT,
        }
    ),
}
"""What each kind may stand in; None is nothing. No circle can be made of it."""

PRIVATE: Final = frozenset({PremisesKind.UNIT, PremisesKind.DOOR})
"""Too near to a door for the register to say openly that somebody lives there."""
