"""What a caller reads when something is refused, in every language of an agency."""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

LANGUAGES: Final = ("zh-CN", "zh-TW", "en")
"""The languages every text must have; the first is the one nobody asked for."""

Table = Mapping[str, Mapping[str, str]]
"""Stable code -> language -> text; `<code>.detail` is the longer text, if any.

`<code>.plain` is read where a text has slots and nobody says what belongs in them.
`choice.<word>` says what a word that may be sent stands for.
"""

_TRADITIONAL = ("zh-tw", "zh-hk", "zh-mo", "zh-hant")


class IncompleteTexts(ValueError):
    """A code has no text in one of the languages."""


class Texts:
    """The chassis's own texts and those a service registers, looked up by code."""

    def __init__(self, further: Table | None = None) -> None:
        self._table: dict[str, Mapping[str, str]] = {**own_table(), **(further or {})}
        missing = missing_texts(self._table)
        if missing:
            raise IncompleteTexts(f"texts are missing: {', '.join(missing)}")

    def __contains__(self, code: object) -> bool:
        """Tell whether a code has a text."""
        return code in self._table

    def find(
        self, code: str, language: str, arguments: Mapping[str, Any] | None = None
    ) -> str | None:
        """Return the text of a code with its arguments filled in, or None."""
        texts = self._table.get(code)
        if texts is None:
            return None
        if arguments:
            return texts[language].format(**self._explained(arguments, language))
        return self._table.get(f"{code}.plain", texts)[language]

    def _explained(
        self, arguments: Mapping[str, Any], language: str
    ) -> Mapping[str, Any]:
        """Say beside each choice what it stands for, where all of them have words."""
        choices = str(arguments.get("choices", "")).split(", ")
        words = [self._table.get(f"choice.{each}") for each in choices]
        pairs = [
            f"{c}: {w[language]}" for c, w in zip(choices, words, strict=True) if w
        ]
        if len(pairs) < len(choices):
            return arguments
        return {**arguments, "choices": "; ".join(pairs)}


def own_table() -> dict[str, Mapping[str, str]]:
    """Return the texts that come with the chassis."""
    source = files("minqing_chassis.http").joinpath("texts.json")
    table: dict[str, Mapping[str, str]] = json.loads(source.read_text("utf-8"))
    return table


def missing_texts(table: Table) -> list[str]:
    """Name every `code (language)` that has no text."""
    return [
        f"{code} ({language})"
        for code, texts in table.items()
        for language in LANGUAGES
        if not texts.get(language)
    ]


@lru_cache(maxsize=256)
def language_for(accept_language: str | None) -> str:
    """Choose the best of our languages for an Accept-Language header (RFC 9110)."""
    wishes = sorted(
        filter(None, map(_wish, (accept_language or "").split(",")[:20])),
        key=lambda wish: -wish[1],
    )
    for tag, _ in wishes:
        ours = _ours(tag)
        if ours is not None:
            return ours
    return LANGUAGES[0]


def _wish(part: str) -> tuple[str, float] | None:
    tag, _, weight = part.partition(";")
    try:
        quality = float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        return None
    return (tag.strip().lower(), quality) if quality > 0 else None


def _ours(tag: str) -> str | None:
    if tag.startswith(_TRADITIONAL):
        return "zh-TW"
    if tag == "*" or tag == "zh" or tag.startswith("zh-"):
        return "zh-CN"
    return "en" if tag == "en" or tag.startswith("en-") else None
