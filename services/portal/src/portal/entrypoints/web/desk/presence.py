"""正在看: who else has a case open, told to each other by their pages. Never a lock."""

import hmac
from datetime import timedelta
from typing import Final

from flask import Response, abort, jsonify

from portal.adapters.presence import Present
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, form, words

HERE: Final = "/desk/cases/<number>/here"


class PresencePages:
    """What the page of a case tells every half minute."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(
                path=HERE,
                view=self.beat,
                name="case-here",
                method="POST",
                roles=STAFF,
                quiet=True,
            )
        ]

    def beat(self, number: str) -> Response:
        """Note who is there, if they were shown the case; say who else is."""
        plain, me = read_number(number), staff().staff_id
        if not _was_shown(self._parts, plain, form().get("ticket", "")[:64]):
            abort(404)
        writes = form().get("writes") == "1"
        self._parts.own.presence.beat(plain, me, writes=writes)
        return jsonify(said=said_of(self._parts, plain))


def ticket_of(parts: Parts, number: str, days_ago: int = 0) -> str:
    """Return what a page keeps to say that its reader was shown a case that day."""
    day = (parts.clock.now() - timedelta(days=days_ago)).date()
    return parts.own.presence.ticket(number, staff().staff_id, day)


def _was_shown(parts: Parts, number: str, ticket: str) -> bool:
    """Tell whether a ticket is of today or yesterday: a page stays open over night."""
    good = [ticket_of(parts, number, days) for days in (0, 1)]
    return any(hmac.compare_digest(each, ticket) for each in good)


def said_of(parts: Parts, number: str) -> str:
    """Return who else has a case open, in words; nothing where nobody has."""
    found = parts.own.presence.others(number, staff().staff_id)
    return words()("join.list").join(_said(parts, each) for each in found)


def _said(parts: Parts, who: Present) -> str:
    name = parts.desk.people.name(asker(), who.staff_id)
    return words()("here.writes" if who.writes else "here.looks", who=name)
