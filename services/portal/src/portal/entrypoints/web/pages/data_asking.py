"""Asking that one's data be corrected or deleted (个人信息保护法第46、47条)."""

from typing import Any, Final

from flask import Response, abort

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.entrypoints.web.data_asked import CONTACT, FILE, KINDS, asked_of
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import (
    Page,
    draw,
    draw_faults,
    form,
    go,
    visitor,
    words,
)
from portal.entrypoints.web.pages.opened import too_old

PAGE: Final = "data_ask.html"


class DataAskingPages:
    """One form for a correction, one for a deletion, for who holds the code."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        one = "/track/<number>/data/<kind>"
        return [
            Page(path=one, view=self.show, name="data-ask"),
            Page(
                path=one,
                view=self.send,
                name="data-asked",
                method="POST",
                again=self.ask_again,
            ),
        ]

    def show(self, number: str, kind: str) -> Response:
        """Show what is kept, part by part, and ask what of it."""
        return self._asked(number, kind)

    def ask_again(self, number: str, kind: str) -> Response:
        """Ask for the code anew, where the page was too old."""
        return too_old(number, form().get("statement", ""))

    def send(self, number: str, kind: str) -> Response:
        """Ask intake, once; then the page of one's data says until when it answers."""
        plain, said = read_number(number), form()
        code = visitor().code_of(plain)
        if code is None:
            return draw("track.html", said={"number": plain})
        body, fault = asked_of(kind, said)
        if fault:
            return self._asked(number, kind, {"parts": fault})
        key, language = nonce_of(said), words().language
        try:
            self._parts.own_data.ask(plain, {**body, "code": code}, key, language)
        except Away:
            return self._asked(number, kind, {"parts": "fault.data.away"})
        except Refused as no:
            faults = {
                f"new-{field.rpartition('.')[2]}": fault
                for field, fault in no.fields.items()
                if field.startswith("values.")
            }
            return self._asked(number, kind, faults or {"parts": no.said})
        return go(f"/track/{plain}/data?asked=1")

    def _asked(
        self, number: str, kind: str, faults: dict[str, str] | None = None
    ) -> Response:
        if kind not in KINDS:
            abort(404)
        plain = read_number(number)
        code = visitor().code_of(plain)
        if code is None:
            return draw("track.html", said={"number": plain})
        try:
            told = self._parts.own_data.read(plain, code, words().language)
        except Away:
            return draw("track.html", 503, said={"number": plain}, away=True)
        except Refused:
            return draw("track.html", said={"number": plain})
        held = told["contact"] or {}
        shown: dict[str, Any] = {
            "told": told,
            "kind": kind,
            "held": held,
            "parts": [part for part in CONTACT if part in held],
            "file": FILE,
            "every": CONTACT,
            "said": form(),
            "nonce": nonce_of(form()),
        }
        if faults:
            return draw_faults(PAGE, faults, **shown)
        return draw(PAGE, **shown)
