"""Open matters near by that somebody may join: what may be shown of which.

Shown to anybody who tells something like it of the same street: what kind, where as far
as they said it themselves, since when. Never another's words, number or door.
"""

import re
from typing import Final
from zlib import crc32

from intake.domain.nature import Kind, Nature
from minqing_kernel.search_text import Simplify, search_key

NEARBY_SCORE: Final = 50.0
"""From here on (0 to 100, the shorter text within the longer) words may be of one
matter: of invented ones the same lamp scored 60 to 100, other things 12 to 29."""
MOST_COMPARED: Final = 300
"""So many letters of each text are compared: anybody may ask, and finding the shorter
text within the longer takes 2 000 letters a second of work, 300 some milliseconds."""
NEARBY_DAYS: Final = 180
MOST_SHOWN: Final = 3
STREET: Final = re.compile(r".{1,11}?[路街巷道村]")
ESTATE: Final = re.compile(r".{1,11}?[苑园里庄寨坊区]")
BUILDING: Final = re.compile(r"(?:\d+号)?\d+[栋幢座]|\d+号楼|\d+号")
NEVER: Final = frozenset({Kind.ACCUSATION, Kind.THANKS})
"""What nobody may join: whom it accuses it must not reach (条例第30条)."""


def street_of(place: str, simplify: Simplify) -> str:
    """Return the street, else the estate, that a place begins with; "" for none."""
    key = search_key(place, simplify)
    found = STREET.match(key) or ESTATE.match(key)
    return found[0] if found else ""


def street_key(place: str, simplify: Simplify) -> int | None:
    """Return one number for the street of a place; None where it names none."""
    street = street_of(place, simplify)
    if not street:
        return None
    said = street.encode()
    return crc32(said) << 31 | crc32(said[::-1]) >> 1


def shared_place(told: str, theirs: str, simplify: Simplify) -> str:
    """Return where both are: the street, with the building if both name the same.

    It says no more than was told: what only the other one says is left out.
    """
    street = street_of(told, simplify)
    mine, other = (_building(each, street, simplify) for each in (told, theirs))
    return street + (mine if mine == other else "")


def may_be_joined(
    nature: Nature, category: str | None, joinable: frozenset[str]
) -> bool:
    """Say whether a matter is of a kind that the place lets people join."""
    of_all = nature.kind not in NEVER and not nature.accused and not nature.statutory
    return of_all and category in joinable


def _building(place: str, street: str, simplify: Simplify) -> str:
    rest = search_key(place, simplify)[len(street) :]
    found = BUILDING.match(rest)
    return found[0] if found else ""
