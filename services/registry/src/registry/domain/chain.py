"""The access log as a chain: each look is bound to the one before it by a keyed hash.

Whoever holds the database alone, and not the sealing keys, can neither change nor take
out nor put in a look without its being seen.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

FIRST = ""
"""What the first link is bound to."""

Sign = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look as it is stored: who, in which role, why, at whom, at what, when."""

    no: int
    at: datetime
    actor: str
    role: str
    organisation_id: str | None
    purpose: str
    subject: str
    fields: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Linked:
    """A look and the link that was made of it."""

    look: Look
    link: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """Where a chain ends: its last number and link."""

    no: int = 0
    link: str = FIRST


@dataclass(frozen=True, kw_only=True)
class Break:
    """The first link that does not hold: `missing`, or `changed`."""

    no: int
    why: str


def link(look: Look, previous: str, sign: Sign) -> str:
    """Return the link of a look that follows another."""
    said = [
        look.no,
        look.at.astimezone(UTC).isoformat(timespec="microseconds"),
        look.actor,
        look.role,
        look.organisation_id,
        look.purpose,
        look.subject,
        list(look.fields),
    ]
    return sign(previous + "\n" + json.dumps(said, ensure_ascii=False))


def first_break(
    chain: Iterable[Linked], head: Head, sign: Sign, seen: Head | None = None
) -> Break | None:
    """Walk a chain from its first link; return the first that does not hold.

    `head` is where the log says that it ends; `seen` an end that was written down
    elsewhere before, and that must still be a part of it.
    """
    at = Head()
    for linked in chain:
        wrong = _wrong(linked, at, sign)
        if wrong is None and seen is not None and linked.look.no == seen.no:
            wrong = None if linked.link == seen.link else "changed"
        if wrong is not None:
            return Break(no=at.no + 1, why=wrong)
        at = Head(no=linked.look.no, link=linked.link)
    if at != head or (seen is not None and seen.no > at.no):
        return Break(no=at.no + 1, why="missing")
    return None


def _wrong(linked: Linked, at: Head, sign: Sign) -> str | None:
    if linked.look.no != at.no + 1:
        return "missing"
    return None if link(linked.look, at.link, sign) == linked.link else "changed"
