"""Tracking codes: eight characters that only the holder of the receipt was told."""

import hmac
import unicodedata
from collections.abc import Callable
from hashlib import scrypt
from typing import Final
from uuid import UUID

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is read as a digit, nor one that spells."""
PATTERN: Final = rf"^[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}\Z"
LENGTH: Final = 8
BITS_EACH: Final = 5
COST: Final = 2**14
"""Sixteen megabytes and some hundredths of a second for each guess."""
MISREAD: Final = str.maketrans("OIL", "011")


class TrackingCodes:
    """Makes a petition's code from a secret; nothing is stored, nothing can leak.

    A code has forty bits: a thousand guesses a second find one in seventeen years on
    average. `fingerprint` is a keyed hash of a text, as at least 16 hexadecimal digits.
    """

    def __init__(self, fingerprint: Callable[[str], str]) -> None:
        self._fingerprint = fingerprint

    def of(self, petition_id: UUID) -> str:
        """Return the code of a petition, as XXXX-XXXX."""
        code = self._plain(petition_id)
        return f"{code[:4]}-{code[4:]}"

    def fits(self, petition_id: UUID, code: str) -> bool:
        """Say whether the code is this petition's; takes the same time either way."""
        right, given = self._plain(petition_id), read_code(code)
        return hmac.compare_digest(right.encode(), given.encode("utf-8", "replace"))

    def _plain(self, petition_id: UUID) -> str:
        number = int(self._fingerprint(str(petition_id))[:16], 16)
        shifts = range(BITS_EACH * (LENGTH - 1), -1, -BITS_EACH)
        return "".join(ALPHABET[number >> shift & 31] for shift in shifts)


def check_of(code: str, petition_id: UUID) -> str:
    """Return by what another agency knows a code; nobody reads the code from it.

    Slow on purpose: forty bits are to be guessed at the pages, never from this.
    """
    return scrypt(
        read_code(code).encode("utf-8", "replace"),
        salt=petition_id.bytes,
        n=COST,
        r=8,
        p=1,
        dklen=32,
    ).hex()


def read_code(said: str) -> str:
    """Return a code as it was meant: copied by hand, typed small, read aloud.

    Full-width letters, spaces, dashes, and O, I, L for 0, 1, 1 are understood.
    """
    plain = unicodedata.normalize("NFKC", said).upper()
    return "".join(each for each in plain if each.isalnum()).translate(MISREAD)
