"""并单 with one key: what was just written down goes on with an earlier matter."""

from dataclasses import dataclass
from typing import Any, Final

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.entrypoints.web.desk.looks import asker

REASON: Final = "来电登记时核对，同一件事"
ALREADY: Final = frozenset({"transition-refused", "stale-revision"})
"""Words by which intake says that it is accepted already."""


@dataclass(frozen=True)
class Joined:
    """Whether the two are one now; if not, what the owner said (empty: away)."""

    done: bool
    said: str = ""


def join(parts: Parts, number: str, lead: str, told: dict[str, Any]) -> Joined:
    """Accept a new matter as its lead's kind and merge it; the number stands anyway."""
    try:
        _accept(parts, number, lead, told)
        _merge(parts, number, lead)
    except Away:
        return Joined(done=False)
    except Refused as no:
        return Joined(done=_stands(parts, number, lead), said=no.said)
    return Joined(done=True)


def _accept(parts: Parts, number: str, lead: str, told: dict[str, Any]) -> None:
    category = told["category"]
    if not category:
        category = parts.desk.matters.matter(asker(), lead)["category"]
    key = f"join-{number}-accept"
    try:
        body = {"category": category}
        parts.desk.matters.decide(asker(), number, "accept", body, key)
    except Refused as no:
        if no.code not in ALREADY:
            raise


def _merge(parts: Parts, number: str, lead: str) -> None:
    body = {"lead": lead, "reason": REASON}
    parts.desk.matters.decide(asker(), number, "merge", body, f"join-{number}-merge")


def _stands(parts: Parts, number: str, lead: str) -> bool:
    """Tell whether just this was done before: the form was sent twice."""
    try:
        found = parts.desk.matters.matter(asker(), number)
    except (Away, Refused):
        return False
    is_lead: bool = found["staff"]["lead"] == lead
    return is_lead
