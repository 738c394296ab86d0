"""What each role sees of a person who gives no purpose (个人信息保护法第6、51条).

A full view is asked for with a purpose and is written down; see `access.py`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from minqing_kernel.messages import Role

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


@dataclass(frozen=True, kw_only=True)
class Masks:
    """How one role sees each field."""

    name: Mask = hidden
    identity_number: Mask = hidden
    telephone: Mask = hidden
    address: Mask = hidden


DESK = Masks(
    name=name_ends,
    identity_number=identity_ends,
    telephone=telephone_ends,
    address=to_building,
)
FIELD = Masks(
    name=surname,
    identity_number=identity_tail,
    telephone=telephone_tail,
    address=to_street,
)
MASKS: dict[Role, Masks] = {
    Role.CLERK: DESK,
    Role.SUPERVISOR: DESK,
    Role.HANDLER: FIELD,
}


def masks_for(role: Role) -> Masks:
    """Return how a role sees a person; whoever is not listed sees nothing."""
    return MASKS.get(role, Masks())
