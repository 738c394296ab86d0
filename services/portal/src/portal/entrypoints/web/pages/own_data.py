"""My data: what is kept of who tells a matter, and who looked (第44-47条)."""

from collections.abc import Callable
from typing import Any, Final

from flask import Response, make_response, request

from portal.adapters.own_data_door import OwnDataReply
from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.entrypoints.web.data_asked import CONTACT
from portal.entrypoints.web.page import Page, draw, visitor, words

LOOKS: Final = {
    "received": "waiting",
    "granted": "done",
    "partly": "done",
    "refused": "paused",
}


class OwnDataPages:
    """What a resident is told of their own data, for who holds the code."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        one = "/track/<number>/data"
        return [
            Page(path=one, view=self.show, name="own-data"),
            Page(path=f"{one}.json", view=self.download, name="own-data-file"),
        ]

    def show(self, number: str) -> Response:
        """Show what is kept, who read it, and what may be asked for."""
        return self._with(number, _drawn)

    def download(self, number: str) -> Response:
        """Give the same as a file that other programs read (第45条)."""
        return self._with(number, _file)

    def _with(
        self, number: str, show: Callable[[dict[str, Any]], Response]
    ) -> Response:
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
        return show(told)


def _drawn(told: dict[str, Any]) -> Response:
    asked = "asked" in request.args
    return draw("own_data.html", told=told, parts=CONTACT, looks=LOOKS, asked=asked)


def _file(told: dict[str, Any]) -> Response:
    response = make_response(OwnDataReply().dumps(told, ensure_ascii=False, indent=2))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response
