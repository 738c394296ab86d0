"""协办: what other units' cases wait for from the reader's unit."""

from typing import Any, Final

from flask import Response, request

from portal.bootstrap import Parts
from portal.domain.clocks import left
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.looks import (
    asker,
    category_names,
    titles_of,
    told_or_none,
    unit_names,
)
from portal.entrypoints.web.page import Page, draw

CO_TASKS: Final = "/desk/co-tasks"
LONGEST_CURSOR: Final = 300


class HelpingPages:
    """One list, what is due first first."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [Page(path=CO_TASKS, view=self.show, name="co-tasks", roles=STAFF)]

    def show(self) -> Response:
        """Show it, from where the last page ended; a place that is none: anew."""
        after = request.args.get("after", "")[:LONGEST_CURSOR]
        told = self._page(after)
        if told is None and after:
            told = self._page("")
        return draw(
            "desk/co-tasks.html",
            tasks=None if told is None else self._lines(told["items"]),
            next=told["next"] if told else None,
        )

    def _page(self, after: str) -> dict[str, Any] | None:
        door = self._parts.desk.co_tasks
        return told_or_none(lambda: door.owed(asker(), after))

    def _lines(self, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        names, units = category_names(self._parts), unit_names(self._parts)
        titles = titles_of(self._parts, [each["receipt"] for each in found])
        now = self._parts.clock.now()
        return [
            each
            | {
                "title": titles.get(each["receipt"], ""),
                "category": names.get(each["category"], each["category"]),
                "lead": units.get(each["lead_id"] or "", each["lead_id"] or ""),
                "unit": units.get(each["organisation_id"], each["organisation_id"]),
                "clock": left(each["due_at"], now),
            }
            for each in found
        ]
