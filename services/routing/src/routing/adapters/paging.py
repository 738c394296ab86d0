"""Cursors: where a page ended, as an opaque word."""

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from minqing_kernel.text import UNSTORABLE
from routing.application.views import Page
from routing.domain.errors import BadCursor

V = TypeVar("V")


def write_cursor(*place: str) -> str:
    """Return a place in a list as one word."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def read_cursor(cursor: str, length: int) -> list[str]:
    """Return the place that `write_cursor` wrote, or raise BadCursor."""
    try:
        packed = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        place = json.loads(base64.b64decode(packed, altchars=b"-_", validate=True))
    except (ValueError, RecursionError):
        raise BadCursor(fields={"after": "invalid-value"}) from None
    if not isinstance(place, list) or [type(each) for each in place] != [str] * length:
        raise BadCursor(fields={"after": "invalid-value"})
    if UNSTORABLE.search("".join(place)):
        raise BadCursor(fields={"after": "invalid-value"})
    return place


def page(items: Sequence[V], limit: int, cursors: Sequence[str]) -> Page[V]:
    """Return the first `limit` of items that were asked for with one to spare."""
    more = len(items) > limit
    return Page(items=list(items[:limit]), next=cursors[limit - 1] if more else None)


def place_after(after: str | None, newest: tuple[str, ...]) -> list[str]:
    """Return where a page by moment and id begins; raise BadCursor for no place."""
    if after is None:
        return list(newest)
    place = read_cursor(after, len(newest))
    try:
        datetime.fromisoformat(place[0])
        UUID(place[1])
    except ValueError:
        raise BadCursor(fields={"after": "invalid-value"}) from None
    return place
