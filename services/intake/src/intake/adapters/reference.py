"""Organisations and categories, kept in memory."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from intake.domain.category import Category
from intake.domain.organisation import Organisation, OrganisationTree
from minqing_chassis.database import Database

LASTS = 30.0
"""Seconds after which both lists are read again in any case."""
MISS_LASTS = 1.0
"""Seconds after which an unknown name is worth another look."""

ALL_ORGANISATIONS = "select * from organisations"
ALL_CATEGORIES = "select * from categories order by code"


@dataclass(frozen=True)
class _Known:
    tree: OrganisationTree
    categories: Mapping[str, Category]
    at: float
    edition: int


@dataclass
class CachedReference:
    """Answers from memory; reads again when told, when old, or for an unknown name.

    `monotonic` returns seconds on a clock that never goes back.
    """

    database: Database
    monotonic: Callable[[], float] = time.monotonic
    _known: _Known | None = None
    _edition: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def forget(self) -> None:
        """Read both lists again at the next question.

        What is being read at this moment may be older than this call: it is not kept.
        """
        self._edition += 1

    def category(self, code: str, on: date) -> Category | None:
        """Return the category if petitions may carry it on that day."""
        found = self._fresh(LASTS).categories.get(code)
        if found is None:
            found = self._fresh(MISS_LASTS).categories.get(code)
        return found if found is not None and found.holds_on(on) else None

    def categories(self) -> list[Category]:
        """Return every category, by code."""
        return list(self._fresh(LASTS).categories.values())

    def tree(self) -> OrganisationTree:
        """Return the organisations."""
        return self._fresh(LASTS).tree

    def organisation(self, organisation_id: str) -> Organisation | None:
        """Return one organisation; looks again when it is not known yet."""
        found = self._fresh(LASTS).tree.get(organisation_id)
        return found or self._fresh(MISS_LASTS).tree.get(organisation_id)

    def _fresh(self, lasts: float) -> _Known:
        known = self._known
        if known is not None and self._holds(known, lasts):
            return known
        with self._lock:
            known = self._known
            if known is None or not self._holds(known, lasts):
                known = self._known = self._read()
            return known

    def _holds(self, known: _Known, lasts: float) -> bool:
        return known.edition == self._edition and self.monotonic() - known.at < lasts

    def _read(self) -> _Known:
        at, edition = self.monotonic(), self._edition
        organisations = self.database.rows(ALL_ORGANISATIONS)
        categories = self.database.rows(ALL_CATEGORIES)
        return _Known(
            tree=OrganisationTree(Organisation(**row) for row in organisations),
            categories={row["code"]: Category(**row) for row in categories},
            at=at,
            edition=edition,
        )
