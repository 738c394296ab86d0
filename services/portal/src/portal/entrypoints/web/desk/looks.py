"""How cases look on the pages of staff: one chip, one clock, one row, everywhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from portal.adapters.desk_doors import Asker
from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.clocks import Left, left
from portal.domain.tiles import grouped
from portal.entrypoints.web.desk.movement import Movement, movement_of, names_of
from portal.entrypoints.web.desk.waiting import Chip, chip_of
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import ages, gaps, words

A = TypeVar("A")

LOOKS: Final = {
    "unrouted": "new",
    "assigned": "new",
    "signed": "working",
    "started": "working",
    "return-pending": "waiting",
    "arbitration": "waiting",
    "suspended": "paused",
    "resolved": "done",
    "closed": "done",
    "merged": "paused",
    "releasing": "waiting",
    "handed-over": "paused",
    "withdrawn": "paused",
}
"""State -> look of its chip; its words are `state.<state>`."""
OWED: Final = frozenset(
    {"unrouted", "assigned", "signed", "started", "return-pending", "arbitration"}
)
"""The states in which a clock runs."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One case on a list."""

    receipt: str
    revision: int
    title: str
    state: str
    clock: Left | None
    category: str
    unit: str
    due_at: datetime | None
    mine: bool
    person: str
    chip: Chip
    moved: Movement | None


def asker() -> Asker:
    """Return in whose name doors are asked."""
    return Asker(staff(), words().language, ages())


def rows_of(
    parts: Parts,
    found: list[dict[str, Any]],
    titles: Mapping[str, str] | None = None,
) -> list[Row]:
    """Return cases as a list shows them; names and titles are left out if away.

    `titles`: those that are known already.
    """
    names, units = category_names(parts), unit_names(parts)
    if titles is None:
        titles = titles_of(parts, [each["receipt"] for each in found])
    now, me = parts.clock.now(), staff().staff_id
    people = names_of(parts, asker(), found)
    return [
        Row(
            receipt=each["receipt"],
            revision=each["revision"],
            title=titles.get(each["receipt"], ""),
            state=each["state"],
            clock=clock_of(each, now),
            category=names.get(each["category"], each["category"]),
            unit=units.get(
                each["organisation_id"] or "", each["organisation_id"] or ""
            ),
            due_at=each["due_at"],
            mine=each["handler_id"] == me,
            person=people.get(each["handler_id"] or "", ""),
            chip=chip_of(each, units, LOOKS.get(each["state"], "working")),
            moved=movement_of(each, people),
        )
        for each in found
    ]


def clock_of(case: dict[str, Any], now: datetime) -> Left | None:
    """Return what is left of a case's own clock."""
    due = case["due_at"] if case["state"] in OWED else None
    return left(due, now, paused=case["state"] == "suspended")


def category_names(parts: Parts) -> dict[str, str]:
    """Return the name of each category in the reader's language."""
    told = parts.categories.get(words().language)
    return told.answer if told else {}


def unit_names(parts: Parts) -> dict[str, str]:
    """Return the name of each unit, as far as registry told them."""
    found = parts.desk.units.names(asker())
    if not found:
        gaps().append("units")
    return found


def units_below(parts: Parts) -> dict[str, str]:
    """Return the name of one's own unit and of those below it, as the tree has them.

    Nothing where one's own is the only one.
    """
    tree = parts.desk.units.tree(asker())
    groups = grouped(tree, staff().organisation_id)
    found = {each.unit_id: each.name for group in groups for each in group.units}
    return found if len(found) > 1 else {}


def told_or_away(ask: Callable[[], A]) -> A | None:
    """Return what an owner told; nothing while it does not answer.

    The page stands without, and says at its head that something is missing.
    """
    try:
        return ask()
    except Away as silence:
        gaps().append(str(silence))
        return None


def told_or_none(ask: Callable[[], A]) -> A | None:
    """Return what an owner told; nothing where it does not answer, or will not."""
    try:
        return told_or_away(ask)
    except Refused as no:
        if no.status == 401:
            raise
        return None


def titles_of(parts: Parts, receipts: list[str]) -> dict[str, str]:
    """Return the titles of matters; none while intake is away."""
    return told_or_none(lambda: parts.desk.matters.titles(asker(), receipts)) or {}
