"""最后动态: what moved a case last, in words, when, and who did it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from portal.adapters.desk_doors import Asker
from portal.bootstrap import Parts
from portal.entrypoints.web.soon import soon
from portal.entrypoints.web.words import all_texts

PEOPLE: Final = frozenset({"clerk", "handler", "supervisor", "ops"})
"""Who has a name; the system and petitioners are named by what they did."""
OTHER: Final = "moved.other"
AGENCY: Final = "agency-"
"""Begins the steps of a hand-over to another agency, of which there are many."""


@dataclass(frozen=True, kw_only=True)
class Movement:
    """The key of its words, when it was, and the name of who did it, "" for nobody."""

    key: str
    at: datetime
    by: str


def names_of(
    parts: Parts, who: Asker, found: Sequence[Mapping[str, Any]]
) -> dict[str, str]:
    """Return the names of who handles the cases and of who moved them last.

    Those that are not known yet are asked for at once, not one after the other.
    """
    ids = {each["handler_id"] for each in found if each["handler_id"]}
    ids |= {_person(each.get("last_by") or "") for each in found} - {""}
    ask = parts.desk.people.name
    waits = {each: soon(partial(ask, who, each)) for each in sorted(ids)}
    return {each: wait() for each, wait in waits.items()}


def movement_of(case: Mapping[str, Any], names: Mapping[str, str]) -> Movement | None:
    """Return what moved a case last; None where routing did not say."""
    step, at = case.get("last_step"), case.get("last_at")
    if not step or at is None:
        return None
    key = "moved.agency" if step.startswith(AGENCY) else f"moved.{step}"
    person = _person(case.get("last_by") or "")
    known = key in all_texts()
    return Movement(key=key if known else OTHER, at=at, by=names.get(person, ""))


def _person(by: str) -> str:
    role, _, person = by.partition(":")
    return person if role in PEOPLE else ""
