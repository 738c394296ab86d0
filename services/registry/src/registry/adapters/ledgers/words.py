"""What columns and codes of ledgers are called, in every language (`words.json`)."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

COLUMNS: Final = "columns"
TITLE: Final = "title"
USUAL: Final = "zh-CN"
"""The language of what is printed, and of whoever says none."""


@cache
def table() -> Mapping[str, Any]:
    """Return the table of words; each has every one of the languages."""
    source = files("registry.adapters.ledgers").joinpath("words.json")
    said: Mapping[str, Any] = json.loads(source.read_text("utf-8"))
    return said


def words_of(group: str, language: str) -> Mapping[str, str]:
    """Return what the codes of a group are called; a group without words has none."""
    found: Mapping[str, Any] = table().get(group, {})
    return {code: words[language] for code, words in found.items()}
