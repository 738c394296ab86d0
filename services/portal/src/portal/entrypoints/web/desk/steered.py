"""What was done to a case beside answering it, as lines of its history."""

from collections.abc import Iterator
from typing import Any, Final

MEASURES: Final = {
    "supervise": "supervised",
    "yellow-card": "yellow-card",
    "red-card": "red-card",
}
"""Routing's measures -> the kind of the line; any other is a plain reminder."""
KINDS: Final = (
    *MEASURES.values(),
    *("pressed", "co-answered", "suspended", "resumed", "sponsored"),
)
Line = tuple[str, str, str, str]
"""When (ISO), which kind, its words, by whom."""


def steered(dossier: dict[str, Any]) -> Iterator[Line]:
    """Yield a line for each; in no order."""
    for each in dossier.get("measures") or []:
        kind = MEASURES.get(each.get("measure", ""), "pressed")
        yield each["at"], kind, each.get("reason", ""), each.get("by", "")
    for each in dossier.get("co_tasks") or []:
        if each.get("answered_at"):
            words = f"{each['unit_name']} · {each['answer']}"
            yield each["answered_at"], "co-answered", words, each["answered_by"] or ""
    for each in dossier.get("suspensions") or []:
        yield each["since"], "suspended", each["reason"], each["by"]
        if each.get("until"):
            yield each["until"], "resumed", "", ""
    taken = dossier.get("sponsor")
    if taken:
        yield taken["since"], "sponsored", taken.get("note", ""), taken["leader_id"]
