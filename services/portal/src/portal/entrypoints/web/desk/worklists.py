"""The lists of the inbox: which filters there are, and what routing calls them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from portal.bootstrap import Parts
from portal.domain.due_days import DAYS, spans_of
from portal.entrypoints.web.desk.looks import LOOKS, category_names, units_below
from portal.entrypoints.web.guard import staff

INBOX: Final = "/desk"
STATES: Final = tuple(LOOKS)
SOON_HOURS: Final = 24
TICKS: Final = ("mine", "soon", "escalated", "redo", "silent")
"""Filters that are on or off; their words are `desk.filter.<tick>`."""
LATE: Final[Mapping[str, tuple[str, str]]] = {
    "0": ("overdue", "false"),
    "1": ("overdue", "true"),
    "3": ("times_over", "3"),
}
"""按期、超期、超期三倍: what routing is asked; their words are `desk.late.<value>`."""
LISTS: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    ("mine", "mine", {"mine": "1"}),
    ("unit", "owing", {}),
    ("late", "overdue", {"late": "1"}),
    ("soon", "soon", {"soon": "1"}),
    ("returns", "returned", {"state": "return-pending"}),
    ("silent", "silent", {"silent": "1"}),
)
"""The lists that every desk has: name, what routing counts it as, its filters."""
OF_DECIDERS: Final = frozenset({"returns", "silent"})
"""Those of who decides; nobody else works them off."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What may be asked for: the names of the categories and of the units, by code."""

    categories: Mapping[str, str]
    units: Mapping[str, str]


def known_to(parts: Parts) -> Known:
    """Return what who reads this page may ask for."""
    return Known(categories=category_names(parts), units=units_below(parts))


def chosen_of(said: Mapping[str, str], known: Known) -> dict[str, str]:
    """Return the filters that are on; what is not one of ours is none."""
    choices: dict[str, Any] = {
        "state": STATES,
        "category": known.categories,
        "unit": known.units,
        "late": LATE,
        "due": DAYS,
    }
    found = {n: said[n] for n, allowed in choices.items() if said.get(n) in allowed}
    return found | {name: "1" for name in TICKS if said.get(name) == "1"}


def query_of(parts: Parts, chosen: Mapping[str, str]) -> dict[str, str | int]:
    """Return what routing is asked for; without a state, what is owed."""
    query: dict[str, str | int] = {
        name: chosen[name] for name in ("state", "category") if name in chosen
    }
    if "state" not in chosen:
        query["owing"] = "true"
    if "unit" in chosen:
        query["organisation"] = chosen["unit"]
    if "mine" in chosen:
        query["handler"] = staff().staff_id
    if "late" in chosen:
        name, value = LATE[chosen["late"]]
        query[name] = value
    if "soon" in chosen:
        query["due_within"] = SOON_HOURS
    if "due" in chosen:
        spans = spans_of(parts.clock.now(), parts.settings.time_zone)
        begin, end = spans[chosen["due"]]
        query |= {"due_from": begin.isoformat(), "due_to": end.isoformat()}
    return query | {n: "true" for n in TICKS[2:] if n in chosen}


def address_of(
    chosen: Mapping[str, str], without: str = "", at: str = INBOX, **more: str
) -> str:
    """Return the address of a list, less one filter, and with `more` said of it."""
    kept: dict[str, Any] = {n: v for n, v in chosen.items() if n != without}
    query = urlencode(kept | {n: v for n, v in more.items() if v})
    return f"{at}?{query}" if query else at


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One list of the desk: what it is called, where it stands, how many it holds.

    `count` is what people read, "999+" for many; "" where nobody tells.
    """

    name: str
    address: str
    count: str
    here: bool


def tabs_of(
    tally: Mapping[str, Any] | None, chosen: Mapping[str, str], *, decides: bool
) -> list[Tab]:
    """Return the lists of a desk; `decides`: whether it decides on returns."""
    return [
        Tab(
            name=name,
            address=address_of(filters),
            count="" if tally is None else so_many(tally[counted], tally["most"]),
            here=dict(chosen) == filters,
        )
        for name, counted, filters in LISTS
        if decides or name not in OF_DECIDERS
    ]


def so_many(n: int, most: int) -> str:
    """Return a number as people read it, where it was counted to `most` at most."""
    return str(n) if n < most else f"{most - 1}+"
