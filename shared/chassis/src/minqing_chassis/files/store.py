"""What a place for sealed files promises, whatever it is made of.

A key is a name of 64 hex digits and no more: no path, no address comes out of it. What
is put is sealed already; no key that opens it ever reaches a place.
"""

import re
from collections.abc import Iterator
from typing import Final, Protocol

KEY: Final = re.compile(r"[0-9a-f]{64}\Z")
ENDING: Final = ".sealed"


class FilesAway(ConnectionError):
    """The place of the files does not answer, or takes nothing: try again (503)."""


class Store(Protocol):
    """Keeps bytes by a key. Every act may raise FilesAway."""

    def put(self, key: str, sealed: bytes) -> None:
        """Keep lastingly, whole or not at all; what is there already is new again.

        Raises FileNotFoundError for what is no key.
        """
        ...

    def get(self, key: str) -> bytes:
        """Return what was put; raise FileNotFoundError."""
        ...

    def delete(self, key: str) -> None:
        """Let it be gone; what is not there is gone already."""
        ...

    def kept_at(self, key: str) -> float | None:
        """Return when it was put last, in seconds of the epoch; None: it is not there.

        A place may know whole seconds alone, rounded down.
        """
        ...

    def older(self, moment: float) -> Iterator[str]:
        """Yield the keys of what was put before a moment (seconds of the epoch)."""
        ...

    def drop_parts(self, moment: float) -> int:
        """Let go of what was broken off before a moment; return how many these were."""
        ...


def place_of(key: str) -> str:
    """Return where a file lies below its root, in every place; FileNotFoundError."""
    if not KEY.match(key):
        raise FileNotFoundError
    return f"{key[:2]}/{key}{ENDING}"


def key_in(place: str) -> str | None:
    """Return the key of what lies at a place; None for what none of us put there."""
    key = place.rpartition("/")[2].removesuffix(ENDING)
    return key if KEY.match(key) and place == place_of(key) else None
