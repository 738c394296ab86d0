"""A petitioner follows a matter where it went, by the number and code of the first."""

import hmac
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from hashlib import scrypt
from typing import Final
from uuid import UUID

COST: Final = 2**14
MISREAD: Final = str.maketrans("OIL", "011")
TRIES: Final = 5
"""Wrong codes for one number within the window, before none is looked at."""
WINDOW: Final = timedelta(minutes=15)


def fits(code: str, petition_id: UUID, checks: Iterable[str]) -> bool:
    """Tell whether a code as typed is what any of these checks was made of."""
    known = [each for each in checks if each]
    if not known:
        return False
    given = scrypt(
        read_code(code).encode("utf-8", "replace"),
        salt=petition_id.bytes,
        n=COST,
        r=8,
        p=1,
        dklen=32,
    ).hex()
    # Of bytes: what another agency told may hold any letter.
    told = [each.encode("utf-8", "replace") for each in known]
    return any(hmac.compare_digest(given.encode(), each) for each in told)


def read_code(said: str) -> str:
    """Return a code as it was meant: typed small, with O for 0, in full width."""
    plain = unicodedata.normalize("NFKC", said).upper()
    return "".join(each for each in plain if each.isalnum()).translate(MISREAD)
