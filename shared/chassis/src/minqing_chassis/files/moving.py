"""Moves files from one place to another while their service runs.

Broken off, it goes on: what has moved is no longer at the old place. They move sealed
as they are; no key is needed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from minqing_chassis.files.store import FilesAway, Store


@dataclass
class Moved:
    """What became of the files: `gone` were let go by their service meanwhile."""

    moved: int = 0
    there: int = 0
    gone: int = 0
    bytes: int = 0

    @property
    def all(self) -> int:
        """Return how many were looked at."""
        return self.moved + self.there + self.gone


def move_all(
    old: Store,
    new: Store,
    *,
    keep: bool = False,
    tell: Callable[[Moved], object] = lambda _: None,
) -> Moved:
    """Bring every file over; it leaves the old place once the new one gave it back.

    With `keep` it stays there too. Raises FilesAway.
    """
    told = Moved()
    for key in old.older(inf):
        try:
            sealed = old.get(key)
        except FileNotFoundError:
            told.gone += 1
            continue
        if new.kept_at(key) is None:
            new.put(key, sealed)
            told.moved, told.bytes = told.moved + 1, told.bytes + len(sealed)
        else:
            told.there += 1
        if not keep:
            _leave(old, new, key)
        tell(told)
    return told


def _leave(old: Store, new: Store, key: str) -> None:
    """Take a file off the old place, if the new one has it."""
    try:
        new.get(key)
    except FileNotFoundError:
        raise FilesAway(f"the new place did not keep {key}") from None
    old.delete(key)
