"""What was settled anew, field by field (domain.md C-19)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from intake.domain.errors import BrokenPetition
from intake.domain.handling import Handling
from intake.domain.nature import Nature
from minqing_kernel.messages import Actor
from minqing_kernel.text import clean

LONGEST_REASON = 500


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a petition is and how it is handled, at one moment."""

    category: str | None
    nature: Nature
    handling: Handling


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field that was settled anew: what it was, what it is, by whom and why."""

    petition_id: UUID
    field: str
    before: str
    after: str
    reason: str
    by: Actor
    at: datetime


def reason_of(said: str) -> str:
    """Return a cleaned reason; raise BrokenPetition for none or too long a one."""
    words = clean(said, field="reason")
    if not words:
        raise BrokenPetition(fields={"reason": "required"})
    if len(words) > LONGEST_REASON:
        raise BrokenPetition(fields={"reason": "too-long"})
    return words


def differences(before: Standing, after: Standing) -> Iterator[tuple[str, str, str]]:
    """Yield each field that differs: its name, what it was, what it is."""
    was, now = _words(before), _words(after)
    for field, said in was.items():
        if said != now[field]:
            yield field, said, now[field]


def _words(standing: Standing) -> dict[str, str]:
    parts: dict[str, Any] = {
        "category": standing.category,
        **{f"nature.{name}": value for name, value in vars(standing.nature).items()},
        **{f"handling.{name}": each for name, each in vars(standing.handling).items()},
    }
    return {name: _word(value) for name, value in parts.items()}


def _word(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, frozenset):
        return ",".join(sorted(value))
    return value.isoformat() if isinstance(value, date) else str(value)
