"""The inbox: what is due first stands first; what it shows is routing's own list."""

from typing import Any, Final
from uuid import uuid4

from flask import Response, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.due_days import DAYS
from portal.domain.staff import DECIDING, STAFF
from portal.entrypoints.web.desk.bulk import DEEDS
from portal.entrypoints.web.desk.heard import MOST, HeardCases
from portal.entrypoints.web.desk.looks import (
    asker,
    rows_of,
    told_or_away,
)
from portal.entrypoints.web.desk.news import NEWS, marks_of
from portal.entrypoints.web.desk.onward import done_of
from portal.entrypoints.web.desk.tallies import desk_tabs
from portal.entrypoints.web.desk.worklists import (
    INBOX,
    LATE,
    STATES,
    TICKS,
    address_of,
    chosen_of,
    known_to,
    query_of,
)
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, visitor

LONGEST_CURSOR: Final = 300


class InboxPages:
    """What staff open in the morning."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._heard = HeardCases(parts)

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [Page(path=INBOX, view=self.show, name="desk", roles=STAFF)]

    def show(self) -> Response:
        """Show the worklist, as it is filtered, from where the last page ended."""
        known = known_to(self._parts)
        chosen = chosen_of(request.args, known)
        visitor().worklist = chosen
        tabs = desk_tabs(self._parts)
        query = query_of(self._parts, chosen)
        after = request.args.get("after", "")[:LONGEST_CURSOR]
        try:
            told = self._page(query | ({"after": after} if after else {}))
        except Refused as no:
            if not after or no.status != 422:
                raise
            told, after = self._page(query), ""
        if told is None:
            heard = self._heard.rows()
            return draw("desk/inbox-heard.html", rows=heard, tabs=tabs({}), most=MOST)
        more = told["next"]
        return draw(
            "desk/inbox.html",
            rows=rows_of(self._parts, told["items"]),
            chosen=chosen,
            states=STATES,
            ticks=TICKS,
            lates=LATE,
            days=DAYS,
            known=known,
            without={name: address_of(chosen, without=name) for name in chosen},
            more=address_of(chosen, after=more) if more else "",
            first=not after,
            tabs=tabs(chosen),
            picks=staff().role in DECIDING,
            news="" if after else _news(chosen, told["items"]),
            again=address_of(chosen),
            deeds=[e for e, deed in DEEDS.items() if staff().role in deed.roles],
            views=self._parts.own.views.of(staff().staff_id),
            address=address_of,
            fault=request.args.get("fault", ""),
            nonce=str(uuid4()),
            done=done_of(request.args),
        )

    def _page(self, query: dict[str, str | int]) -> dict[str, Any] | None:
        return told_or_away(lambda: self._parts.desk.cases.worklist(asker(), **query))


def _news(chosen: dict[str, str], shown: list[dict[str, Any]]) -> str:
    """Return where a page asks whether this list has changed."""
    return address_of(chosen, was=marks_of(shown), at=NEWS)
