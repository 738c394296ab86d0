"""A quarter of a year, as reports name it: 2026Q4."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final, Self

PATTERN: Final = r"^(19|20|21)[0-9]{2}Q[1-4]\Z"


@dataclass(frozen=True)
class Quarter:
    """Three months of a year; `number` counts from 1."""

    year: int
    number: int

    @classmethod
    def of(cls, word: str) -> Self:
        """Return the quarter of a word that fits PATTERN."""
        return cls(int(word[:4]), int(word[5]))

    def begins(self, zone: tzinfo) -> datetime:
        """Return its first moment in a zone, told in UTC.

        Before 1901 the offset of China had seconds, which no wire can say.
        """
        first = datetime(self.year, 3 * self.number - 2, 1, tzinfo=zone)
        return first.astimezone(UTC)

    def ends(self, zone: tzinfo) -> datetime:
        """Return the first moment that is no longer of it."""
        later = Quarter(self.year + self.number // 4, self.number % 4 + 1)
        return later.begins(zone)
