"""The inbox while routing is away: what the portal itself heard of a unit's cases."""

from typing import Any, Final

from portal.adapters.remembered import Remembered
from portal.bootstrap import Parts
from portal.domain.clocks import left
from portal.entrypoints.web.desk.looks import (
    Row,
    asker,
    category_names,
    told_or_none,
    unit_names,
    units_below,
)
from portal.entrypoints.web.desk.waiting import Chip
from portal.entrypoints.web.guard import staff

MOST: Final = 50
WORKING: Final = Chip(look="working", key="chip.working")
"""The read model knows that a case is open, and no more of its state."""


class HeardCases:
    """Open cases of a unit and of those below it, read at most once a minute."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._owing = Remembered(self._read)

    def rows(self) -> list[Row] | None:
        """Return those of which intake tells the reader the title; None if it is away.

        The read model knows nobody whom a case accuses (条例第30条): no line of it is
        shown without intake, which does.
        """
        units = {staff().organisation_id, *units_below(self._parts)}
        told = self._owing.get(",".join(sorted(units)))
        found = told.answer if told else []
        receipts = [each["receipt"] for each in found]
        door, who = self._parts.desk.matters, asker()
        titles = told_or_none(lambda: door.titles(who, receipts))
        if titles is None:
            return None
        return [
            self._row(each, titles[each["receipt"]])
            for each in found
            if each["receipt"] in titles
        ]

    def _row(self, case: dict[str, Any], title: str) -> Row:
        unit, category = case["organisation_id"], case["category"] or ""
        return Row(
            receipt=case["receipt"],
            revision=0,
            title=title,
            state="",
            clock=left(case["due_at"], self._parts.clock.now()),
            category=category_names(self._parts).get(category, category),
            unit=unit_names(self._parts).get(unit, unit),
            due_at=case["due_at"],
            mine=False,
            person="",
            chip=WORKING,
            moved=None,
        )

    def _read(self, units: str) -> list[dict[str, Any]]:
        return self._parts.projection.owing(units.split(","), MOST)
