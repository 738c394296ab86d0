"""Bulletins and reports: the page, the PDF and the workbook come of one query."""

import re
from datetime import date
from itertools import zip_longest
from typing import Any, Final
from urllib.parse import quote, urlencode

from flask import Response, abort, make_response, request

from portal.bootstrap import Parts
from portal.domain.staff import DECIDING
from portal.entrypoints.web.desk.figure_rows import rows_asked
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.page import Page, draw

REPORTS: Final = "/watch/reports"
NAMES: Final = ("weekly", "monthly", "quarterly", "yearly", "headline")
FORMS: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
RECEIPT: Final = re.compile(r"[A-Z]{1,12}-\d{4}-\d{3,}\Z")
"""What a number looks like: each opens its case."""


class ReportPages:
    """What is read at meetings, and what is hung out."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        file = f"{REPORTS}/<name>/<form>"
        return [
            Page(path=REPORTS, view=self.show, name="reports", roles=DECIDING),
            Page(path=file, view=self.take, name="report-file", roles=DECIDING),
        ]

    def show(self) -> Response:
        """Show a report of the week, month, quarter or year of a day."""
        name = request.args.get("name", "")
        name, on = name if name in NAMES else NAMES[0], self._day()
        told = self._parts.desk.reports.report(asker(), name, on)
        back = f"{REPORTS}?{urlencode({'name': name, 'on': on})}"
        return draw(
            "desk/reports.html",
            told=told,
            tables=[_opened(each, back) for each in told["tables"]],
            name=name,
            names=NAMES,
            on=on,
        )

    def take(self, name: str, form: str) -> Response:
        """Give the same as a file."""
        if name not in NAMES or form not in FORMS:
            abort(404)
        on = self._day()
        response = make_response(self._parts.desk.reports.file(asker(), name, form, on))
        response.headers["Content-Type"] = FORMS[form]
        said = f'attachment; filename="{name}-{on}.{form}"'
        response.headers["Content-Disposition"] = said
        return response

    def _day(self) -> str:
        zone = self._parts.settings.time_zone
        today = self._parts.clock.now().astimezone(zone).date()
        try:
            day = date.fromisoformat(request.args.get("on", ""))
        except ValueError:
            day = today
        return (day if 2000 <= day.year < 2100 else today).isoformat()


def _opened(table: dict[str, Any], back: str) -> dict[str, Any]:
    """Return a table whose cells know where their matters are listed, if anywhere."""
    listed = not table["asks"] and any(
        RECEIPT.match(str(cells[0])) for cells in table["rows"] if cells
    )
    rows = [
        [
            (cell, _way(cell, ask, back, is_receipt=listed and not at))
            for at, (cell, ask) in enumerate(zip_longest(cells, asks))
        ]
        for cells, asks in zip_longest(table["rows"], table["asks"], fillvalue=())
    ]
    return table | {"rows": rows, "listed": listed}


def _way(
    cell: str | int | float | None,
    ask: dict[str, str] | None,
    back: str,
    *,
    is_receipt: bool,
) -> str:
    if is_receipt and isinstance(cell, str) and cell:
        return f"/desk/cases/{quote(cell, safe='')}"
    is_nothing = not cell or str(cell).startswith(("—", "0.0% (0/"))
    return "" if ask is None or is_nothing else rows_asked(ask, back)
