"""A visit at the window: from an arrival to a number that is read out, on one page."""

from typing import Any, Final
from uuid import UUID

from flask import Response, abort, make_response, request

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.danger import calls_for
from portal.domain.numbers import read_number
from portal.domain.staff import DECIDING, STAFF
from portal.entrypoints.web.desk.arrival_forms import (
    MOST_REPRESENTATIVES,
    WindowForm,
)
from portal.entrypoints.web.desk.arrivals import LIST, record
from portal.entrypoints.web.desk.looks import asker, category_names, unit_names
from portal.entrypoints.web.desk.resembling import resembling
from portal.entrypoints.web.desk.told import told_at
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, draw_faults, form, go
from portal.entrypoints.web.pages.tracking import loaded

WINDOW: Final = "/desk/intake/window"
NOTICE: Final = "/desk/door/<number>/notice"
UNSURE: Final = frozenset({400, 409, 413, 415, 422})
"""Answers by which intake says that a field is wrong, or the arrival settled."""
SUPPLEMENT: Final = "supplement-notice"
PARTS: Final = ("name", "telephone", "address")


class WindowPages:
    """What who sits at the window fills in, and hands out."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=WINDOW, view=self.ask, name="window", roles=DECIDING),
            Page(
                path=WINDOW,
                view=self.take,
                name="window-take",
                method="POST",
                again=self.ask_again,
                roles=DECIDING,
            ),
            Page(path=NOTICE, view=self.notice, name="notice", roles=STAFF),
            Page(
                path=f"{NOTICE}/pdf", view=self.paper, name="notice-file", roles=STAFF
            ),
        ]

    def ask(self) -> Response:
        """Show the form: empty, or with what an arrival told already."""
        return draw("desk/window.html", **self._shown({}, self._arrival(request.args)))

    def ask_again(self) -> Response:
        """Show what was typed on a page that was too old."""
        return draw_faults("desk/expired.html", {}, typed=list(form().values())[:10])

    def take(self) -> Response:
        """Write the visit down, once, and that somebody came; show number and code.

        What resembles it, and what the same person told before, is shown first, once.
        """
        arrival = self._arrival(form())
        people = {"people": str(arrival["people"])} if arrival else {}
        told, faults = loaded(WindowForm, form() | people)
        if faults:
            shown = self._shown(form(), arrival)
            return draw_faults("desk/window.html", faults, **shown)
        similar = [] if "looked" in form() else resembling(self._parts, told)
        if similar or "look" in form():
            shown = self._shown(form(), arrival) | {"similar": similar}
            return draw("desk/window.html", **shown)
        if arrival is None:
            came = record(self._parts, told | {"matter": ""}, nonce_of(form()))
            arrival = self._parts.desk.arrivals.one(asker(), came)
        elif arrival["receipt"]:
            return go(f"{LIST}/{arrival['reception_id']}?done=register")
        try:
            return self._taken(told, arrival)
        except Refused as no:
            if no.status not in UNSURE:
                raise
            shown = self._shown(form(), arrival) | {"refusal": no.said}
            shown["faults"] = told_at(no, WindowForm().fields)
            return draw("desk/window.html", no.status, **shown)

    def _taken(self, told: dict[str, Any], arrival: dict[str, Any]) -> Response:
        key, came = f"desk-{nonce_of(form())}-visit", arrival["reception_id"]
        body = self._body(told, arrival)
        taken = self._parts.desk.arrivals.take_visit(asker(), body, key)
        return draw(
            "desk/window-taken.html",
            taken=taken,
            arrival=came,
            linked=self._linked(came, taken["receipt"]),
            dangers=calls_for(told["text"]),
            nonce=nonce_of({}),
        )

    def _linked(self, arrival: UUID, receipt: str) -> bool:
        """Let the petition come of the arrival; say whether it does."""
        door = self._parts.desk.arrivals
        try:
            door.settle(asker(), arrival, "register", {"receipt": receipt})
        except Away:
            return False
        except Refused as no:
            if no.status == 401:
                raise
            found: bool = door.one(asker(), arrival)["receipt"] == receipt
            return found
        return True

    def _body(self, told: dict[str, Any], arrival: dict[str, Any]) -> dict[str, Any]:
        """Return what intake's door takes; what was left open is left out.

        Who it is comes along from the arrival where nobody was typed: intake notes the
        look.
        """
        contact = {name: told[name] for name in PARTS if told[name]}
        if arrival["contact"] and arrival["own"]:
            door, came = self._parts.desk.arrivals, arrival["reception_id"]
            contact = door.visitor(asker(), came, "case-handling") | contact
        body: dict[str, Any] = {"organisation_id": staff().organisation_id}
        names = ("text", "request", "reasons", "place", "category")
        body |= {name: told[name] for name in names if told[name]}
        if arrival["people"] > MOST_REPRESENTATIVES:
            count = int(told["representatives"])
            body["nature"] = {"flags": ["collective"], "representatives": count}
        return body | ({"contact": contact} if contact else {})

    def _arrival(self, said: Any) -> dict[str, Any] | None:  # noqa: ANN401
        """Return the arrival that the form is about, if any."""
        try:
            wanted = UUID(said.get("arrival", ""))
        except ValueError:
            return None
        return self._parts.desk.arrivals.one(asker(), wanted)

    def _shown(
        self, said: dict[str, str], arrival: dict[str, Any] | None
    ) -> dict[str, Any]:
        names = category_names(self._parts)
        first = {"text": arrival["matter"]} if arrival else {}
        people = str(arrival["people"]) if arrival else said.get("people", "1")
        return {
            "said": (said or first) | {"people": people},
            "arrival": arrival,
            "categories": sorted(names.items(), key=lambda pair: pair[1]),
            "nonce": nonce_of(said),
            "most": MOST_REPRESENTATIVES,
            "refusal": "",
            "similar": None,
            "units": unit_names(self._parts),
        }

    def notice(self, number: str) -> Response:
        """Show all that is missing, in one list, to be printed and handed out (A4)."""
        matter = self._parts.desk.matters.matter(asker(), read_number(number))
        if not matter["missing"]:
            abort(404)
        zone = self._parts.settings.time_zone
        unit = matter["staff"]["organisation_id"] or staff().organisation_id
        return draw(
            "desk/notice.html",
            matter=matter,
            unit=unit_names(self._parts).get(unit or "", ""),
            today=self._parts.clock.now().astimezone(zone).date(),
            printed=self._printed(matter) is not None,
        )

    def paper(self, number: str) -> Response:
        """Give the document as routing printed it."""
        matter = self._parts.desk.matters.matter(asker(), read_number(number))
        document = self._printed(matter)
        if document is None:
            abort(404)
        petition = matter["staff"]["petition_id"]
        found = self._parts.desk.papers.print_of(asker(), petition, document)
        response = make_response(found)
        response.headers["Content-Type"] = "application/pdf"
        said = f'attachment; filename="{matter["receipt"]}.pdf"'
        response.headers["Content-Disposition"] = said
        return response

    def _printed(self, matter: dict[str, Any]) -> UUID | None:
        """Return the official notice once it is printed; the page stands without."""
        try:
            papers = self._parts.desk.papers.of_petition(
                asker(), matter["staff"]["petition_id"]
            )
        except (Away, Refused):
            return None
        ready = (e for e in papers if e["kind"] == SUPPLEMENT and e["sha256"])
        return next((each["document_id"] for each in ready), None)
