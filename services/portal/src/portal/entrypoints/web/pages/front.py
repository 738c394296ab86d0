"""The front page, how to reach us, and what a reader prefers."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Final

from flask import Response, abort, request

from portal.bootstrap import Parts
from portal.domain.ledger import total
from portal.domain.numbers import is_booking
from portal.entrypoints.web.page import Page, draw, go, visitor, words
from portal.entrypoints.web.told_today import told_today
from portal.entrypoints.web.visitor import KEYS, SIZES, THEMES, THEN, YEAR
from portal.entrypoints.web.words import NAMES

PREFERENCES: Final = {
    "lang": tuple(NAMES),
    "size": SIZES,
    "theme": THEMES,
    "keys": KEYS,
    "then": THEN,
}
OURS: Final = re.compile(r"/(?!/)")


class FrontPages:
    """What anybody may read."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path="/", view=self.show_home, name="home"),
            Page(path="/visit-days", view=self.show_ways, name="visit-days"),
            Page(path="/privacy", view=_plain("privacy.html"), name="privacy"),
            *(
                Page(path=f"/{name}/<value>", view=self._preference(name), name=name)
                for name in PREFERENCES
            ),
        ]

    def show_home(self) -> Response:
        """Show the two things that most people come for."""
        told = self._parts.figures.since(self._new_year())
        sums = total(told.answer.rows) if told else None
        return draw(
            "home.html",
            told=told,
            sums=sums,
            today=told_today(self._parts),
            has_matter=visitor().matter_id is not None,
            mine=[(each, _way_to(each)) for each in visitor().open_numbers],
        )

    def show_ways(self) -> Response:
        """Show the ways to the agency, and who receives when (条例第18条)."""
        told = self._parts.channels.get(words().language)
        return draw("visit_days.html", told=told, ways=told.answer if told else None)

    def _preference(self, name: str) -> Callable[..., Response]:
        secure = self._parts.settings.is_secure

        def prefer(value: str) -> Response:
            if value not in PREFERENCES[name]:
                abort(404)
            response = go(_back(request.args.get("back", "/")))
            response.set_cookie(
                name, value, YEAR, secure=secure, httponly=True, samesite="Lax"
            )
            return response

        return prefer

    def _new_year(self) -> datetime:
        today = self._parts.clock.now().astimezone(self._parts.settings.time_zone)
        return datetime(today.year, 1, 1, tzinfo=self._parts.settings.time_zone)


def _plain(template: str) -> Callable[[], Response]:
    return partial(draw, template)


def _way_to(number: str) -> str:
    """Return where what was opened is read."""
    return f"/booking/{number}" if is_booking(number) else f"/track/{number}"


def _back(said: Any) -> str:  # noqa: ANN401
    """Return the page to go back to, if it is one of ours."""
    plain = said.isascii() and said.isprintable() and "\\" not in said
    return said if plain and OURS.match(said) else "/"
