"""The board: the oldest overdue first, every rate with its n/N, each opens its rows."""

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from flask import Response, request

from portal.bootstrap import Parts
from portal.domain.deciding import KINDS
from portal.domain.staff import LEADING
from portal.entrypoints.web.desk.duties import LOOKS as DUTY_LOOKS
from portal.entrypoints.web.desk.figure_rows import (
    PERIODS,
    period_of,
    rows_at,
    span_of,
)
from portal.entrypoints.web.desk.looks import (
    asker,
    rows_of,
    told_or_away,
    told_or_none,
    unit_names,
    units_below,
)
from portal.entrypoints.web.desk.queue import waits_for
from portal.entrypoints.web.desk.tallies import board_of, tally_of
from portal.entrypoints.web.desk.worklists import address_of
from portal.entrypoints.web.page import Page, draw
from portal.entrypoints.web.soon import soon

WATCH: Final = "/watch"
OLDEST: Final = 10
BEHIND: Final = 5
RATES: Final = {
    "response": ("contacted_in_time", "dispatched"),
    "solution": ("solved_yes", ""),
    "satisfaction": ("satisfied", ""),
    "punctuality": ("in_time", "done"),
}
"""三率 and 按期办结率: which counts open as rows; "" where no one count is the base."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One rate: n of N, the share, and where the matters behind n and N stand."""

    name: str
    n: str
    of: int
    percent: str | None
    rows: str
    base: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """The figures of one unit, or of all."""

    name: str
    cases: int
    rows: str
    figures: list[Figure]


class WatchPages:
    """What supervisors open in the morning."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [Page(path=WATCH, view=self.show, name="watch", roles=LEADING)]

    def show(self) -> Response:
        """Show the board; its two halves stand each without the other."""
        period = period_of(request.args.get("of", ""))
        scope = units_below(self._parts)
        unit = request.args.get("unit", "")
        unit = unit if unit in scope else ""
        figures = soon(lambda: self._figures(period, unit))
        now = self._parts.clock.now()
        tally = soon(partial(tally_of, self._parts, now, unit))
        whole = soon(partial(tally_of, self._parts, now)) if unit else tally
        lagging = soon(self._behind)
        waits = waits_for(self._parts, whole)
        data = soon(self._data_requests)
        units = unit_names(self._parts)
        late, is_late = self._oldest(unit)
        told, behind = figures(), lagging()
        return draw(
            "desk/watch.html",
            late=late,
            is_late=is_late,
            period=period,
            periods=PERIODS,
            told=told,
            behind=behind,
            waits=waits(),
            board=board_of(self._parts, now, unit, tally()),
            scope=scope,
            unit=unit,
            all_late=address_of(
                ({"unit": unit} if unit else {}) | ({"late": "1"} if is_late else {})
            ),
            data=data(),
            kinds=KINDS,
            looks=DUTY_LOOKS,
            units=units,
            today=span_of(self._parts, period)["to"],
            total=_line(told["total"], period, _of_unit(unit)) if told else None,
            lines=[_line(each, period, _alone(each["key"])) for each in told["lines"]]
            if told
            else [],
        )

    def _oldest(self, unit: str) -> tuple[list[Any] | None, bool]:
        """Return what is late the longest; where nothing is, what is due first."""
        door, query = self._parts.desk.cases, _of_unit(unit)
        found = told_or_away(
            lambda: door.worklist(asker(), owing="true", limit=OLDEST, **query)
        )
        if found is None:
            return None, False
        told = found["items"]
        late = [each for each in told if each["overdue"]]
        due = late or [each for each in told if each["due_at"]]
        return rows_of(self._parts, due), bool(late)

    def _behind(self) -> list[dict[str, Any]] | None:
        """Return who lags the most with obligations; the board stands without."""
        door = self._parts.desk.duties
        told = told_or_none(
            lambda: door.standings(asker(), behind="true", limit=BEHIND)
        )
        return None if told is None else list(told["items"])

    def _data_requests(self) -> dict[str, int] | None:
        """Return how many requests about data wait, and how many of them too long."""
        told = told_or_none(
            lambda: self._parts.desk.data_requests.listed(asker(), waiting=True)
        )
        return told and {"late": told["late"], "all": len(told["requests"])}

    def _figures(self, period: str, unit: str) -> dict[str, Any] | None:
        query = span_of(self._parts, period) | {"by": "organisation"}
        query |= _of_unit(unit)
        return told_or_none(lambda: self._parts.desk.figures.figures(asker(), **query))


def _of_unit(unit: str) -> dict[str, str]:
    return {"organisation": unit} if unit else {}


def _alone(unit: str) -> dict[str, str]:
    return {"organisation": unit, "alone": "true"} if unit else {}


def _line(told: dict[str, Any], period: str, narrow: dict[str, str]) -> Line:
    figures = []
    for name, (n, base) in RATES.items():
        rate = told["rates"].get(name)
        if rate is None:
            continue
        figures.append(
            Figure(
                name=name,
                n=rate["n"],
                of=rate["of"],
                percent=rate["percent"],
                rows=rows_at(n, period, narrow),
                base=rows_at(base, period, narrow) if base else "",
            )
        )
    return Line(
        name=told["name"] or told["key"],
        cases=told["counts"].get("cases", 0),
        rows=rows_at("cases", period, narrow),
        figures=figures,
    )
