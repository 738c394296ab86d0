"""Ways of showing less than all of a word; `sensitivity.py` says who sees which."""

import re
from collections.abc import Callable

HIDDEN = "***"
BUILDING = re.compile(r".*?(?:\d+[栋幢座]|号楼)")
NUMBER = re.compile(r".*?\d+号")
STREET = re.compile(r".*?[路街巷道村]")


def name_ends(name: str) -> str:
    """Show the first and the last character: 张*三, 冯*."""
    if len(name) < 3:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def surname(name: str) -> str:
    """Show the surname alone: 冯**."""
    return name[0] + "**"


def identity_ends(number: str) -> str:
    """Show the area and the last four: 510106********1234."""
    return number[:6] + "*" * 8 + number[-4:]


def identity_tail(number: str) -> str:
    """Show the last four alone."""
    return "*" * 14 + number[-4:]


def telephone_ends(number: str) -> str:
    """Show three and four: 138****8000; of a short number the last two."""
    if len(number) < 9:
        return "*" * (len(number) - 2) + number[-2:]
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def telephone_tail(number: str) -> str:
    """Show the last two alone."""
    return "*" * (len(number) - 2) + number[-2:]


def to_building(address: str) -> str:
    """Show an address down to its building (楼栋), else to its number or street."""
    for part in (BUILDING, NUMBER, STREET):
        found = part.match(address)
        if found:
            return found[0] + HIDDEN
    return HIDDEN


def to_street(address: str) -> str:
    """Show an address down to its street."""
    found = STREET.match(address)
    return found[0] + HIDDEN if found else HIDDEN


def hidden(value: str) -> str:
    """Show that there is something, and nothing of it."""
    return HIDDEN


Mask = Callable[[str], str]
"""A way of showing a word, and less than all of it."""
