"""What waits for a head, asked of its owners at once: all of it, or told as away."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from portal.bootstrap import Parts
from portal.domain.deciding import KINDS, Queue, Waiting, Waits
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.soon import soon

MOST: Final = 200
MOST_DRAFTS: Final = 100
Rows = list[dict[str, Any]]
Tally = dict[str, Any] | None


def longer(parts: Parts) -> Rows:
    """Return the cases for which the unit's own head decides about more time."""
    told = parts.desk.cases.worklist(asker(), asked="extension", limit=MOST)
    unit = staff().organisation_id
    return [each for each in told["items"] if each["organisation_id"] == unit]


def returned(parts: Parts) -> Rows:
    """Return the cases that a unit gave back."""
    told = parts.desk.cases.worklist(asker(), state="return-pending", limit=MOST)
    found: Rows = told["items"]
    return found


def unhappy(parts: Parts) -> Rows:
    """Return what was explained to who is not satisfied: it closes by a head's yes."""
    return parts.desk.decisions.objections(asker(), "explained")


def drafts(parts: Parts) -> Rows:
    """Return what others wrote for the public."""
    told = parts.desk.publications.page(asker(), state="draft", limit=str(MOST_DRAFTS))
    me = staff().staff_id
    return [each for each in told["items"] if each["author"] != me]


FROM: Final[dict[str, tuple[Callable[[Parts], Rows], str, str]]] = {
    "extension": (longer, "receipt", "due_at"),
    "return": (returned, "receipt", "due_at"),
    "objection": (unhappy, "objection_id", "decide_by"),
    "publication": (drafts, "publication_id", ""),
}
"""Kind -> who tells, what names one, until when it is to be decided."""


def waits_for(parts: Parts, told: Callable[[], Tally]) -> Callable[[], Waits]:
    """Begin to count what waits; call to wait for it.

    `told` tells how many cases each list of the reader's whole desk holds.
    """
    waits = {
        kind: soon(partial(_rows, parts, kind)) for kind in ("objection", "publication")
    }

    def counted() -> Waits:
        cases = told() or {"asked": None, "returned": None}
        held = {kind: wait() for kind, wait in waits.items()}
        rest = {kind: None if n is None else len(n) for kind, n in held.items()}
        return Waits({"extension": cases["asked"], "return": cases["returned"], **rest})

    return counted


def queue_of(parts: Parts) -> tuple[Queue, dict[str, dict[str, Any]]]:
    """Return the queue of who reads this page, and what was told of each by its key."""
    asked = {kind: soon(partial(_rows, parts, kind)) for kind in KINDS}
    told = {kind: answer() for kind, answer in asked.items()}
    known = {
        _waiting(kind, row).key: row
        for kind, rows in told.items()
        for row in rows or ()
    }
    return Queue(
        {
            kind: None if rows is None else [_waiting(kind, row) for row in rows]
            for kind, rows in told.items()
        }
    ), known


def _rows(parts: Parts, kind: str) -> Rows | None:
    return told_or_none(lambda: FROM[kind][0](parts))


def _waiting(kind: str, row: dict[str, Any]) -> Waiting:
    _, name, due = FROM[kind]
    return Waiting(kind=kind, ident=str(row[name]), due=row.get(due))
