"""Figures and what each is of; every number is the sum of rows that can be listed."""

from datetime import date
from enum import StrEnum
from typing import Final

from minqing_kernel.errors import Invalid, NotFound


class FigureUnknown(NotFound):
    """There is no figure of this name."""

    code = "figure-unknown"


class Figure(StrEnum):
    """走访、覆盖、走访对象、台账、补助、就业、转办表."""

    VISITS = "visits"
    COVERAGE = "coverage"
    SUBJECTS = "subjects"
    LEDGERS = "ledgers"
    SUBSIDIES = "subsidies"
    PLACEMENTS = "placements"
    FORMS = "forms"


OF_STAFF: Final = frozenset({Figure.VISITS, Figure.COVERAGE, Figure.FORMS})
"""Figures of what staff did: for those alone who oversee them."""


def figure_named(name: str) -> Figure:
    """Return a figure; raises FigureUnknown."""
    try:
        return Figure(name)
    except ValueError:
        raise FigureUnknown from None


def checked_time(since: date, until: date) -> None:
    """Refuse a time that ends before it begins."""
    if since > until:
        raise Invalid(fields={"until": "bad-span"})
