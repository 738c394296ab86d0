"""The reception's desk: who is expected today, and one key for who came."""

from datetime import date
from typing import Any, Final

from flask import Response, abort, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.domain.staff import DECIDING
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.page import Page, draw, form

LIST: Final = "/desk/reception"
LOOKS: Final = {"booked": "new", "arrived": "done", "missed": "paused"}
ACTS: Final = {"receive", "miss"}


class ReceptionPages:
    """What clerks do on a reception day."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=LIST, view=self.show, name="reception", roles=DECIDING),
            Page(
                path=f"{LIST}/<number>/<act>",
                view=self.settle,
                name="reception-act",
                method="POST",
                roles=DECIDING,
            ),
        ]

    def show(self) -> Response:
        """Show the bookings of a day, those still expected first to press."""
        return self._drawn(_day(request.args.get("day", "")))

    def settle(self, number: str, act: str) -> Response:
        """Note who came (a petition comes of it) or did not; then the list again."""
        if act not in ACTS:
            abort(404)
        plain, day = read_number(number), _day(form().get("day", ""))
        try:
            came = self._parts.desk.receptions.settle(asker(), plain, act)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._drawn(day, no.status, refusal=no.said)
        return self._drawn(day, came=came)

    def _drawn(
        self,
        day: date | None,
        status: int = 200,
        came: dict[str, Any] | None = None,
        refusal: str = "",
    ) -> Response:
        told = self._parts.desk.receptions.of_day(asker(), day)
        rows = told["bookings"]
        waiting = (each["number"] for each in rows if each["state"] == "booked")
        return draw(
            "desk/reception.html",
            status,
            day=told["day"],
            rows=rows,
            looks=LOOKS,
            first=next(waiting, ""),
            came=came,
            refusal=refusal,
            counts={state: sum(e["state"] == state for e in rows) for state in LOOKS},
        )


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
