"""What waits between agencies: why a letter was not obeyed, and what differs."""

import re
from dataclasses import dataclass
from typing import Final

CLAIM: Final = "says it is from "
"""Stands first where a letter came by another's account than it says."""
BEGINNINGS: Final = (
    ("unreadable", "unreadable"),
    ("no neighbour", "stranger"),
    ("no grant", "not-granted"),
    ("for another agency", "misdirected"),
    ("not signed by its sender", "forged"),
    ("signed by a revoked key", "revoked"),
    ("too old", "stale"),
    ("the first receiver", "history"),
    ("epoch", "history"),
    ("failed", "failed"),
)
"""How a reason begins -> its words, `suspect.<word>`."""
OTHER: Final = "other"
MENDING: Final = frozenset({"unknown-here", "unknown-there", "out-of-step"})
"""Differences that go by themselves: what is missing is said again."""
LASTING: Final = frozenset({"contested", "forked", "hole-here", "hole-there"})
"""Those that a person has to look at; the words of all are `difference.<kind>`."""


GRANT: Final = re.compile(
    r"no grant (?:for (?P<form>[a-z-]+)|to (?P<act>compare))"
    r"(?: of category '(?P<category>[^']*)')?\Z"
)


@dataclass(frozen=True)
class Lacking:
    """What the directory does not let a neighbour do; of one category alone, if any."""

    form: str
    category: str = ""


def lacking(reason: str) -> Lacking | None:
    """Return which grant a letter lacked; None where that is not the reason."""
    found = GRANT.match(_plain(reason))
    if found is None:
        return None
    return Lacking(found["form"] or found["act"], found["category"] or "")


def word_for(reason: str) -> str:
    """Return by which words a reason is told; OTHER for what is not known here."""
    said = _plain(reason)
    return next((word for start, word in BEGINNINGS if said.startswith(start)), OTHER)


def _plain(reason: str) -> str:
    return reason.partition(": ")[2] if reason.startswith(CLAIM) else reason
