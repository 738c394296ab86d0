"""Sealing the personal part of a row; an unchanged row stays as it is stored."""

from typing import Any
from uuid import UUID

from minqing_chassis.sealing import Sealer


class Seals:
    """Seals and opens the documents of one unit of work.

    A token is made anew at every sealing; the one a document was opened from, or was
    sealed into before, is given again, so that rows can be compared.
    """

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer
        self._known: dict[UUID, list[tuple[dict[str, Any], str]]] = {}

    def seal(self, document: dict[str, Any], about: UUID) -> str:
        """Return the token of a document about one row."""
        known = self._known.setdefault(about, [])
        for said, token in known:
            if said == document:
                return token
        known.append((document, self._sealer.seal(document, str(about))))
        return known[-1][1]

    def open(self, token: str, about: UUID) -> dict[str, Any]:
        """Return a document; a token of an old key is renewed when the row changes."""
        document: dict[str, Any] = self._sealer.open(token, str(about))
        if not self._sealer.is_stale(token):
            self._known.setdefault(about, []).append((document, token))
        return document

    def index(self, value: str | None, purpose: str) -> str | None:
        """Return the blind index of a value for look-ups, or None for none."""
        return None if value is None else self._sealer.blind_index(value, purpose)
