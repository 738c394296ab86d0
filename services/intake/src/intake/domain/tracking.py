"""Tracking codes: six digits that only the holder of the receipt was told."""

import hmac
from collections.abc import Callable
from uuid import UUID

DIGITS = 6


class TrackingCodes:
    """Makes a petition's code from a secret; nothing is stored, nothing can leak.

    `fingerprint` is a keyed hash of a text, as at least 16 hexadecimal digits.
    """

    def __init__(self, fingerprint: Callable[[str], str]) -> None:
        self._fingerprint = fingerprint

    def of(self, petition_id: UUID) -> str:
        """Return the code of a petition."""
        number = int(self._fingerprint(str(petition_id))[:16], 16)
        return f"{number % 10**DIGITS:0{DIGITS}d}"

    def fits(self, petition_id: UUID, code: str) -> bool:
        """Say whether the code is this petition's; takes the same time either way."""
        right, given = self.of(petition_id).encode(), code.encode("utf-8", "replace")
        return hmac.compare_digest(right, given)
