"""What a clerk needs to know of a category at the telephone (办事指南), as a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from intake.domain.errors import BrokenCategory
from minqing_kernel.text import clean

LONGEST_ANSWER: Final = 2_000
LONGEST_LINE: Final = 100
MOST_LINES: Final = 30


@dataclass(frozen=True, kw_only=True)
class Guide:
    """`answer` is what is said of such matters (答复口径), `materials` what to bring.

    `words` are how people call it: by them it is suggested before anything was filed.
    """

    category: str
    answer: str = ""
    materials: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        category: str,
        *,
        answer: str = "",
        materials: Iterable[str] = (),
        words: Iterable[str] = (),
    ) -> "Guide":
        """Return a guide of cleaned words, empty lines left out.

        Raises BrokenCategory for what is too long or too many, Unreadable.
        """
        told = cls(
            category=category,
            answer=clean(answer, field="answer"),
            materials=_lines(materials, "materials"),
            words=_lines(words, "words"),
        )
        if len(told.answer) > LONGEST_ANSWER:
            raise BrokenCategory(fields={"answer": "too-long"})
        return told


@dataclass(frozen=True, kw_only=True)
class GuideEdition:
    """A guide as somebody wrote it; the newest of a category stands."""

    guide: Guide
    by: str
    at: datetime


def _lines(said: Iterable[str], field: str) -> tuple[str, ...]:
    found = dict.fromkeys(clean(each, field=field) for each in said)
    lines = tuple(each for each in found if each)
    if len(lines) > MOST_LINES or any(len(each) > LONGEST_LINE for each in lines):
        raise BrokenCategory(fields={field: "too-long"})
    return lines
