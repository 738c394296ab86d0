"""The personal link that was opened in this browser, and what one that is shut says."""

from typing import Final
from uuid import UUID

from flask import Response

from portal.adapters.links import HeldLink
from portal.bootstrap import Parts
from portal.entrypoints.web.page import draw, visitor

LINK: Final = "/m"
SHUT: Final = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


def held_here(parts: Parts) -> HeldLink | None:
    """Return the link that was opened in this browser, if it still opens."""
    try:
        link_id = UUID(visitor().link)
    except ValueError:
        return None
    return parts.links.by_id(link_id, parts.clock.now())


def closed(typed: str = "", status: int = 200) -> Response:
    """Say that a link does not open, with what was typed meanwhile."""
    status = 404 if status == 200 else status
    return shut(draw("link_closed.html", status, typed=typed))


def shut(response: Response) -> Response:
    """Let nobody else learn of the page."""
    response.headers.update(SHUT)
    return response
