"""The public ledger (晒账): the figures, and what was done about single matters.

Each entry is public by a decision of its own (A-17); the figures keep to sums of five
and more. What was withdrawn is told by its day alone.
"""

import itertools
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from flask import Response, abort, make_response, request

from portal.adapters.remembered import Remembered, Told
from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.ledger import publishable, total
from portal.domain.published import COLUMNS, as_csv
from portal.entrypoints.web.page import Page, draw, gaps, words

PERIODS: Final = ("month", "year")
NARROWED: Final = {"place": "places", "category": "categories", "month": "months"}
"""Field of the form -> which choices it has."""
SHOWN: Final = 20
SHEET_PAGE: Final = 100
LONGEST_SHEET: Final = 2_000
"""Rows of the CSV: who wants more narrows it by month."""
KEPT: Final = "public, max-age=60"
NOTHING: Final[dict[str, list[str]]] = {"categories": [], "places": [], "months": []}


class LedgerPages:
    """What anybody may read of what was done."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._first = Remembered(self._ask_first)
        self._sheets = Remembered(self._ask_sheet)
        self._choices = Remembered(parts.registry.choices)

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path="/ledger", view=self.show, name="ledger"),
            Page(path="/ledger.csv", view=self.download, name="ledger-csv"),
            Page(path="/ledger/<uuid:public_id>", view=self.show_one, name="entry"),
        ]

    def show(self) -> Response:
        """Show what came in and what became of it, without a word of anybody's."""
        asked = request.args.get("of", PERIODS[0])
        period = asked if asked in PERIODS else PERIODS[0]
        told = self._parts.figures.since(self._since(period))
        names = self._parts.categories.get(words().language)
        rows = publishable(told.answer.rows) if told else []
        choices = self._choices.get(words().language)
        narrowed, before = self._narrowed(choices), self._before()
        entries = self._entries(narrowed, before)
        found = entries.answer if entries else None
        response = draw(
            "ledger.html",
            told=told,
            rows=rows,
            sums=total(rows),
            period=period,
            periods=PERIODS,
            names=names.answer if names else {},
            entries=found,
            fresh=bool(entries and entries.fresh),
            choices=choices.answer if choices else NOTHING,
            narrowed=narrowed,
            before=before,
            more=_address(narrowed, before=found["next"])
            if found and found["next"]
            else None,
            sheet=_address(narrowed, page="/ledger.csv"),
        )
        return _kept(response) if told and entries and entries.fresh else response

    def show_one(self, public_id: UUID) -> Response:
        """Show one entry, or since when it is public no more."""
        try:
            found = self._parts.registry.notice(public_id)
        except Refused as no:
            abort(404 if no.status == 404 else 503)
        except Away:
            found = self._listed(public_id)
        gone = found["notice"] is None
        return draw("entry.html", 410 if gone else 200, **found)

    def _listed(self, public_id: UUID) -> dict[str, Any]:
        """Return an entry as the list told it last; 503 where it did not."""
        told = self._first.get("")
        items = told.answer["items"] if told else []
        for each in items:
            if str(each["id"]) == str(public_id):
                gaps().append("entry")
                return {"notice": each, "withdrawn_on": None}
        abort(503)

    def download(self) -> Response:
        """Give the list as CSV, narrowed as it is shown."""
        narrowed = self._narrowed(self._choices.get(words().language))
        told = self._sheets.get(urlencode(narrowed))
        if told is None:
            abort(503)
        rows = told.answer
        heads = [words()(f"entry.{name}") for name in COLUMNS]
        response = make_response(as_csv(heads, rows))
        response.headers["Content-Type"] = "text/csv; charset=utf-8"
        response.headers["Content-Disposition"] = 'attachment; filename="ledger.csv"'
        response.headers["Cache-Control"] = KEPT
        response.headers["Vary"] = "Accept-Language, Cookie"
        return response

    def _ask_sheet(self, key: str) -> list[dict[str, Any]]:
        rows = self._all(dict(parse_qsl(key)))
        return list(itertools.islice(rows, LONGEST_SHEET))

    def _all(self, narrowed: dict[str, str]) -> Iterator[dict[str, Any]]:
        before: UUID | None = None
        while True:
            page = self._parts.registry.notices(narrowed, before, SHEET_PAGE)
            for each in page["items"]:
                yield {**each, "published_on": self._day(each["published_at"])}
            before = page["next"]
            if before is None:
                return

    def _entries(
        self, narrowed: dict[str, str], before: UUID | None
    ) -> Told[dict[str, Any]] | None:
        if before is None:
            return self._first.get(urlencode(narrowed))
        try:
            return Told(self._parts.registry.notices(narrowed, before, SHOWN), True)
        except (Away, Refused):
            return None

    def _ask_first(self, key: str) -> dict[str, Any]:
        return self._parts.registry.notices(dict(parse_qsl(key)), None, SHOWN)

    @staticmethod
    def _narrowed(choices: Told[dict[str, Any]] | None) -> dict[str, str]:
        """Return what the reader chose, as far as there is such a choice."""
        offered = choices.answer if choices else NOTHING
        return {
            name: said
            for name, among in NARROWED.items()
            if (said := request.args.get(name, "")) in offered[among]
        }

    @staticmethod
    def _before() -> UUID | None:
        try:
            return UUID(request.args.get("before", ""))
        except ValueError:
            return None

    def _since(self, period: str) -> datetime:
        today = self._parts.clock.now().astimezone(self._parts.settings.time_zone)
        first = today.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return first.replace(month=1) if period == "year" else first

    def _day(self, at: datetime) -> str:
        return at.astimezone(self._parts.settings.time_zone).date().isoformat()


def _kept(response: Response) -> Response:
    """Let the list be kept for a minute: it is the same for all who read alike.

    What was withdrawn leaves it within that minute and the one for which it is
    remembered here.
    """
    response.headers["Cache-Control"] = KEPT
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.add_etag(weak=True)
    return make_response(response.make_conditional(request))


def _address(
    narrowed: dict[str, str], *, page: str = "/ledger", before: UUID | None = None
) -> str:
    """Return the address of a page of the list, narrowed alike."""
    query = {**narrowed, "before": str(before)} if before else narrowed
    return f"{page}?{urlencode(query)}" if query else page
