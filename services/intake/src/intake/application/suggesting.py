"""Suggesting a category: earlier matters kept in memory, read again now and then."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from intake.domain.category import Category
from intake.domain.filed import MOST_COMPARED, FiledMatters, Suggested, suggest
from intake.domain.guide import Guide
from intake.domain.likeness import matter_key
from minqing_kernel.search_text import Simplify, search_key

LASTS: Final = 600.0
"""Seconds after which earlier matters are read again: a day's few change little."""


class Filed(Protocol):
    """Reads what was filed, and what is known of categories."""

    def filed(self) -> Iterable[tuple[str, str, str]]:
        """Return category, title and text of the newest that were accepted."""
        ...

    def guides(self) -> Mapping[str, Guide]:
        """Return the guide that stands of each category that has one."""
        ...


@dataclass
class CategoryDesk:
    """Tells as what something may be filed; `monotonic` returns seconds.

    `open_categories` are those that petitions may carry today. Counts of earlier
    matters are the whole agency's and name nobody.
    """

    reader: Filed
    open_categories: Callable[[], Iterable[Category]]
    simplify: Simplify
    monotonic: Callable[[], float]
    _filed: FiledMatters = field(default_factory=lambda: FiledMatters(()))
    _until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def suggest(self, text: str) -> tuple[list[Suggested], int]:
        """Return at most three, the likeliest first; and of how many they are."""
        filed, key = self._known(), self._key("", text)
        return suggest(key, filed, self._words()), len(filed)

    def _words(self) -> dict[str, tuple[str, ...]]:
        guides = self.reader.guides()
        return {
            each.code: self._own_words(each, guides.get(each.code))
            for each in self.open_categories()
        }

    def _own_words(self, category: Category, guide: Guide | None) -> tuple[str, ...]:
        said = (category.names["zh-CN"], *(guide.words if guide else ()))
        found = dict.fromkeys(search_key(each, self.simplify) for each in said)
        return tuple(each for each in found if each)

    def _known(self) -> FiledMatters:
        with self._lock:
            if self.monotonic() >= self._until:
                told = self.reader.filed()
                self._filed = FiledMatters(
                    (category, self._key(title, text)) for category, title, text in told
                )
                self._until = self.monotonic() + LASTS
            return self._filed

    def _key(self, title: str, text: str) -> str:
        return matter_key(title, text[: 2 * MOST_COMPARED], self.simplify)
