"""The lists of the inbox: which filters there are, and what routing calls them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from portal.entrypoints.web.desk.looks import LOOKS
from portal.entrypoints.web.guard import staff

INBOX: Final = "/desk"
STATES: Final = tuple(LOOKS)
SOON_HOURS: Final = 24
TICKS: Final = ("mine", "late", "soon")
"""Filters that are on or off; their words are `desk.filter.<tick>`."""
LISTS: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    ("mine", "mine", {"mine": "1"}),
    ("unit", "owing", {}),
    ("late", "overdue", {"late": "1"}),
    ("soon", "soon", {"soon": "1"}),
    ("returns", "returned", {"state": "return-pending"}),
)
"""The lists that every desk has: name, what routing counts it as, its filters."""


def chosen_of(said: Mapping[str, str], categories: Mapping[str, str]) -> dict[str, str]:
    """Return the filters that are on; what is not one of ours is none."""
    found: dict[str, str] = {}
    if said.get("state") in STATES:
        found["state"] = said["state"]
    if said.get("category") in categories:
        found["category"] = said["category"]
    return found | {name: "1" for name in TICKS if said.get(name) == "1"}


def query_of(chosen: Mapping[str, str]) -> dict[str, str | int]:
    """Return what routing is asked for."""
    query: dict[str, str | int] = {
        name: chosen[name] for name in ("state", "category") if name in chosen
    }
    if "mine" in chosen:
        query["handler"] = staff().staff_id
    if "late" in chosen:
        query["overdue"] = "true"
    if "soon" in chosen:
        query["due_within"] = SOON_HOURS
    return query


def address_of(chosen: Mapping[str, str], without: str = "", **more: str) -> str:
    """Return the address of a list, less one filter, and with `more` said of it."""
    kept: dict[str, Any] = {n: v for n, v in chosen.items() if n != without}
    query = urlencode(kept | {n: v for n, v in more.items() if v})
    return f"{INBOX}?{query}" if query else INBOX


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One list of the desk: what it is called, where it stands, how many it holds.

    `count` is what people read, "99+" for many; "" where nobody tells.
    """

    name: str
    address: str
    count: str
    here: bool


def tabs_of(
    tally: Mapping[str, int] | None, chosen: Mapping[str, str], *, decides: bool
) -> list[Tab]:
    """Return the lists of a desk; `decides`: whether it decides on returns."""
    return [
        Tab(
            name=name,
            address=address_of(filters),
            count=_said(tally, counted),
            here=dict(chosen) == filters,
        )
        for name, counted, filters in LISTS
        if decides or name != "returns"
    ]


def _said(tally: Mapping[str, int] | None, counted: str) -> str:
    if tally is None:
        return ""
    n, most = tally[counted], tally["most"]
    return str(n) if n < most else f"{most - 1}+"
