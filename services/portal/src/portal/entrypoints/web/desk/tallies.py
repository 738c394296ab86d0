"""What is counted over the lists: of the desk, of calls to make, and by due day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from portal.bootstrap import Parts
from portal.domain.due_days import counts_of, ends_of, spans_of
from portal.domain.staff import DECIDING
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.desk.worklists import Tab, address_of, so_many, tabs_of
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.soon import soon

CALLS: Final = 50
"""Open questions are counted so far: nobody calls more people in a day."""
HEAD: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    ("overdue", "overdue", {"late": "1"}),
    ("soon", "soon", {"soon": "1"}),
    ("redo", "redo", {"redo": "1"}),
    ("returned", "returned", {"state": "return-pending"}),
    ("silent", "silent", {"silent": "1"}),
)
"""The figures of the board: name, what routing counts it as, its list."""


@dataclass(frozen=True, kw_only=True)
class Number:
    """A figure, and where its cases are listed; `n` as people read it."""

    name: str
    n: str
    address: str


def desk_tabs(parts: Parts) -> Callable[[dict[str, str]], list[Tab]]:
    """Begin to count the lists of a desk; call with the filters that are on."""
    cases = soon(lambda: told_or_none(lambda: parts.desk.cases.tally(asker())))
    calls = soon(lambda: told_or_none(lambda: _to_call(parts)))

    def told(chosen: dict[str, str]) -> list[Tab]:
        tabs = tabs_of(cases(), chosen, decides=staff().role in DECIDING)
        call = Tab(
            name="calls", address="/desk/callback", count=calls() or "", here=False
        )
        return [*tabs, call]

    return told


def _to_call(parts: Parts) -> str:
    told = parts.desk.calls.questions(asker(), limit=CALLS)
    n, more = len(told["follow_ups"]), bool(told["next_after"])
    return so_many(n + more, CALLS + 1)


@dataclass(frozen=True, kw_only=True)
class Board:
    """The figures of the board, and what falls due on which days."""

    figures: list[Number]
    days: list[Number]


def tally_of(parts: Parts, now: datetime, unit: str = "") -> dict[str, Any] | None:
    """Return the numbers of a unit's lists and those below it; None if nobody tells."""
    ends = ends_of(spans_of(now, parts.settings.time_zone))
    query: dict[str, Any] = {"until": [each.isoformat() for each in ends]}
    query |= {"organisation": unit} if unit else {}
    return told_or_none(lambda: parts.desk.cases.tally(asker(), **query))


def board_of(
    parts: Parts, now: datetime, unit: str, tally: dict[str, Any] | None
) -> Board | None:
    """Return the figures of such a tally of that moment; None while nobody tells."""
    if tally is None:
        return None
    spans = spans_of(now, parts.settings.time_zone)
    own = {"unit": unit} if unit else {}
    days = counts_of(spans, tally["due"]).items() if tally["due"] else ()
    return Board(
        figures=[
            Number(
                name=name,
                n=so_many(tally[counted], tally["most"]),
                address=address_of({**own, **filters}),
            )
            for name, counted, filters in HEAD
        ],
        days=[
            Number(
                name=name,
                n=so_many(n, tally["most"]),
                address=address_of({**own, "due": name}),
            )
            for name, n in days
        ],
    )
