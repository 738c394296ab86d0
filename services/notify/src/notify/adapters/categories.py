"""What categories are called: asked of intake now and then, kept, read from memory."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from minqing_chassis.database import UNAVAILABLE, Database
from minqing_chassis.flush import insert_sql
from minqing_chassis.rpc import RpcUnavailable
from minqing_chassis.unit_of_work import SqlWork
from notify.adapters.contacts import Calls
from notify.adapters.sending.tables import category_names
from notify.application.books import Names

ALL: Final = "select code, names from category_names"
INSTEAD: Final = """
on conflict (code) do update set names = excluded.names
where category_names.names <> excluded.names
"""
FRESH_SECONDS: Final = 60.0
LONGEST_CODE: Final = 64


class IntakeCategories:
    """Intake owns the categories."""

    def __init__(self, intake: Calls) -> None:
        self._intake = intake

    def ask(self) -> Mapping[str, Names]:
        """Return what all are called; nothing while intake is away.

        What is no name is left out: a letter would fail at it, and all others wait.
        """
        try:
            found = self._intake.call("category_names")
        except RpcUnavailable:
            return {}
        told = found.items() if isinstance(found, Mapping) else ()
        return {code: names for code, names in told if _is_name(code, names)}


def _is_name(code: Any, names: Any) -> bool:  # noqa: ANN401
    if not isinstance(names, Mapping) or len(code) > LONGEST_CODE:
        return False
    return all(isinstance(told, str) for told in names.values())


class SqlCategories:
    """The copy in its table; what is gone at its owner keeps its name here."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def keep(self, names: Mapping[str, Names]) -> None:
        """Keep what categories are called now."""
        rows = [
            {"code": code, "names": dict(told)} for code, told in sorted(names.items())
        ]
        if rows:
            sql = insert_sql(category_names, ("code", "names"))
            self._work.write(f"{sql} {INSTEAD}", rows)


class CategoryNames:
    """Reads the copy; what is renamed is seen a minute later.

    While the database is away the names known last go on holding.
    """

    def __init__(
        self, database: Database, tick: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._tick = tick
        self._read_at: float | None = None
        self._known: Mapping[str, Names] = {}

    def find(self, code: str, language: str) -> str | None:
        """Return a category's name in a language; None: it is not known (yet)."""
        if self._read_at is None or self._tick() - self._read_at >= FRESH_SECONDS:
            self._refresh()
        return self._known.get(code, {}).get(language)

    def _refresh(self) -> None:
        try:
            rows = self._database.rows(ALL)
        except UNAVAILABLE:
            return
        self._known = {row["code"]: row["names"] for row in rows}
        self._read_at = self._tick()
