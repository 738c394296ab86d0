"""Booking a reception: without an account, held by number and code (条例第18条)."""

from typing import Any

from flask import Response, abort

from portal.adapters.limits import Kind
from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.entrypoints.booking_forms import LONGEST_MATTER, BookForm
from portal.entrypoints.schemas import TrackForm
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.often import seldom_enough
from portal.entrypoints.web.page import (
    Page,
    draw,
    draw_faults,
    form,
    go,
    visitor,
    words,
)
from portal.entrypoints.web.pages.tracking import loaded

ASK = "booking_find.html"
CHANGES = ("move", "cancel")


class BookingPages:
    """What a resident does about a seat."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        book, one = "/book/<session>", "/booking/<number>"
        return [
            Page(path=book, view=self.ask, name="book"),
            Page(
                path=book,
                view=self.take,
                name="booked",
                method="POST",
                again=self.ask_again,
            ),
            Page(path="/booking", view=self.find, name="booking-find"),
            Page(path="/booking", view=self.open, name="booking-open", method="POST"),
            Page(path=one, view=self.show, name="booking"),
            Page(
                path=f"{one}/<act>",
                view=self.change,
                name="booking-changed",
                method="POST",
            ),
        ]

    def ask(self, session: str) -> Response:
        """Show one reception, and ask who comes and about what."""
        return self._asked(session)

    def ask_again(self, session: str) -> Response:
        """Show what was typed on a page that was too old."""
        return self._asked(session, faults={"name": "fault.old-page"})

    def take(self, session: str) -> Response:
        """Hold the seat, once for each form."""
        told, faults = loaded(BookForm, form())
        if faults:
            return self._asked(session, faults=faults)
        if not seldom_enough(self._parts, Kind.BOOK, Kind.BOOK_FROM):
            return self._asked(session, faults={"name": "fault.book.many"})
        body = {name: told[name] for name in ("name", "telephone", "matter")}
        if told["number"]:
            body["about"] = {"receipt": told["number"], "code": told["code"]}
        key = f"book-{nonce_of(form())}"
        body["session"] = session
        try:
            made = self._parts.bookings.book(body, key, words().language)
        except Away:
            return self._asked(session, faults={"name": "fault.book.away"})
        except Refused as no:
            return self._asked(session, refused=no)
        visitor().open(made["number"], made["code"])
        return go(f"/booking/{made['number']}")

    def find(self) -> Response:
        """Ask for number and code."""
        return draw(ASK, said={})

    def open(self) -> Response:
        """Open a booking; whether number or code was wrong is never told."""
        told, faults = loaded(TrackForm, form())
        if faults:
            return draw_faults(ASK, faults, said=form())
        number, code = told["number"], told["code"]
        try:
            self._parts.bookings.look(number, code, words().language)
        except Away:
            return draw(ASK, 503, said=form(), away=True)
        except Refused:
            few = self._parts.limits.allows(Kind.TRACK, number)
            wrong = "fault.booking.wrong" if few else "fault.track.many"
            return draw_faults(ASK, {"number": wrong}, said=form())
        visitor().open(number, code)
        return go(f"/booking/{number}")

    def show(self, number: str) -> Response:
        """Show a booking to who made or opened it not long ago."""
        return self._shown(read_number(number))

    def change(self, number: str, act: str) -> Response:
        """Take another reception, or give the seat back."""
        if act not in CHANGES:
            abort(404)
        plain = read_number(number)
        code = visitor().code_of(plain)
        if code is None:
            return draw(ASK, said={"number": plain})
        door, language = self._parts.bookings, words().language
        session = form().get("session", "")
        if act == "move" and not session:
            return self._shown(plain, faults={"session": "fault.book.session"})
        try:
            if act == "move":
                door.move(plain, code, session, language)
            else:
                door.cancel(plain, code, language)
        except Away:
            return self._shown(plain, faults={"session": "fault.book.away"})
        except Refused as no:
            return self._shown(plain, refused=no)
        return go(f"/booking/{plain}")

    def _shown(
        self,
        number: str,
        refused: Refused | None = None,
        faults: dict[str, str] | None = None,
    ) -> Response:
        code = visitor().code_of(number)
        if code is None:
            return draw(ASK, said={"number": number})
        language = words().language
        try:
            booking = self._parts.bookings.look(number, code, language)
        except Away:
            return draw(ASK, 503, said={"number": number}, away=True)
        except Refused:
            return draw(ASK, said={"number": number})
        shown = {
            "booking": booking,
            "code": code,
            "others": self._others(booking) if booking["open"] else [],
            "refusal": refused.said if refused else "",
        }
        if faults:
            return draw_faults("booking.html", faults, **shown)
        return draw("booking.html", refused.status if refused else 200, **shown)

    def _asked(
        self,
        session: str,
        refused: Refused | None = None,
        faults: dict[str, str] | None = None,
    ) -> Response:
        try:
            coming = self._coming()
        except (Away, Refused):
            return _gone("ways.away", 503)
        found = next((each for each in coming if each["session"] == session), None)
        if found is None:
            if not form():
                abort(404)
            return _gone("book.gone", 422)
        shown: dict[str, Any] = {
            "reception": found,
            "others": [e for e in coming if e["free"] and e["session"] != session],
            "said": form(),
            "nonce": nonce_of(form()),
            "most": LONGEST_MATTER,
            "refusal": refused.said if refused else "",
        }
        if faults:
            return draw_faults("book.html", faults, **shown)
        return draw("book.html", refused.status if refused else 200, **shown)

    def _coming(self) -> list[dict[str, Any]]:
        """Return the receptions with seats as they are now, not a minute ago."""
        told = self._parts.intake.channels(words().language)
        return [each for each in told["receptions"] if each["seats"]]

    def _others(self, booking: dict[str, Any]) -> list[dict[str, Any]]:
        try:
            coming = self._coming()
        except (Away, Refused):
            return []
        own = booking["session"]
        return [each for each in coming if each["free"] and each["session"] != own]


def _gone(why: str, status: int) -> Response:
    """Say why nothing can be booked there now, with what was typed."""
    typed = form().get("matter", "")
    return draw("booking_away.html", status, why=why, typed=typed)
