"""What lists are called and what their codes mean, in every language (`words.json`).

A column's or a value's words are looked for under `kind.column` first, then `column`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

from minqing_chassis.http.texts import LANGUAGES
from registry.domain.exporting.lists import AMOUNTS

COLUMNS, VALUES, TITLES, YES_NO = "columns", "values", "titles", "yes-no"
ROOM: Final = "registry.entrypoints.exporting"


@dataclass(frozen=True, kw_only=True)
class ListWords:
    """The words of one kind of list in one language.

    `titles` are what the place calls codes of its own, by column: its programmes.
    """

    kind: str
    language: str
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def title(self) -> str | None:
        """Return what a list is called, if its kind is in the table."""
        words = table()[TITLES].get(self.kind)
        return words and str(words[self.language])

    def heading(self, codes: Iterable[str]) -> list[str]:
        """Return the headings of columns."""
        return [self._find(COLUMNS, code)[self.language] for code in codes]

    def rows(
        self, codes: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> Iterator[list[Any]]:
        """Yield rows with words for codes; what follows the codes is as it is."""
        meanings = [self._meanings(code) for code in codes]
        amounts = [code in AMOUNTS for code in codes]
        for row in rows:
            told = [
                Decimal(cell) if amount else self._said(cell, meant)
                for cell, meant, amount in zip(row, meanings, amounts, strict=False)
            ]
            yield told + [self._said(cell, {}) for cell in row[len(codes) :]]

    def _meanings(self, code: str) -> Mapping[str, str]:
        told = {each: w[self.language] for each, w in self._find(VALUES, code).items()}
        return {**self.titles.get(code, {}), **told}

    def _said(self, cell: Any, meanings: Mapping[str, str]) -> Any:  # noqa: ANN401
        if isinstance(cell, bool):
            return table()[YES_NO]["true" if cell else "false"][self.language]
        if isinstance(cell, dict):
            return self._answered(cell)
        if isinstance(cell, list | tuple):
            return [self._said(each, meanings) for each in cell]
        return meanings.get(str(cell), cell)

    def _answered(self, cell: Mapping[str, Any]) -> str:
        """Return how a case was answered, as a section keeps it: its receipt first."""
        outcome = self._meanings("outcome").get(str(cell["outcome"]), cell["outcome"])
        return f"{cell['receipt']} {outcome} {cell['on']}"

    def _find(self, what: str, code: str) -> Mapping[str, Any]:
        words: Mapping[str, Any] = table()[what]
        found: Mapping[str, Any] = words.get(code, {})
        own: Mapping[str, Any] = words.get(f"{self.kind}.{code}", found)
        return own


def purpose_in_words(purpose: str, language: str) -> str:
    """Return what a look is for, as people read it on the copy."""
    words = table()[VALUES]["purpose"].get(purpose)
    return str(words[language]) if words else purpose


@cache
def table() -> Mapping[str, Any]:
    """Return the table of words; each has every one of the languages."""
    said: Mapping[str, Any] = json.loads(
        files(ROOM).joinpath("words.json").read_text("utf-8")
    )
    return said


def without_words(said: Any = None, at: str = "") -> Iterator[str]:  # noqa: ANN401
    """Yield where the table lacks one of the languages."""
    said = table() if said is None else said
    if isinstance(next(iter(said.values())), str):
        yield from (f"{at}/{each}" for each in LANGUAGES if not said.get(each))
        return
    for key, below in said.items():
        yield from without_words(below, f"{at}/{key}")
