"""The words by which part of a text is found: pairs of characters, numbers, letters.

They are made of a `search_key`; what keeps them decides whether they are keyed.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

RUN: Final = re.compile(r"[a-z]+|[0-9]+|[^a-z0-9]+")


def word_parts(key: str) -> set[str]:
    """Return every word of a key.

    `b:` two characters that stand side by side, `d:` a number, `n:` a number with what
    it counts (65号, 9栋), `p:` a run of Latin letters.
    """
    runs = RUN.findall(key)
    found = {word for run in runs for word in _run_words(run)}
    counted = [pair for pair in pairwise(runs) if pair[0].isdigit()]
    return found | {f"n:{number}{what[0]}" for number, what in counted}


def asked_parts(term: str) -> set[str]:
    """Return the words that a term asks for: those of `word_parts`.

    A number is asked for with what it counts, where that was typed: alone it is in
    nearly every text.
    """
    last = RUN.findall(term)[-1:]
    return {word for word in word_parts(term) if word[:2] != "d:" or word[2:] in last}


def _run_words(run: str) -> Iterator[str]:
    if run.isascii():
        yield f"d:{run}" if run.isdigit() else f"p:{run}"
        return
    for one, two in pairwise(run):
        yield f"b:{one}{two}"
