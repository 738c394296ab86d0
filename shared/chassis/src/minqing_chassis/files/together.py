"""Two places at once, while files move from one to the other."""

from collections.abc import Iterator

from minqing_chassis.files.store import Store


class NewAndOld:
    """New files go to the new place; what lies at the old one is found there still."""

    def __init__(self, new: Store, old: Store) -> None:
        self._new = new
        self._old = old

    def put(self, key: str, sealed: bytes) -> None:
        """Keep it in the new place."""
        self._new.put(key, sealed)

    def get(self, key: str) -> bytes:
        """Return it from where it lies.

        What is in neither may have moved between the two looks: so a third one.
        """
        for place in (self._new, self._old):
            try:
                return place.get(key)
            except FileNotFoundError:
                continue
        return self._new.get(key)

    def delete(self, key: str) -> None:
        """Let it be gone from both; from the old one first, whence it might move."""
        self._old.delete(key)
        self._new.delete(key)

    def kept_at(self, key: str) -> float | None:
        """Return when it was put last, wherever that was."""
        told = [place.kept_at(key) for place in (self._new, self._old)]
        return max((each for each in told if each is not None), default=None)

    def older(self, moment: float) -> Iterator[str]:
        """Yield the keys of what was put before a moment; one in both comes twice."""
        yield from self._old.older(moment)
        yield from self._new.older(moment)

    def drop_parts(self, moment: float) -> int:
        """Let go of what was broken off in either."""
        return self._old.drop_parts(moment) + self._new.drop_parts(moment)
