"""What a petitioner says: the words, kept as they were said."""

import re
from dataclasses import dataclass
from typing import Self

from intake.domain.errors import BrokenPetition
from minqing_kernel.text import clean

LONGEST_TEXT = 20_000
LONGEST_TITLE = 200
LONGEST_PLACE = 300
SHORT_TITLE = 40
CUT = "…"
PAUSES = " ，、；：,;:"
LAST_WORD = re.compile(r"[0-9A-Za-z]+\Z")
NUMBER = re.compile(r"\d(?:[\s-]?\d){6,}[XxＸｘ]?")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Title, text and place of a matter."""

    title: str
    text: str
    place: str

    @classmethod
    def of(cls, text: str, title: str = "", place: str = "") -> Self:
        """Return a statement of cleaned words; a missing title is the text's opening.

        Raises BrokenPetition for an empty or an overlong value (lengths in characters),
        Unreadable for what cannot be stored.
        """
        words = _fitting(text, "text", LONGEST_TEXT)
        if not words:
            raise BrokenPetition(fields={"text": "required"})
        heading = _fitting(title, "title", LONGEST_TITLE)
        return cls(
            title=heading or _opening(words),
            text=words,
            place=_fitting(place, "place", LONGEST_PLACE),
        )


def _opening(words: str) -> str:
    """Return the first words; a number as long as a telephone's stands in no title.

    What is cut says so, and is cut in no Latin word or number that began further on.
    """
    line = NUMBER.sub("***", words.splitlines()[0])
    if len(line) <= SHORT_TITLE:
        return line
    kept, behind = line[: SHORT_TITLE - 1], line[SHORT_TITLE - 1 :]
    if LAST_WORD.match(behind[0]):
        kept = LAST_WORD.sub("", kept) or kept
    return kept.rstrip(PAUSES) + CUT


def _fitting(text: str, field: str, longest: int) -> str:
    words = clean(text, field=field)
    if len(words) > longest:
        raise BrokenPetition(fields={field: "too-long"})
    return words
