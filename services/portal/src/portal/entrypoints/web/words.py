"""Every word of the pages, in each language; what lacks one stops the start."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from minqing_chassis.http.texts import LANGUAGES, IncompleteTexts, missing_texts

NAMES: Final = {"zh-CN": "简体", "zh-TW": "繁體", "en": "English"}
"""How each language calls itself."""


TEXTS: Final = re.compile(r"texts(_[a-z]+)?\.json")
"""The files of texts: those of every page, and those of one group of pages each."""


class _Slot:
    """What is put into a text; `{n:day|days}` says the first word of 1 alone."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        one, parted, many = spec.partition("|")
        if parted:
            return one if str(self._value) == "1" else many
        return format(self._value, spec)


class Words:
    """The texts of one language."""

    def __init__(self, language: str, table: Mapping[str, Mapping[str, str]]) -> None:
        self.language = language
        self._table = table

    def __call__(self, key: str, **slots: object) -> str:
        """Return a text with its slots filled; an unknown key is a fault of ours."""
        said = self._table[key][self.language]
        return said.format(**{name: _Slot(value) for name, value in slots.items()})

    def of(self, prefix: str) -> dict[str, str]:
        """Return the texts that begin so, by the rest of their key, slots and all."""
        return {
            key.removeprefix(prefix): said[self.language]
            for key, said in self._table.items()
            if key.startswith(prefix)
        }

    def has(self, key: str) -> bool:
        """Tell whether there is such a text."""
        return key in self._table


@cache
def words_in(language: str) -> Words:
    """Return the texts of one of our languages."""
    return Words(language, all_texts())


@cache
def all_texts() -> dict[str, dict[str, str]]:
    """Return every text: key -> language -> text. Raises IncompleteTexts."""
    table: dict[str, dict[str, str]] = {}
    for source in sorted(files("portal.entrypoints.web").iterdir(), key=str):
        if TEXTS.fullmatch(source.name):
            table |= json.loads(source.read_text("utf-8"))
    lacking = missing_texts(table)
    if lacking:
        raise IncompleteTexts(f"texts are missing: {', '.join(lacking)}")
    return table


def is_language(code: str) -> bool:
    """Tell whether pages are written in that language."""
    return code in LANGUAGES
