"""What is open, what of it is overdue, and what came in: three counts of notify's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from portal.bootstrap import Parts
from portal.entrypoints.web.desk.figure_rows import rows_asked, span_of
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.soon import soon

FIRST: Final = date(2000, 1, 1)
LAST: Final = date(2199, 12, 31)
KINDS: Final = ("overdue", "open", "raised")


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many, and where they are listed; "" where they cannot be."""

    n: int
    rows: str


@dataclass(frozen=True, kw_only=True)
class Owed:
    """The three counts of one unit, or grid, or of all."""

    key: str
    name: str
    counts: Mapping[str, Count]

    def __getitem__(self, kind: str) -> Count:
        return self.counts[kind]


@dataclass(frozen=True, kw_only=True)
class OwedSheet:
    """The counts told apart, and together; of which days, as of when."""

    lines: list[Owed]
    total: Owed
    raised_since: date
    until: date
    as_of: Any


class OwedNow:
    """Counts by unit or grid; each number knows where its matters are listed.

    `within`: of one unit and those below it alone.
    """

    def __init__(
        self, parts: Parts, by: str, period: str, back: str, within: str = ""
    ) -> None:
        self._parts, self._by, self._back = parts, by, back
        unit = {"organisation": within} if within else {}
        zone = parts.settings.time_zone
        today = parts.clock.now().astimezone(zone).date()
        owing = unit | {"cohort": "due", "from": str(FIRST)}
        self._asked: dict[str, dict[str, str]] = {
            "overdue": owing | {"to": str(today - timedelta(days=1))},
            "open": owing | {"to": str(LAST)},
            "raised": unit | {"cohort": "accepted"} | span_of(parts, period),
        }

    def sheet(self) -> OwedSheet | None:
        """Return the counts; None while notify is away, or for whom it has none."""
        who, door = asker(), self._parts.desk.figures
        waits = {
            kind: soon(partial(door.figures, who, by=self._by, **query))
            for kind, query in self._asked.items()
        }
        told = told_or_none(lambda: {kind: wait() for kind, wait in waits.items()})
        return None if told is None else self._written(told)

    def nothing(self, key: str, name: str) -> Owed:
        """Return the counts of who stands in no sheet."""
        return self._owed(key, name, {})

    def _written(self, told: Mapping[str, Mapping[str, Any]]) -> OwedSheet:
        found: dict[str, dict[str, int]] = {}
        names: dict[str, str] = {}
        for kind, sheet in told.items():
            for line in sheet["lines"]:
                names[line["key"]] = line["name"] or line["key"]
                found.setdefault(line["key"], {})[kind] = _cases(line)
        whole = {kind: _cases(sheet["total"]) for kind, sheet in told.items()}
        return OwedSheet(
            lines=[self._owed(key, names[key], found[key]) for key in sorted(found)],
            total=self._owed("", "", whole, whole=True),
            raised_since=told["raised"]["since"],
            until=told["raised"]["until"],
            as_of=told["open"]["as_of"],
        )

    def _owed(
        self, key: str, name: str, counts: Mapping[str, int], *, whole: bool = False
    ) -> Owed:
        narrow = {} if whole else self._narrow(key)
        shown = {}
        for kind, asked in self._asked.items():
            n = counts.get(kind, 0)
            rows = rows_asked(
                {"measure": "cases", **asked, **(narrow or {})}, self._back
            )
            shown[kind] = Count(n=n, rows=rows if n and narrow is not None else "")
        return Owed(key=key, name=name, counts=shown)

    def _narrow(self, key: str) -> dict[str, str] | None:
        """Return what asks for these alone; None for what cannot be asked for."""
        if self._by != "organisation":
            return {self._by: key}
        return {"organisation": key, "alone": "true"} if key else None


def _cases(line: Mapping[str, Any]) -> int:
    found: int = line["counts"].get("cases", 0)
    return found
