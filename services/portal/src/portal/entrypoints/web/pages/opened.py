"""A matter that its resident opened with the code: asked of intake for one page."""

from collections.abc import Callable
from typing import Any

from flask import Response

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.entrypoints.web.page import draw, draw_faults, visitor, words

Shown = Callable[[dict[str, Any], str], Response]


def with_matter(parts: Parts, number: str, show: Shown) -> Response:
    """Return the page of a matter, given what intake tells of it and its code.

    Who did not open it, or too long ago, is asked for the code; so is everybody while
    intake does not answer, and the page says why.
    """
    plain = read_number(number)
    code = visitor().code_of(plain)
    if code is None:
        return draw("track.html", said={"number": plain})
    try:
        matter = parts.intake.matter(plain, code, words().language)
    except Away:
        return draw("track.html", 503, said={"number": plain}, away=True)
    except Refused:
        return draw("track.html", said={"number": plain})
    return show(matter, code)


def too_old(number: str, typed: str) -> Response:
    """Show what was typed on a page that was too old; the code is asked anew."""
    said = {"number": read_number(number), "text": typed}
    return draw_faults("track.html", {"number": "fault.old-page"}, said=said)
