"""Bulletins and reports: the page, the PDF and the workbook come of one query."""

from datetime import date
from typing import Final

from flask import Response, abort, make_response, request

from portal.bootstrap import Parts
from portal.domain.staff import DECIDING
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.page import Page, draw

REPORTS: Final = "/watch/reports"
NAMES: Final = ("weekly", "monthly", "quarterly", "yearly", "headline")
FORMS: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


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
        return draw("desk/reports.html", told=told, name=name, names=NAMES, on=on)

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
