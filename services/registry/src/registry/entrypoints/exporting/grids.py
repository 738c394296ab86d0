"""The rows of a grid's three pages as they leave, in the place's own words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from registry.adapters.grid_pages.reader import Listed
from registry.application.cover.pages import Page, sight_of
from registry.application.exporting.ports import Export
from registry.bootstrap import Parts
from registry.domain.exporting.lists import LISTS
from registry.entrypoints.exporting.words import VALUES, table

WHAT: Final = "grid-matters.what"


class GridLists:
    """Reads lists of a grid; of people only those who were written down."""

    def __init__(self, parts: Parts) -> None:
        self._register = parts.reader
        self._pages = parts.cover
        self._rules = parts.rules
        self._clock = parts.clock

    def rows(self, export: Export) -> Iterator[Sequence[Any]]:
        """Yield the rows; JSON tells codes, other forms what they are called."""
        page = Page(export.kind.removeprefix("grid-"))
        policy = self._rules.ledgers_at(self._clock.now())
        _, sight = sight_of(self._register, export.by, export.grid_id or "", policy)
        codes, noted = LISTS[export.kind], {str(each) for each in export.subjects}
        words = {} if export.form == "json" else self._words()
        for row in self._pages.everything(page, sight, export.by.role):
            if page is not Page.PEOPLE or row.kind == "staff" or row.id in noted:
                told = {**vars(row), **words.get(_meant(row), {})}
                yield [told[code] for code in codes]

    def _words(self) -> Mapping[str, Mapping[str, str]]:
        """Return what the place calls its visits, ledgers and sections.

        Those that the table of words knows are left to it.
        """
        now = self._clock.now()
        ledgers = self._rules.ledgers_at(now).ledgers
        named = [
            *(("visit", e.code, e.title) for e in self._rules.visits_at(now).kinds),
            *(("ledger-item", each.code, each.title) for each in ledgers),
            *(
                ("petition", each.code, each.latest.spec.title)
                for each in self._register.sections()
            ),
        ]
        titles = {f"{kind}/{code}": title for kind, code, title in named}
        titles |= {key: key for key in table()[VALUES][WHAT]}
        return {key: {"what": title} for key, title in titles.items()}


def _meant(row: Listed) -> str:
    return f"{row.kind}/{getattr(row, 'what', None)}"
