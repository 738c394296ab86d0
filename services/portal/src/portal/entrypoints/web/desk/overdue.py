"""What is overdue as a file: the rows of the board's own list, from the same query."""

from typing import Any, Final

from flask import Response, make_response, request

from portal.adapters.overdue_sheet import write_sheet
from portal.application.ports import Away
from portal.bootstrap import Parts
from portal.domain.dates import say_moment
from portal.domain.staff import LEADING
from portal.entrypoints.web.desk.looks import (
    Row,
    asker,
    rows_of,
    titles_of,
    units_below,
)
from portal.entrypoints.web.desk.reports import FORMS
from portal.entrypoints.web.page import Page, ages, words

OVERDUE: Final = "/watch/overdue.xlsx"
MOST: Final = 2_000
"""So many cases stand in one file: what was due first."""
PAGE: Final = 200
TITLED: Final = 50


class OverduePages:
    """One file."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [Page(path=OVERDUE, view=self.file, name="overdue-file", roles=LEADING)]

    def file(self) -> Response:
        """Give the file; it says as of when it holds, and where it was cut."""
        t, now = words(), self._parts.clock.now()
        unit = request.args.get("unit", "")
        found, cut = self._late(unit if unit in units_below(self._parts) else "")
        zone = self._parts.settings.time_zone
        notes = [t("watch.export-as-of", at=say_moment(now, t.language, zone))]
        notes += [t("watch.export-cut", n=MOST)] if cut else []
        rows = [self._line(each) for each in found]
        title = t("watch.export-sheet")
        response = make_response(write_sheet(title, notes, _heads(), rows))
        day = now.astimezone(zone).date().isoformat()
        response.headers["Content-Type"] = FORMS["xlsx"]
        said = f'attachment; filename="overdue-{day}.xlsx"'
        response.headers["Content-Disposition"] = said
        return response

    def _late(self, unit: str) -> tuple[list[Row], bool]:
        door, found, after = self._parts.desk.cases, list[dict[str, Any]](), ""
        wanted = {"owing": "true", "overdue": "true"}
        wanted |= {"organisation": unit} if unit else {}
        more = True
        while more and len(found) < MOST:
            place = {"after": after} if after else {}
            told = door.worklist(asker(), **wanted, limit=PAGE, **place)
            found += told["items"]
            after, more = told["next"] or "", bool(told["next"])
        if ages():
            raise Away("a file bears no mark that it is old")
        titles: dict[str, str] = {}
        numbers = [each["receipt"] for each in found]
        for at in range(0, len(numbers), TITLED):
            titles |= titles_of(self._parts, numbers[at : at + TITLED])
        return rows_of(self._parts, found, titles), more

    def _line(self, row: Row) -> list[str]:
        t, zone = words(), self._parts.settings.time_zone
        due = say_moment(row.due_at, t.language, zone) if row.due_at else ""
        late = t(row.clock.key, n=row.clock.n) if row.clock else ""
        state = t(f"state.{row.state}")
        return [row.receipt, row.title, row.category, state, due, late, row.unit]


def _heads() -> list[str]:
    t = words()
    return [
        t("receipt.number"),
        t("desk.col.matter"),
        t("desk.col.category"),
        t("desk.col.state"),
        t("desk.col.due"),
        t("watch.export-late"),
        t("desk.col.unit"),
    ]
