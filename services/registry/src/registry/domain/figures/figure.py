"""Figures and what each is of; every number is the sum of rows that can be listed."""

from collections.abc import Mapping
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


GROUPS: Final[Mapping[Figure, frozenset[str]]] = {
    Figure.VISITS: frozenset({"total", "courtyard", "cadre", "unit"}),
    Figure.COVERAGE: frozenset({"kind"}),
    Figure.SUBJECTS: frozenset({"kind"}),
    Figure.LEDGERS: frozenset({"ledger", "matter"}),
    Figure.SUBSIDIES: frozenset({"programme", "unit"}),
    Figure.PLACEMENTS: frozenset({"total"}),
    Figure.FORMS: frozenset({"total"}),
}
"""By what each figure is grouped."""
OF_STAFF: Final = frozenset({Figure.VISITS, Figure.COVERAGE, Figure.FORMS})
"""Figures of what staff did: for those alone who oversee them."""


def figure_named(name: str) -> Figure:
    """Return a figure; raises FigureUnknown."""
    try:
        return Figure(name)
    except ValueError:
        raise FigureUnknown from None


def checked_group(figure: Figure, by: str) -> None:
    """Refuse a group that a figure does not have; the refusal is about its name."""
    if by not in GROUPS[figure]:
        raise Invalid(fields={"by": f"not-a-group-of-{figure}"})


def checked_time(since: date, until: date) -> None:
    """Refuse a time that ends before it begins."""
    if since > until:
        raise Invalid(fields={"until": "bad-span"})
