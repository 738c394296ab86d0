"""Figures as they go on the wire: percentages as text, so that 95.0 stays 95.0."""

from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from notify.application.figures.views import FactRow, FigureSheet, Line, ReplyTimes
from notify.application.reports.sheets import plain
from notify.application.reports.words import COHORTS, ROUNDING
from notify.domain.figures.rates import Figures, Rate

NAMED: Final = MappingProxyType(
    {
        "organisation": "organisation_id",
        "category": "category",
        "channel": "channel",
        "source": "source",
        "kind": "kind",
        "state": "state",
        "outcome": "outcome",
    }
)
"""What of a petition is told by name, and in which column its code stands."""


def present(sheet: FigureSheet, name: Callable[[str], str]) -> dict[str, Any]:
    """Return a sheet of figures as a reply's body; `name` names each code."""
    other = sheet.compared_with
    return {
        "cohort": sheet.cut.basis.value,
        "cohort_note": " ".join(COHORTS[sheet.cut.basis.value]),
        "rounding": " ".join(ROUNDING),
        "from": sheet.cut.period.first,
        "to": sheet.cut.period.last,
        "as_of": sheet.as_of,
        "policy": sheet.policy,
        "bases": dict(sheet.bases),
        "compared_from": None if other is None else other.first,
        "compared_to": None if other is None else other.last,
        "total": _line(sheet.total, name),
        "lines": [_line(each, name) for each in sheet.lines],
    }


def present_times(times: ReplyTimes) -> dict[str, Any]:
    """Return reply times as a reply's body."""
    return {
        "answered": times.answered,
        "within_15": _rate(Rate(n=Decimal(times.within_15), of=times.answered)),
        "within_60": _rate(Rate(n=Decimal(times.within_60), of=times.answered)),
        "median_days": _text(times.median_days),
        "longest_days": _text(times.longest_days),
    }


def present_row(row: FactRow, name: Callable[[str, str | None], str]) -> dict[str, Any]:
    """Return a petition behind a figure, its codes named."""
    known = vars(row)
    names = {what: name(what, known[column]) for what, column in NAMED.items()}
    return known | {"names": names}


def _line(line: Line, name: Callable[[str], str]) -> dict[str, Any]:
    return {
        "key": line.key,
        "name": name(line.key),
        **_numbers(line.figures),
        "before": None if line.before is None else _numbers(line.before),
        "change": _text(line.change),
    }


def _numbers(figures: Figures) -> dict[str, Any]:
    return {
        "counts": vars(figures.counts),
        "rates": {name: _rate(rate) for name, rate in figures.rates.items()},
        "excluded": list(figures.excluded),
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {
        "n": plain(rate.n),
        "of": rate.of,
        "percent": _text(rate.percent),
        "left_out": dict(rate.left_out),
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
