"""Finding a petition by what is known of it: words, address, number, name, telephone.

Words and addresses are found by their parts, as signs: what they are made of lies in
the petition's own row, so that a sign tells nothing more. Names and telephones are
sealed: they are found whole alone, by keyed numbers.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Final
from zlib import crc32

from minqing_kernel.errors import Invalid
from minqing_kernel.search_text import Simplify, search_key
from minqing_kernel.search_words import asked_parts, word_parts

LONGEST_SEARCH: Final = 60
MOST_TERMS: Final = 6
SHORTEST_TELEPHONE: Final = 7
"""Digits of a telephone number that may be somebody's."""
PART: Final = re.compile(r"(?=.*\d)[0-9A-Z]{4,24}\Z")
"""From four characters on a part of a number finds few enough."""
DASHES: Final = re.compile(r"[\s_\-\u2010-\u2015\u2212]+")
BLOCKS: Final = (1 << 12, 1 << 15, 1 << 18)
"""So many running numbers in a row share a sign, of each size one: the newest are
looked through in small steps, so that a word of every petition costs little, and what
is older in large ones, so that a rare word does not cost many."""
STEP: Final = 8
"""So many blocks of one size are one of the next."""
LEAST: Final = 4
"""So many whole blocks of a size are looked through before larger ones."""
SIGNS_OF_ONE_SIZE: Final = 1 << 20
BREAK: Final = re.compile(r"[\s,，、;；]+")
AT: Final = "@"
"""Begins a word of the place, which is found by its address, too."""


class SearchKind(StrEnum):
    """By what is looked for."""

    WORDS = "words"
    ADDRESS = "address"
    NAME = "name"
    TELEPHONE = "telephone"
    ENDING = "number-end"
    BEGINNING = "number-head"


PERSONAL: Final = frozenset({SearchKind.NAME, SearchKind.TELEPHONE})
"""What says who petitions: found whole alone, and each look is written down."""


def found_by(
    title: str, text: str, place: str, number: int, simplify: Simplify
) -> tuple[int, ...]:
    """Return the signs by which a petition is found, 32-bit numbers in their order."""
    where = word_parts(search_key(place, simplify))
    said = word_parts(search_key(title, simplify))
    said |= word_parts(search_key(text, simplify)) | where
    sizes = range(len(BLOCKS))
    blocks = (_block(size, number // BLOCKS[size]) for size in sizes)
    return _signs([*said, *(AT + each for each in where)], *blocks)


def asked_by(text: str, kind: SearchKind, simplify: Simplify) -> tuple[int, ...]:
    """Return the signs that all must be there; raise Invalid where none is told.

    One character alone finds nothing: it is in nearly every text.
    """
    terms = [search_key(each, simplify) for each in BREAK.split(text)][:MOST_TERMS]
    words = {word for term in terms for word in asked_parts(term)}
    if not words:
        raise Invalid(fields={"text": "nothing-to-find"})
    before = AT if kind is SearchKind.ADDRESS else ""
    return _signs(before + word for word in words)


def part_asked(text: str, kind: SearchKind, prefix: str) -> str:
    """Return how a receipt ends or begins, without its dashes; "" where none is told.

    An end is read out as digits; a head told without letters is one of ours (`prefix`).
    """
    part = DASHES.sub("", unicodedata.normalize("NFKC", text).upper())
    if not PART.match(part):
        return ""
    if kind is SearchKind.ENDING:
        return part if part.isdigit() else ""
    return prefix + part if part.isdigit() else part


def blocks_down(newest: int) -> list[int]:
    """Return the signs of the blocks that hold all numbers up to one, newest first."""
    found, at = [], newest // BLOCKS[0]
    for size in range(len(BLOCKS) - 1):
        end = max(0, at + 1 - LEAST) // STEP * STEP
        found += [_block(size, each) for each in range(at, end - 1, -1)]
        at = end // STEP - 1
    return found + [_block(len(BLOCKS) - 1, each) for each in range(at, -1, -1)]


def _block(size: int, at: int) -> int:
    return size * SIGNS_OF_ONE_SIZE + at


def _signs(words: Iterable[str], *blocks: int) -> tuple[int, ...]:
    """Return the signs: those of words are negative, those of blocks are not."""
    hashed = {-1 - (crc32(each.encode()) >> 1) for each in words}
    return tuple(sorted({*hashed, *blocks}))
