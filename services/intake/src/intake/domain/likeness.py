"""When two texts are alike: the key they are compared by, and signs to find them by.

The words that were typed stay as they are (domain.md 1.0, E-1); what is made here is
for finding alone. Signs are a one-permutation MinHash over the key's trigrams: texts
that share half of them share a sign in 96 of 100 cases, those with a tenth in 2.
"""

from collections.abc import Sequence
from struct import pack
from typing import Final
from zlib import crc32

from minqing_kernel.search_text import LONGEST_KEY, Simplify, search_key

BANDS: Final = 24
ROWS: Final = 3
BINS: Final = BANDS * ROWS
SHINGLE: Final = 3
PERSON_BITS: Final = 63
STEP: Final = 0x9E3779B1
WORD: Final = 0xFFFFFFFF


def matter_key(title: str, text: str, simplify: Simplify) -> str:
    """Return the key of a whole matter; a title that only opens the text adds none."""
    said, heading = search_key(text, simplify), search_key(title, simplify)
    return said if said.startswith(heading) else (heading + said)[:LONGEST_KEY]


def place_key(
    place: str, category: str | None, division_code: str, simplify: Simplify
) -> int | None:
    """Return one number for a place and a category; None where either is unknown."""
    where = search_key(place, simplify)
    if not where or not category:
        return None
    said = f"{division_code}\x00{category}\x00{where}".encode()
    return crc32(said) << 31 | crc32(said[::-1]) >> 1


def person_key(fingerprint: str) -> int:
    """Return a keyed hash (at least 16 hexadecimal digits) as a number of 63 bits."""
    return int(fingerprint[:16], 16) >> 1


def normal_telephone(telephone: str) -> str:
    """Return a telephone number as it is compared: digits, without 86 before them."""
    digits = "".join(each for each in telephone if each.isdigit())
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and len(digits) - len(prefix) >= 11:
            return digits[len(prefix) :]
    return digits


def signs_of(key: str) -> list[int]:
    """Return the key's 24 signs, signed 32-bit numbers; none for an empty key.

    Equal keys have equal signs; the sign at each place is compared with that at the
    same place of another.
    """
    if not key:
        return []
    least = _filled(_least(key))
    return [_band(band, least) for band in range(BANDS)]


def _least(key: str) -> list[int | None]:
    least: list[int | None] = [None] * BINS
    ends = max(1, len(key) - SHINGLE + 1)
    for hashed in {crc32(key[at : at + SHINGLE].encode()) for at in range(ends)}:
        number, home = divmod(hashed, BINS)
        known = least[home]
        if known is None or number < known:
            least[home] = number
    return least


def _filled(least: Sequence[int | None]) -> list[int]:
    """Let an empty bin borrow from the next full one, the distance mixed in.

    Backwards twice around: the second time each bin knows who comes after it.
    """
    filled, away, number = [0] * BINS, 0, 0
    for home in (*reversed(range(BINS)), *reversed(range(BINS))):
        found = least[home]
        away, number = (away + 1, number) if found is None else (0, found)
        filled[home] = (number + away * STEP) & WORD
    return filled


def _band(band: int, least: Sequence[int]) -> int:
    rows = least[band * ROWS : (band + 1) * ROWS]
    sign = crc32(pack(f"<{ROWS + 1}I", band, *rows))
    return sign - (1 << 32) if sign >= 1 << 31 else sign
