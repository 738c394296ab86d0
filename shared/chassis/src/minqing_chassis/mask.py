"""Personal data as a screen may show it: enough to recognise, too little to misuse."""

import re

STAR = "*"
_BUILDING = re.compile(r".*?(?:\d+[栋幢座]|号楼)")
_STREET = re.compile(r".*?[路街巷道村]")


def name(value: str) -> str:
    """Return a name with all but its ends starred: 张小三 -> 张*三, 冯一 -> 冯*."""
    if len(value) <= 1:
        return STAR * len(value)
    if len(value) == 2:
        return value[0] + STAR
    return value[0] + STAR * (len(value) - 2) + value[-1]


def phone(value: str) -> str:
    """Return a number with its middle starred: 138****8000, 0816****123.

    A number of fewer than eight characters keeps its last two.
    """
    if len(value) < 8:
        return STAR * max(len(value) - 2, 0) + value[-2:] if len(value) > 2 else "**"
    tail = min(4, len(value) - 7)
    return value[:3] + STAR * (len(value) - 3 - tail) + value[-tail:]


def identity(value: str) -> str:
    """Return an identity number with the first 6 and last 4: 510106********1234."""
    if len(value) <= 10:
        return STAR * len(value)
    return value[:6] + STAR * (len(value) - 10) + value[-4:]


def email(value: str) -> str:
    """Return an address with its local part starred: zhangsan@a.cn -> z***@a.cn."""
    local, at, host = value.rpartition("@")
    if not at:
        return STAR * 3
    return f"{local[:1]}{STAR * 3}@{host}"


def address(value: str) -> str:
    """Return an address down to its building, else its street: 金科苑路93号1栋***."""
    for part in (_BUILDING, _STREET):
        found = part.match(value)
        if found:
            return found[0] + STAR * 3
    return STAR * 3
