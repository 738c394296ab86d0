"""没有进展: what the petitioner has heard nothing of for a week, for who directs units.

A line is shown only where intake lets its reader see the matter: what accuses them is
left out there.
"""

from datetime import datetime
from typing import Any, Final

from flask import Response, request

from portal.adapters.projection import FROM_THE_FIRST
from portal.bootstrap import Parts
from portal.domain.silence import SILENT, silent_days
from portal.domain.staff import DECIDING
from portal.domain.tiles import Unit
from portal.entrypoints.web.desk.looks import (
    asker,
    category_names,
    titles_of,
    unit_names,
)
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw

WAY: Final = "/watch/silent"
ROWS: Final = 25


class SilencePages:
    """The list of what stands still."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [Page(path=WAY, view=self.show, name="silent", roles=DECIDING)]

    def show(self) -> Response:
        """Show them, those that are silent for longest first."""
        now = self._parts.clock.now()
        units = under(self._parts.desk.units.tree(asker()), staff().organisation_id)
        after = _after(request.args) or FROM_THE_FIRST
        found = self._parts.projection.silent(units, now - SILENT, after, ROWS + 1)
        page = found[:ROWS]
        titles = titles_of(self._parts, [each["receipt"] for each in page])
        return draw(
            "desk/silent.html",
            rows=[
                each
                | {
                    "title": titles[each["receipt"]],
                    "days": silent_days(each["moved_at"], now),
                }
                for each in page
                if each["receipt"] in titles
            ],
            away=bool(page) and not titles,
            more=_address(page[-1]) if len(found) > ROWS else "",
            names=category_names(self._parts),
            units=unit_names(self._parts),
        )


def under(tree: list[Unit], top: str) -> list[str]:
    """Return a unit and all below it."""
    found, fresh = {top}, {top}
    while fresh:
        fresh = {each.unit_id for each in tree if each.parent_id in fresh} - found
        found |= fresh
    return sorted(found)


def _after(said: Any) -> tuple[datetime, str] | None:  # noqa: ANN401
    at, _, receipt = said.get("after", "")[:100].partition("|")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, receipt) if moment.tzinfo and receipt.isprintable() else None


def _address(last: dict[str, Any]) -> str:
    """Return the address of what comes after a line."""
    return f"{WAY}?after={last['moved_at'].isoformat()}|{last['receipt']}".replace(
        "+", "%2B"
    )
