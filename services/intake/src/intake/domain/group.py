"""Group matters: one matter of many people, each with an outcome of their own.

Batches with counts, at most five representatives (条例第20条), a log of contacts with
each member (domain.md B-14, D-25). The words about petitioners are neutral ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from intake.domain.errors import (
    BrokenPetition,
    TooManyRepresentatives,
    UnknownBatch,
)
from intake.domain.nature import MOST_REPRESENTATIVES
from minqing_kernel.aggregate import Aggregate
from minqing_kernel.text import clean

MOST_PEOPLE: Final = 1_000_000
MOST_BATCHES: Final = 100
LONGEST_TITLE: Final = 200
LONGEST_NOTE: Final = 2_000


class Qualifier(StrEnum):
    """How exact a number is: “1000余名” stays as approximate as it was said (D-32)."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"


class MemberOutcome(StrEnum):
    """What became of one person's request."""

    GRANTED = "granted"
    PARTLY = "partly"
    EXPLAINED = "explained"
    NOT_SUPPORTED = "not-supported"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Headcount:
    """A number of people, and how exact it is."""

    people: int
    qualifier: Qualifier = Qualifier.EXACT

    def __post_init__(self) -> None:
        if not 1 <= self.people <= MOST_PEOPLE:
            raise BrokenPetition(fields={"people": "out-of-range"})


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Some of the group whose turn comes together, such as the first to be paid."""

    title: str
    count: Headcount


@dataclass(kw_only=True)
class GroupMatter(Aggregate):
    """The group whose matter a petition is, with its batches by number from 1."""

    group_id: UUID
    petition_id: UUID
    organisation_id: str | None
    title: str
    count: Headcount
    members: int = 0
    representatives: int = 0
    batches: Mapping[int, Batch] = field(default_factory=dict)

    def add_batch(self, title: str, count: Headcount) -> int:
        """Open a batch; return its number. Raises BrokenPetition, Unreadable."""
        batch = Batch(title=titled(title), count=count)
        number = len(self.batches) + 1
        if number > MOST_BATCHES:
            raise BrokenPetition(fields={"batches": "too-long"})
        self.batches = {**self.batches, number: batch}
        return number

    def admit(self, batch: int | None, *, representative: bool) -> None:
        """Count one more member.

        Raises UnknownBatch, TooManyRepresentatives for a sixth (条例第20条).
        """
        if batch is not None and batch not in self.batches:
            raise UnknownBatch
        if representative and self.representatives >= MOST_REPRESENTATIVES:
            raise TooManyRepresentatives
        self.members += 1
        self.representatives += representative


@dataclass(kw_only=True)
class GroupMember(Aggregate):
    """One person of the group; `contact` is sealed and bound to the member's id."""

    member_id: UUID
    group_id: UUID
    batch: int | None
    contact: str | None
    representative: bool
    joined_at: datetime
    contacts: int = 0
    last_contact_at: datetime | None = None
    outcome: MemberOutcome | None = None
    note: str = ""
    settled_at: datetime | None = None

    def meet(self, *, at: datetime) -> None:
        """Count one more contact."""
        self.contacts += 1
        self.last_contact_at = at

    def settle(self, outcome: MemberOutcome, note: str, *, at: datetime) -> None:
        """Say what became of this person's request; a later word replaces it.

        Raises BrokenPetition without a note, Unreadable.
        """
        self.note = noted(note)
        self.outcome, self.settled_at = outcome, at


def titled(title: str) -> str:
    """Return a cleaned title; raise BrokenPetition, Unreadable."""
    return _fitting(title, "title", LONGEST_TITLE)


def noted(note: str) -> str:
    """Return a cleaned note; raise BrokenPetition, Unreadable."""
    return _fitting(note, "note", LONGEST_NOTE)


def _fitting(said: str, name: str, longest: int) -> str:
    words = clean(said, field=name)
    if not words:
        raise BrokenPetition(fields={name: "required"})
    if len(words) > longest:
        raise BrokenPetition(fields={name: "too-long"})
    return words
