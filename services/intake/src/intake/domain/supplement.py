"""一次性告知: all that is missing is told at once, and once only (domain.md B-05)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from intake.domain.errors import BrokenPetition
from minqing_kernel.text import clean

MOST_ITEMS = 30
LONGEST_ITEM = 200
LONGEST_ANSWER = 20_000


@dataclass(frozen=True, kw_only=True)
class Supplement:
    """What the petitioner was asked for, until when, and what came.

    `reminded_at` is when nobody had answered by `answer_by`; after `close_by` silence
    counts as giving up (视为放弃), which it did at `lapsed_at`.
    """

    items: tuple[str, ...]
    asked_at: datetime
    answer_by: datetime | None = None
    answer: str = ""
    answered_at: datetime | None = None
    reminded_at: datetime | None = None
    close_by: datetime | None = None
    lapsed_at: datetime | None = None

    @property
    def watch_at(self) -> datetime | None:
        """Return after which moment of silence something follows."""
        return self.close_by if self.reminded_at else self.answer_by

    def reminded(self, at: datetime, close_by: datetime) -> "Supplement":
        """Return it with the one reminder."""
        return replace(self, reminded_at=at, close_by=close_by)

    def lapsed(self, at: datetime) -> "Supplement":
        """Return it as what nobody answered."""
        return replace(self, lapsed_at=at)

    @classmethod
    def asking(
        cls, items: Iterable[str], at: datetime, answer_by: datetime | None = None
    ) -> Self:
        """Return a request for these items; raise BrokenPetition, Unreadable."""
        words = tuple(_item(each) for each in items)
        if not words:
            raise BrokenPetition(fields={"missing": "required"})
        if len(words) > MOST_ITEMS:
            raise BrokenPetition(fields={"missing": "too-long"})
        return cls(items=words, asked_at=at, answer_by=answer_by)

    def answered(self, words: str, at: datetime) -> "Supplement":
        """Return it with the petitioner's answer; raise BrokenPetition, Unreadable."""
        said = clean(words, field="text")
        if not said:
            raise BrokenPetition(fields={"text": "required"})
        if len(said) > LONGEST_ANSWER:
            raise BrokenPetition(fields={"text": "too-long"})
        return replace(self, answer=said, answered_at=at)


def _item(said: str) -> str:
    words = clean(said, field="missing")
    if not words:
        raise BrokenPetition(fields={"missing": "required"})
    if len(words) > LONGEST_ITEM:
        raise BrokenPetition(fields={"missing": "too-long"})
    return words
