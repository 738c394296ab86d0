"""Trends: a period beside another, what rises suddenly, a league with denominators."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from flask import Response, request

from portal.bootstrap import Parts
from portal.domain.staff import DECIDING
from portal.domain.tiles import name_of
from portal.entrypoints.web.desk.figure_rows import (
    PERIODS,
    period_of,
    rows_at,
    span_of,
)
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.desk.watch import RATES
from portal.entrypoints.web.page import Page, draw

TRENDS: Final = "/watch/trends"
APART: Final = ("organisation", "category", "grid", "channel")
AGAINST: Final = ("period-before", "year-before")
SORTS: Final = ("cases", "change", "punctuality", "satisfaction")
SUDDEN_CASES: Final = 5
"""Fewer than so many are chance, whatever their share."""
SUDDEN: Final = Decimal(50)
"""Per cent more than before: a sudden rise."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One value: how many, how many before, what rates with n and N; its rows."""

    rank: int
    name: str
    cases: int
    before: int | None
    change: str | None
    sudden: bool
    share: int
    rates: dict[str, Any]
    rows: str


class TrendPages:
    """What supervisors read on Fridays."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [Page(path=TRENDS, view=self.show, name="trends", roles=DECIDING)]

    def show(self) -> Response:
        """Show a period's lines, told apart as chosen."""
        by, against = _one("by", APART), _one("against", AGAINST)
        sort, period = _one("sort", SORTS), period_of(request.args.get("of", ""))
        query = span_of(self._parts, period) | {"by": by, "compare": against}
        told = self._parts.desk.figures.trend(asker(), **query)
        found = sorted(told["lines"], key=lambda line: _place(line, sort), reverse=True)
        most = max((_cases(each) for each in found), default=0)
        names = self._parts.desk.units.divisions(asker())[0] if by == "grid" else {}
        lines = [
            _line(each, at, most, by, period, names)
            for at, each in enumerate(found, start=1)
        ]
        return draw(
            "desk/trends.html",
            told=told,
            lines=lines,
            sudden=[each for each in lines if each.sudden],
            rates=[name for name in RATES if name in told["total"]["rates"]],
            chosen={"by": by, "against": against, "sort": sort, "of": period},
            apart=APART,
            compared=AGAINST,
            sorts=SORTS,
            periods=PERIODS,
        )


def is_sudden(cases: int, change: str | None) -> bool:
    """Tell whether a rise is more than chance and more than half again."""
    return cases >= SUDDEN_CASES and (_number(change) or Decimal(0)) >= SUDDEN


def _line(
    told: dict[str, Any],
    rank: int,
    most: int,
    by: str,
    period: str,
    names: Mapping[str, str],
) -> Line:
    cases, before = _cases(told), told["before"]
    narrow = {by: told["key"]}
    narrow |= {"alone": "true"} if by == "organisation" else {}
    rows = rows_at("cases", period, narrow, TRENDS)
    return Line(
        rank=rank,
        name=(name_of(told["key"], names) if by == "grid" else told["name"])
        or told["key"],
        cases=cases,
        before=before["counts"].get("cases", 0) if before else None,
        change=told["change"],
        sudden=is_sudden(cases, told["change"]),
        share=round(100 * cases / most) if most else 0,
        rates=told["rates"],
        rows="" if by == "organisation" and not told["key"] else rows,
    )


def _place(told: dict[str, Any], sort: str) -> tuple[int, Decimal, int]:
    """Return where a line stands; what has no base stands last, not at nought."""
    if sort == "cases":
        return 1, Decimal(_cases(told)), 0
    said = told["change"] if sort == "change" else _percent(told, sort)
    number = _number(said)
    return (0, Decimal(0), 0) if number is None else (1, number, _cases(told))


def _percent(told: dict[str, Any], name: str) -> str | None:
    rate = told["rates"].get(name)
    return rate["percent"] if rate and rate["of"] else None


def _cases(told: dict[str, Any]) -> int:
    found: int = told["counts"].get("cases", 0)
    return found


def _number(said: str | None) -> Decimal | None:
    try:
        number = None if said is None else Decimal(said)
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _one(name: str, known: tuple[str, ...]) -> str:
    said = request.args.get(name, "")
    return said if said in known else known[0]
