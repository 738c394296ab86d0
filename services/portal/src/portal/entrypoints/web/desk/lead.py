"""The morning of who answers for a patch: six figures, and what they are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from flask import Response, abort

from portal.bootstrap import Parts
from portal.domain.staff import LEADING
from portal.entrypoints.web.desk.figure_rows import rows_at, span_of
from portal.entrypoints.web.desk.looks import (
    Row,
    asker,
    rows_of,
    told_or_none,
    units_below,
)
from portal.entrypoints.web.desk.owed_now import Owed, OwedNow
from portal.entrypoints.web.desk.watch import RATES
from portal.entrypoints.web.desk.worklists import address_of
from portal.entrypoints.web.page import Page, draw
from portal.entrypoints.web.soon import soon

LEAD: Final = "/lead"
AREA: Final = "/lead/<area>"
PERIOD: Final = "month"
TOPICS: Final = 8
UNITS: Final = 8
PRESSED: Final = 8
RULES: Final = 8
Narrow = dict[str, str]
"""What asks for one unit and those below it alone; nothing for all of one's own."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What is raised: how often, how often a year before, and where it is listed."""

    name: str
    cases: int
    before: int | None
    change: str | None
    rows: str


@dataclass(frozen=True, kw_only=True)
class Cover:
    """How one obligation was kept in the last period that ended."""

    code: str
    title: str
    met: int
    owing: int
    done: int
    required: int
    first: Any
    last: Any


class LeadPages:
    """One screen for a leader; each part stands where the others are away."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=LEAD, view=self.show, name="lead", roles=LEADING),
            Page(path=AREA, view=self.show, name="lead-area", roles=LEADING),
        ]

    def show(self, area: str = "") -> Response:
        """Show the state of one's patch this morning, or of one unit below it."""
        areas = units_below(self._parts)
        known = self._parts.desk.units.are_known(asker())
        if area and area not in areas and known:
            abort(404)
        unit = {"organisation": area} if area else {}
        owed = OwedNow(self._parts, "organisation", PERIOD, LEAD, area)
        waits: dict[str, Callable[[], Any]] = {
            "trend": soon(partial(told_or_none, partial(self._trend, unit))),
            "pressed": soon(partial(told_or_none, partial(self._pressed, unit))),
            "cover": soon(partial(told_or_none, partial(self._cover, area))),
        }
        told = owed.sheet()
        found = {name: wait() for name, wait in waits.items()}
        trend = found["trend"]
        return draw(
            "desk/lead.html",
            area=area,
            areas=areas,
            units_away=not known,
            all_late=address_of(({"unit": area} if area else {}) | {"late": "1"}),
            told=told,
            trend=trend,
            rates=_rates(trend["total"], unit) if trend else [],
            topics=_topics(trend["lines"], unit) if trend else [],
            late=_late(told.lines) if told else [],
            pressed=found["pressed"],
            cover=found["cover"],
        )

    def _trend(self, unit: Narrow) -> dict[str, Any]:
        query = unit | span_of(self._parts, PERIOD)
        query |= {"by": "category", "compare": "year-before"}
        return self._parts.desk.figures.trend(asker(), **query)

    def _pressed(self, unit: Narrow) -> list[Row]:
        """Return what came up to a superior, what is late the longest first."""
        query: dict[str, str | int] = {"escalated": "true", "limit": PRESSED, **unit}
        told = self._parts.desk.cases.worklist(asker(), **query)
        return rows_of(self._parts, told["items"])

    def _cover(self, unit: str) -> list[Cover]:
        told = self._parts.desk.duties.last_periods(asker(), unit)
        return [_covered(each) for each in told[:RULES]]


def _covered(period: dict[str, Any]) -> Cover:
    return Cover(
        code=period["rule"],
        title=period["title"],
        met=period["met"],
        owing=period["owing"],
        done=period["done"],
        required=period["required"],
        first=period["first"],
        last=period["last"],
    )


def _rates(total: dict[str, Any], unit: Narrow) -> list[dict[str, Any]]:
    return [
        total["rates"][name] | {"name": name, "rows": rows_at(n, PERIOD, unit, LEAD)}
        for name, (n, _) in RATES.items()
        if name in total["rates"]
    ]


def _topics(lines: list[dict[str, Any]], unit: Narrow) -> list[Topic]:
    """Return what is raised the most."""
    most = sorted(lines, key=lambda line: -line["counts"].get("cases", 0))
    return [
        Topic(
            name=line["name"] or line["key"],
            cases=line["counts"]["cases"],
            before=(line["before"] or {"counts": {}})["counts"].get("cases"),
            change=line["change"],
            rows=rows_at("cases", PERIOD, unit | {"category": line["key"]}, LEAD),
        )
        for line in most[:TOPICS]
        if line["counts"].get("cases")
    ]


def _late(lines: list[Owed]) -> list[Owed]:
    """Return who is late with the most."""
    late = [each for each in lines if each["overdue"].n]
    return sorted(late, key=lambda each: -each["overdue"].n)[:UNITS]
