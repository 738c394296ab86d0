"""The words that a person is found by, and those that a query asks for.

Names are found whole, in part, by the pinyin of the surname or of any part of two
syllables, and by such a part's initials (`sounds`); tones that were typed narrow what
is found. Addresses are found by any part of two characters, and by their numbers, alone
and with what they count (65号, 9栋). The words themselves are never stored: see
`adapters/searching`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from minqing_kernel.errors import Invalid
from minqing_kernel.search_text import search_key
from minqing_kernel.search_words import asked_parts, word_parts
from registry.domain.searching.sounds import (
    Readings,
    sounds_of,
    spelt,
    tones_of,
    typed_tones,
)

BREAK = re.compile(r"[\s,，、;；]+")
LONGEST_QUERY: Final = 80
MOST_TERMS: Final = 6


def words_of(name: str, addresses: Iterable[str], readings: Readings) -> frozenset[str]:
    """Return every word that a person is found by."""
    key = search_key(name)
    found = {f"c:{key[:1]}", *word_parts(spelt(key)), *sounds_of(key, readings)}
    for address in addresses:
        found.update(word_parts(search_key(address)))
    return frozenset(found)


@dataclass(frozen=True, kw_only=True, repr=False)
class Query:
    """What was asked: `musts` all, and of each of `any_of` at least one.

    `terms` are what must stand in a name or an address, to the letter; `tones` the
    syllables that must be read so.
    """

    musts: frozenset[str]
    any_of: tuple[frozenset[str], ...]
    terms: tuple[str, ...]
    tones: frozenset[str] = frozenset()

    @property
    def loosened(self) -> "Query":
        """Return the same query of those on file before numbers and tones counted."""
        plain = {f"d:{e[2:-1]}" if e.startswith("n:") else e for e in self.musts}
        plain -= {f"t:{each}" for each in self.tones}
        return replace(self, musts=frozenset(plain))

    def fits(self, name: str, addresses: Sequence[str], readings: Readings) -> bool:
        """Tell whether somebody whom the words found is really meant."""
        texts = [search_key(each) for each in (name, *addresses)]
        said = all(any(term in text for text in texts) for term in self.terms)
        return said and (not self.tones or self.tones <= tones_of(texts[0], readings))


def read_query(text: str) -> Query:
    """Return what a text asks for; raise Invalid when it asks for nothing."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_QUERY])
    keys = [search_key(term) for term in BREAK.split(plain)]
    terms = _joined(spelt(key) for key in keys if key)[:MOST_TERMS]
    tones = frozenset(each for key in keys for each in typed_tones(key))
    sounds = [term for term in terms if term.isascii() and term.isalpha()]
    written = [term for term in terms if term not in sounds]
    query = Query(
        musts=frozenset(word for term in written for word in _asked(term))
        | {f"t:{each}" for each in tones},
        any_of=tuple(_heard(sounds)),
        terms=tuple(written),
        tones=tones,
    )
    if not query.musts and not query.any_of:
        raise Invalid(fields={"text": "nothing-to-find"})
    return query


def _heard(sounds: Sequence[str]) -> Iterator[frozenset[str]]:
    """Yield what each sound may be: a word of its own, or a syllable typed apart."""
    whole = "".join(sounds)
    for each in sounds:
        yield frozenset(f"{kind}:{word}" for kind in "pi" for word in (each, whole))


def _joined(keys: Iterable[str]) -> list[str]:
    """Return the terms; characters that were typed apart are one (王 明)."""
    terms: list[str] = []
    apart = False
    for key in keys:
        alone = len(key) == 1 and not key.isascii()
        if alone and apart:
            terms[-1] += key
        else:
            terms.append(key)
        apart = alone
    return terms


def _asked(term: str) -> set[str]:
    """Return a term's words; one character alone is a surname."""
    if len(term) == 1 and not term.isascii():
        return {f"c:{term}"}
    return {word for word in asked_parts(term) if not word.startswith("p:")}
