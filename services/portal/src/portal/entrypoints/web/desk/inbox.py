"""The inbox: what is due first stands first; what it shows is routing's own list."""

from typing import Any, Final
from urllib.parse import quote, urlencode

from flask import Response, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.looks import LOOKS, OWED, asker, rows_of
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, go

INBOX: Final = "/desk"
STATES: Final = tuple(LOOKS)
LONGEST_CURSOR: Final = 300


class InboxPages:
    """What staff open in the morning."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=INBOX, view=self.show, name="desk", roles=STAFF),
            Page(path="/desk/find", view=self.find, name="desk-find", roles=STAFF),
        ]

    def show(self) -> Response:
        """Show the worklist, as it is filtered, from where the last page ended."""
        chosen = _chosen(request.args)
        query = _query(chosen)
        after = request.args.get("after", "")[:LONGEST_CURSOR]
        try:
            told = self._page(query | ({"after": after} if after else {}))
        except Refused as no:
            if not after or no.status != 422:
                raise
            told, after = self._page(query), ""
        found = told["items"]
        if "state" not in chosen:
            found = [each for each in found if each["state"] in OWED]
        more = told["next"] if len(found) == len(told["items"]) else None
        return draw(
            "desk/inbox.html",
            rows=rows_of(self._parts, found),
            chosen=chosen,
            states=STATES,
            without={name: _address(chosen, without=name) for name in chosen},
            more=_address(chosen, after=more) if more else "",
            first=not after,
        )

    def find(self) -> Response:
        """Open a case by its number, as people copy it."""
        said = read_number(request.args.get("number", ""))
        number = "".join(each for each in said if each.isalnum() or each == "-")
        return go(f"/desk/cases/{quote(number)}" if number else INBOX)

    def _page(self, query: dict[str, str | int]) -> dict[str, Any]:
        return self._parts.desk.cases.worklist(asker(), **query)


def _chosen(said: Any) -> dict[str, str]:  # noqa: ANN401
    """Return the filters that are on; what is not one of ours is none."""
    found: dict[str, str] = {}
    if said.get("state") in STATES:
        found["state"] = said["state"]
    found |= {name: "1" for name in ("mine", "late") if said.get(name) == "1"}
    return found


def _query(chosen: dict[str, str]) -> dict[str, str | int]:
    query: dict[str, str | int] = {}
    if "state" in chosen:
        query["state"] = chosen["state"]
    if "mine" in chosen:
        query["handler"] = staff().staff_id
    if "late" in chosen:
        query["overdue"] = "true"
    return query


def _address(chosen: dict[str, str], without: str = "", after: str = "") -> str:
    kept = {name: value for name, value in chosen.items() if name != without}
    query = urlencode(kept | ({"after": after} if after else {}))
    return f"{INBOX}?{query}" if query else INBOX
