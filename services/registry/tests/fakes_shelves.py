"""What every collection in memory is: a shelf of copies, or statements by key."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

from minqing_kernel.errors import NotFound


class Shelf:
    def __init__(self, stored: dict, key: str, missing: type[NotFound]) -> None:
        self.stored = stored
        self.held: dict[Any, Any] = {}
        self._key = key
        self._missing = missing

    def add(self, aggregate: Any) -> None:
        self.held[getattr(aggregate, self._key)] = aggregate

    def find(self, key: Any) -> Any:
        if key not in self.held and key in self.stored:
            self.held[key] = deepcopy(self.stored[key])
        return self.held.get(key)

    def get_many(self, keys: Iterable[Any]) -> dict[Any, Any]:
        found = {key: self.find(key) for key in keys}
        return {key: each for key, each in found.items() if each is not None}

    def get(self, key: Any) -> Any:
        found = self.find(key)
        if found is None:
            raise self._missing
        return found


class Kept:
    """Statements by key; the last one said of a key holds."""

    def __init__(self, stored: dict, key: Callable[[Any], Any]) -> None:
        self.stored = stored
        self.held: dict[Any, Any] = {}
        self._key = key

    def keep(self, said: Any) -> None:
        self.held[self._key(said)] = said
