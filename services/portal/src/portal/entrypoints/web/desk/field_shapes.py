"""How a field of the file is typed: which box, which keys on a phone, how wide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

LINE: Final = 100
"""Longer words get a box of several lines."""
SHORT: Final = 40
"""So many signs fit into a narrow box."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a box says of itself in HTML; `width` is a class of the style sheet."""

    type: str = "text"
    mode: str = ""
    pattern: str = ""
    longest: int = 200
    width: str = ""
    tall: bool = False


OF_TYPES: Final = {
    "day": Shape(type="date", width="box-short", longest=10),
    "number": Shape(
        mode="numeric", pattern="-?[0-9]{1,10}", longest=11, width="box-number"
    ),
    "amount": Shape(
        mode="decimal",
        pattern=r"[0-9]{1,9}(\.[0-9]{1,2})?",
        longest=12,
        width="box-number",
    ),
}
OF_KINDS: Final = {
    "telephone": Shape(
        type="tel",
        mode="tel",
        pattern=r"\+?[0-9\(\) \-]{5,24}",
        longest=25,
        width="box-short",
    ),
    "identity": Shape(pattern="[0-9]{17}[0-9Xx]", longest=18, width="box-short"),
}


def shape_of(asked: Mapping[str, Any]) -> Shape:
    """Return how a field is typed, by its type, by what its words are, by its length.

    Nothing else is asked of names and addresses than of other words.
    """
    longest: int = asked["longest"]
    found = OF_TYPES.get(asked["type"]) or OF_KINDS.get(asked["kind"])
    if found is not None:
        return found
    narrow = "box-short" if longest <= SHORT or asked["kind"] == "name" else ""
    tall = longest > LINE and asked["kind"] == "plain"
    return Shape(longest=longest, width=narrow, tall=tall)
