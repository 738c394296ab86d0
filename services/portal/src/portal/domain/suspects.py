"""What waits between agencies: why a letter was not obeyed, and what differs."""

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


def word_for(reason: str) -> str:
    """Return by which words a reason is told; OTHER for what is not known here."""
    said = reason
    if said.startswith(CLAIM):
        said = said.partition(": ")[2]
    return next((word for start, word in BEGINNINGS if said.startswith(start)), OTHER)
