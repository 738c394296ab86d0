"""Numbers and codes for what the portal keeps while intake is away."""

import unicodedata
from datetime import datetime
from typing import Final

PREFIX: Final = "ZC"
"""暂存: such a number says by itself that it is not intake's."""
BOOKING: Final = "YY"
"""预约: so intake begins the numbers of seats at receptions."""
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is read as a digit, nor one that spells."""
NUMBER_LENGTH: Final = 6
CODE_LENGTH: Final = 8
MISREAD: Final = str.maketrans("OIL", "011")


def write_number(at: datetime, chance: bytes) -> str:
    """Return `ZC-YYMM-XXXXXX`; `chance` are six random bytes."""
    return f"{PREFIX}-{at:%y%m}-{_spell(chance[:NUMBER_LENGTH])}"


def write_code(chance: bytes) -> str:
    """Return `XXXX-XXXX`, as intake writes its codes; `chance`: eight random bytes."""
    code = _spell(chance[:CODE_LENGTH])
    return f"{code[:4]}-{code[4:]}"


def read_number(said: str) -> str:
    """Return a number as it was meant: full-width, small letters, other dashes."""
    plain = unicodedata.normalize("NFKC", said).upper()
    for dash in "‐‑‒–—―−－_ ":
        plain = plain.replace(dash, "-")
    return "-".join(part for part in plain.split("-") if part)[:40]


def read_code(said: str) -> str:
    """Return a code as it was meant, without its dash; O, I, L stand for 0, 1, 1."""
    plain = unicodedata.normalize("NFKC", said).upper()
    return "".join(each for each in plain if each.isalnum()).translate(MISREAD)[:64]


def is_ours(number: str) -> bool:
    """Say whether a number is one that the portal gave."""
    return number.startswith(f"{PREFIX}-")


def is_booking(number: str) -> bool:
    """Say whether a number is that of a seat at a reception."""
    return number.startswith(f"{BOOKING}-")


def _spell(chance: bytes) -> str:
    return "".join(ALPHABET[byte & 31] for byte in chance)
