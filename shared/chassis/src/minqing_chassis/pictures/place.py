"""Where a photograph was taken: read only where its sender wishes it kept.

Latitude and longitude are taken over, and nothing else of what stands beside them.
"""

import io
from collections.abc import Mapping
from typing import Any, Final

from PIL import Image

GPS: Final = 0x8825
SIDES: Final = {1: ("N", "S"), 3: ("E", "W")}
"""Tags that say on which side of equator and meridian; the angle stands behind each."""
FARTHEST: Final = {1: 90.0, 3: 180.0}
FARTHEST_PART: Final = 648_001
"""No part of an angle is as much: half a circle has 648 000 seconds."""
UNREADABLE: Final = (
    *(OSError, SyntaxError, ValueError, TypeError, EOFError),
    *(LookupError, ArithmeticError),
)
Place = dict[int, Any]
"""A GPS block of four tags, or of none."""


def place_in(raw: bytes, formats: tuple[str, ...]) -> Place:
    """Return where a file says that it was taken; empty where it says nothing."""
    try:
        with Image.open(io.BytesIO(raw), formats=formats) as sent:
            return place_of(sent.getexif().get_ifd(GPS))
    except UNREADABLE:
        return {}


def place_of(told: Mapping[int, Any]) -> Place:
    """Return the place of a GPS block; empty where it is none. Never raises."""
    place: Place = {}
    for tag, sides in SIDES.items():
        angle = _angle(told.get(tag + 1))
        if told.get(tag) not in sides or not 0 <= _degrees(angle) <= FARTHEST[tag]:
            return {}
        place |= {tag: told[tag], tag + 1: angle}
    return place


def block_of(place: Place) -> bytes:
    """Return the place as a picture carries it."""
    exif = Image.Exif()
    exif.get_ifd(GPS).update(place)
    return exif.tobytes()


def _angle(said: Any) -> tuple[float, ...]:  # noqa: ANN401
    try:
        return tuple(float(each) for each in said)
    except UNREADABLE:
        return ()


def _degrees(angle: tuple[float, ...]) -> float:
    """Return an angle in degrees; -1 for what no picture can carry."""
    if len(angle) != 3 or not all(0 <= part < FARTHEST_PART for part in angle):
        return -1
    return angle[0] + angle[1] / 60 + angle[2] / 3600
