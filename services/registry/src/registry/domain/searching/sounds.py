"""How names sound: the words that are kept of it, and the tones that somebody typed."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from typing import Final

Readings = Callable[[str], Sequence[Sequence[str]]]
"""Gives each character's readings, every one with its tone: 单 is dan1, shan4."""

SPELT = re.compile(r"(?:(?=[a-z]{2,6}[0-5])[b-df-hj-np-tw-z]{0,2}[aeiouv][a-z]*[0-5])+")
"""Pinyin with its tones as digits: li3, lü3bu4."""
COUNTED = re.compile("([a-z]+)([0-5])")
MARKED = re.compile(
    "((?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]+)([\u0300\u0301\u0304\u030c]?)"
    "([aeiouv]*(?:(?:ng?|r)(?![aeiouv]))?)"
)
TONES = re.compile("[0-5\u0300-\u036f]")
MARKS: Final = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
UMLAUT, NOT_AFTER = "u\u0308", re.compile("(?<=[jqxy])v")
MOST_READINGS: Final = 24
LONGEST_RUN: Final = 4
"""The longest part of a name, in syllables, that it is found by, but for the whole."""


def sounds_of(name: str, readings: Readings) -> set[str]:
    """Return the words of a name's sound: its parts, their initials, its tones."""
    heard = readings(name)
    found = {f"t:{each}" for each in tones_of(name, readings)}
    plain = [dict.fromkeys(each[:-1] for each in some) for some in heard]
    for syllables in islice(product(*plain), MOST_READINGS):
        if syllables:
            found.update(_words(syllables))
    return found


def _words(syllables: Sequence[str]) -> Iterator[str]:
    """Yield the surname alone, and each part of two syllables or more."""
    yield "p:" + syllables[0]
    for part in (syllables, syllables[1:], *_runs(syllables)):
        if part:
            yield "p:" + "".join(part)
        if len(part) > 1 or part is syllables:
            yield "i:" + "".join(each[:1] for each in part)


def _runs(syllables: Sequence[str]) -> Iterator[Sequence[str]]:
    for length in range(2, LONGEST_RUN + 1):
        for start in range(len(syllables) - length + 1):
            yield syllables[start : start + length]


def tones_of(name: str, readings: Readings) -> frozenset[str]:
    """Return the syllables of a name with their tones: li3; in Latin letters, too."""
    heard = {each for some in readings(name) for each in some}
    return frozenset(heard) | typed_tones(name)


def spelt(key: str) -> str:
    """Return pinyin without its tones, be they marks or digits, and ü as v (lǚ: lv)."""
    bare = _bare(key)
    if not (SPELT.fullmatch(bare) or key.isalpha()):
        return key
    plain = TONES.sub("", bare)
    return NOT_AFTER.sub("u", plain) if plain.isascii() else key


def typed_tones(key: str) -> frozenset[str]:
    """Return the syllables that were typed with a tone: lǚbù is lv3, bu4."""
    bare = _bare(key)
    if SPELT.fullmatch(bare):
        told = [(said, tone.replace("0", "5")) for said, tone in COUNTED.findall(bare)]
    else:
        told = list(_marked(bare))
    return frozenset(NOT_AFTER.sub("u", said) + tone for said, tone in told)


def _marked(bare: str) -> Iterator[tuple[str, str]]:
    found = list(MARKED.finditer(bare))
    if "".join(each.group() for each in found) != bare:
        return
    for each in found:
        begin, mark, end = each.groups()
        if mark:
            yield begin + end, MARKS[mark]


def _bare(key: str) -> str:
    return unicodedata.normalize("NFD", key).replace(UMLAUT, "v")
