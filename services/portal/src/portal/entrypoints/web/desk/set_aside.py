"""来函隔离与对账差异: what was set aside between agencies, and settling it."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from flask import Response, abort, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import LEADING, OPERATING
from portal.domain.suspects import LASTING, MENDING, lacking, word_for
from portal.entrypoints.web.desk.looks import asker, category_names, told_or_none
from portal.entrypoints.web.desk.schemas import ReasonForm
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded

LETTERS: Final = "/ops/quarantine"
DIFFERENCES: Final = "/ops/differences"
OF_LETTERS: Final = ("open", "admitted", "dismissed")
OF_DIFFERENCES: Final = ("open", "mended", "settled")
LONGEST_CURSOR: Final = 300
LONGEST_AGENCY: Final = 63
GOVERNING: Final = LEADING | OPERATING
"""Who the doors let in; of the leaders, those who speak for the agency."""


class SetAsidePages:
    """Two lists that should be empty, and what may be done about each row."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._door = parts.desk.letters

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            _row(LETTERS, self.show_letters, "quarantine"),
            _row(
                f"{LETTERS}/<uuid:letter>/<act>",
                self.settle_letter,
                "quarantine-act",
                "POST",
            ),
            _row(DIFFERENCES, self.show_differences, "differences"),
            _row(
                f"{DIFFERENCES}/<uuid:difference>/settle",
                self.settle_difference,
                "difference-settle",
                "POST",
            ),
        ]

    def show_letters(self) -> Response:
        """Show the letters that were not obeyed, without what they say."""
        return self._letters()

    def settle_letter(self, letter: UUID, act: str) -> Response:
        """Look at a letter again by the directory of today, or leave it for good."""
        if act not in {"admit", "dismiss"}:
            abort(404)
        body = None
        if act == "dismiss":
            told, faults = loaded(ReasonForm, form())
            if faults:
                return self._letters(422, opened=str(letter), faults=faults)
            body = {"reason": told["reason"]}
        try:
            self._door.settle_letter(asker(), letter, act, body)
        except Refused as no:
            return self._letters(_told(no), opened=str(letter), refusal=no.said)
        return go(f"{LETTERS}?done={act}")

    def show_differences(self) -> Response:
        """Show where neighbours know something else of a matter."""
        return self._differences()

    def settle_difference(self, difference: UUID) -> Response:
        """Write down what a person found."""
        told, faults = loaded(ReasonForm, form())
        if faults:
            return self._differences(422, opened=str(difference), faults=faults)
        body = {"reason": told["reason"]}
        try:
            self._door.settle_difference(asker(), difference, body)
        except Refused as no:
            return self._differences(_told(no), opened=str(difference), refusal=no.said)
        return go(f"{DIFFERENCES}?done=settle")

    def _letters(self, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        shown = self._page(self._door.letters, OF_LETTERS)
        rows = [
            each | {"why": word_for(each["reason"]), "lacks": lacking(each["reason"])}
            for each in shown["rows"]
        ]
        kinds = category_names(self._parts) if any(e["lacks"] for e in rows) else {}
        about = {"rows": rows, "kinds": kinds}
        return draw("desk/quarantine.html", status, **shown | about | more)

    def _differences(self, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        shown = self._page(self._door.differences, OF_DIFFERENCES)
        rows = [
            each
            | {
                "known": each["kind"] in MENDING | LASTING,
                "mends": each["kind"] in MENDING,
            }
            for each in shown["rows"]
        ]
        return draw("desk/differences.html", status, **shown | {"rows": rows} | more)

    def _page(
        self, ask: Callable[..., dict[str, Any]], states: tuple[str, ...]
    ) -> dict[str, Any]:
        """Return what a list shows: of one state, of one neighbour or of all."""
        state = request.args.get("of", "")
        state = state if state in states else states[0]
        agency = request.args.get("agency", "")[:LONGEST_AGENCY]
        after = request.args.get("after", "")[:LONGEST_CURSOR]
        where = {"state": state, **({"agency": agency} if agency else {})}
        try:
            told = ask(asker(), **where, **({"after": after} if after else {}))
        except Refused as no:
            if not after or no.status != 422:
                raise
            told = ask(asker(), **where)
        door = self._parts.desk.handovers
        near = told_or_none(lambda: door.neighbours(asker())["items"]) or []
        return {
            "rows": told["items"],
            "more": told["next"],
            "state": state,
            "states": states,
            "agency": agency,
            "names": {each["agency"]: each["name"] for each in near},
            "done": request.args.get("done", ""),
            "opened": "",
            "refusal": "",
            "said": form(),
        }


def _told(no: Refused) -> int:
    """Return with which status a refusal is shown on the page; raise any other."""
    if no.status in {401, 403, 404}:
        raise no
    return no.status


def _row(
    path: str, view: Callable[..., Response], name: str, method: str = "GET"
) -> Page:
    return Page(path=path, view=view, name=name, method=method, roles=GOVERNING)
