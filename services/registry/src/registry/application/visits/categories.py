"""Whether a finding's category stands in the list of the day (B-21, B-26).

Intake keeps the list. Where it is not known, nothing is held against anybody: intake
then says so itself, and the finding shows it.
"""

from datetime import date
from typing import Protocol

from registry.domain.visits.errors import FindingCategoryUnknown


class Categories(Protocol):
    """The list of categories."""

    def holds(self, code: str, day: date) -> bool | None:
        """Tell whether a category holds on a day; None while nobody knows."""
        ...


def must_hold(matter: str | None, day: date, categories: Categories) -> None:
    """Raise FindingCategoryUnknown for what the list of the day does not name."""
    if matter is not None and categories.holds(matter, day) is False:
        raise FindingCategoryUnknown(fields={"matter": "unknown-category"})
