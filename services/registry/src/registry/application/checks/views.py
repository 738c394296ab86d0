"""What is shown of spot checks; of people nothing but ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class DrawCard:
    """A draw in short: out of how many, how many, and what was found."""

    draw_id: UUID
    rule: str
    title: str
    basis: str
    organisation_id: str
    since: date
    until: date
    due_on: date
    drawn_by: str
    drawn_at: datetime
    population: int
    size: int
    confirmed: int
    differs: int
    not_found: int

    @property
    def checked(self) -> int:
        """Return how many of those drawn were checked."""
        return self.confirmed + self.differs + self.not_found


@dataclass(frozen=True, kw_only=True)
class FoundView:
    """What was found, by whom, when."""

    found: str
    means: str
    checked_on: date
    differs_in: Sequence[str]
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CheckView:
    """A drawn visit as it was frozen; `changed`: it was corrected since."""

    visit_id: UUID
    rank: int
    visit_revision: int
    changed: bool
    facts: Mapping[str, Any]
    digest: str
    checker_id: str | None
    findings: Sequence[FoundView]


@dataclass(frozen=True, kw_only=True)
class WholeDraw:
    """A draw with all that is needed to draw it again, and its checks."""

    card: DrawCard
    nonce: str
    population_digest: str
    seed: str
    algorithm: str
    checks: Sequence[CheckView]


@dataclass(frozen=True, kw_only=True)
class OwedCheck:
    """A check that somebody has yet to make."""

    draw_id: UUID
    title: str
    due_on: date
    visit_id: UUID
    facts: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Debt:
    """How many checks somebody has yet to make; nobody (None): none may check them."""

    checker_id: str | None
    open: int
    overdue: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Undrawn:
    """A rule of whose last period nobody drew lots yet."""

    rule: str
    title: str
    since: date
    until: date
