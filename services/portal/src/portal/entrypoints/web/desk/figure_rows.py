"""The matters behind a figure: every number on the pages of heads opens here."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request

from portal.bootstrap import Parts
from portal.domain.staff import DECIDING, LEADING
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw

ROWS: Final = "/watch/rows"
PERIODS: Final = ("month", "year")
COHORTS: Final = ("accepted", "closed", "due", "visited", "refused")
MEASURES: Final = (
    *("cases", "persons", "dispatched", "contacted", "contacted_in_time"),
    *("done", "in_time", "resolved", "explained", "referred", "returned"),
    *("passed", "supervised", "visited", "unreached", "solved_yes", "solved_no"),
    *("satisfied", "dissatisfied", "rebound"),
)
ASIDES: Final = (
    *("archive", "merged", "withdrawn", "repeated", "thanks", "legacy", "referred"),
)
PLACED: Final = ("grid", "category", "channel", "source", "kind")
"""By what the rows may be narrowed; an empty value is what has none."""
BACK: Final = ("/watch", "/watch/map", "/watch/trends", "/watch/reports", "/lead")
"""The pages that figures stand on."""


class FigureRowPages:
    """Where every figure leads."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [Page(path=ROWS, view=self.show, name="watch-rows", roles=DECIDING)]

    def show(self) -> Response:
        """Show the matters that a figure counts."""
        query, period = self._asked()
        after = _uuid(request.args.get("after", ""))
        told = self._parts.desk.figures.rows(
            asker(), **query, **({"after": after} if after else {})
        )
        back = _back()
        more = {**query, "back": back, "after": told["next_after"]}
        return draw(
            "desk/watch-rows.html",
            rows=told["rows"],
            measure=query["measure"],
            cohort=query["cohort"],
            asides=ASIDES,
            since=date.fromisoformat(query["from"]),
            until=date.fromisoformat(query["to"]),
            more=f"{ROWS}?{urlencode(more)}" if told["next_after"] else "",
            period=period,
            back=back,
            back_name=back.partition("?")[0].strip("/").replace("/", "-"),
        )

    def _asked(self) -> tuple[dict[str, str], str]:
        """Return what is asked of notify, and the period's name where it has one."""
        said = request.args
        query = {
            "measure": _one("measure", MEASURES),
            "cohort": _one("cohort", COHORTS),
        }
        span, period = self._span(said)
        query |= span
        if said.get("aside") in ASIDES:
            query["aside"] = said["aside"]
        if said.get("organisation"):
            query["organisation"] = said["organisation"][:64]
            query |= {"alone": "true"} if said.get("alone") == "true" else {}
        return query | {n: said[n][:64] for n in PLACED if n in said}, period

    def _span(self, said: Mapping[str, str]) -> tuple[dict[str, str], str]:
        since, until = _day(said.get("from", "")), _day(said.get("to", ""))
        if since and until and since <= until:
            return {"from": str(since), "to": str(until)}, ""
        period = period_of(said.get("of", ""))
        return span_of(self._parts, period), period


def span_of(parts: Parts, period: str) -> dict[str, str]:
    """Return from when to when a period is counted."""
    zone = parts.settings.time_zone
    today: date = parts.clock.now().astimezone(zone).date()
    first = today.replace(day=1)
    since = first.replace(month=1) if period == "year" else first
    return {"from": since.isoformat(), "to": today.isoformat()}


def period_of(said: str) -> str:
    """Return one of our periods."""
    return said if said in PERIODS else PERIODS[0]


def rows_at(
    measure: str, period: str, narrow: Mapping[str, str], back: str = BACK[0]
) -> str:
    """Return where the matters behind a figure of a period stand."""
    asked = {"measure": measure, "of": period, **narrow, "back": back}
    return f"{ROWS}?{urlencode(asked)}"


def rows_asked(asked: Mapping[str, str], back: str) -> str:
    """Return where the matters stand that a question in notify's words lists."""
    return f"{ROWS}?{urlencode({**asked, 'back': back})}"


def _one(name: str, known: tuple[str, ...]) -> str:
    said = request.args.get(name, "")
    return said if said in known else known[0]


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _uuid(said: str) -> str:
    try:
        return str(UUID(said))
    except ValueError:
        return ""


def _back() -> str:
    """Return the page to go back to: one that figures stand on, with its choice."""
    usual = BACK[0] if staff().role in LEADING else "/watch/trends"
    said = request.args.get("back", "")
    plain = said.isascii() and said.isprintable() and len(said) < 200
    return said if plain and said.partition("?")[0] in BACK else usual
