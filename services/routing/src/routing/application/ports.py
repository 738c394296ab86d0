"""What the use cases need, in their own words; adapters fulfil it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from minqing_kernel.bus import UnitOfWork
from routing.application.views import Standing
from routing.domain.case import Case
from routing.domain.interest import Interest
from routing.domain.jurisdiction import Directory
from routing.domain.merging import Note, Notes
from routing.domain.organisation import Organisation, StaffMember
from routing.domain.rule import RuleEntry


class Cases(Protocol):
    """The collection of all cases."""

    def add(self, case: Case) -> None:
        """Take a new case in, or raise CaseAlreadyOpen, at the latest at the commit."""
        ...

    def get(self, petition_id: UUID) -> Case:
        """Return the case of a petition, or raise CaseNotFound."""
        ...

    def get_many(self, petition_ids: Sequence[UUID]) -> dict[UUID, Case]:
        """Return those cases that exist, locked in the order of their ids."""
        ...

    def get_free(self, petition_ids: Sequence[UUID]) -> list[Case]:
        """Return those cases that nobody else works on at this moment."""
        ...


class Staff(Protocol):
    """Who serves where."""

    def learn(self, member: StaffMember) -> None:
        """Keep a member as told, unless something newer is known."""
        ...

    def find(self, staff_id: str) -> StaffMember | None:
        """Return a member, or None when unknown."""
        ...

    def accounts_of(self, staff_id: str) -> frozenset[str]:
        """Return every account of whoever has this one, itself among them."""
        ...


class Merges(Protocol):
    """What intake told of merging."""

    def of(self, petition_id: UUID) -> Notes:
        """Return what is known of a petition, for this unit alone; it is kept."""
        ...

    def resting_for(self, lead_petition_id: UUID) -> list[Note]:
        """Return the notes of those that rest for a case."""
        ...


class Interests(Protocol):
    """Who has an interest in whom (回避)."""

    def declare(self, interest: Interest) -> None:
        """Keep it; the same one again changes nothing."""
        ...

    def of(self, staff_id: str) -> frozenset[str]:
        """Return the parties in whom that person has an interest, by any account."""
        ...


class Rules(Protocol):
    """The jurisdiction rules, for those who change them."""

    def entry(self, code: str) -> RuleEntry:
        """Return the entry under that code, a blank one if there was none."""
        ...


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Names one request: the asker's own word, as who they asked.

    `organisation_id` is empty for who serves in none. Who has moved to another unit, or
    into another role, is another asker: their authority is looked at anew.
    """

    role: str
    actor_id: str
    organisation_id: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a request was answered, and the print of its content."""

    fingerprint: str
    answer: Standing


class Answers(Protocol):
    """What requests with an idempotency key were answered."""

    def find(self, asked: Asked) -> Kept | None:
        """Return what a request was answered; a second asker waits for the first."""
        ...

    def keep(self, asked: Asked, kept: Kept) -> None:
        """Remember an answer with the change that it tells of."""
        ...

    def forget(self, older_than_days: int) -> None:
        """Forget the answers that are older, by the clock on the wall."""
        ...


class RoutingWork(UnitOfWork, Protocol):
    """Routing's unit of work."""

    @property
    def cases(self) -> Cases: ...  # noqa: D102

    @property
    def staff(self) -> Staff: ...  # noqa: D102

    @property
    def merges(self) -> Merges: ...  # noqa: D102

    @property
    def interests(self) -> Interests: ...  # noqa: D102

    @property
    def rules(self) -> Rules: ...  # noqa: D102

    @property
    def answers(self) -> Answers: ...  # noqa: D102

    @property
    def directory(self) -> Directory:
        """All that decides competence, with what this unit learned; in memory."""
        ...

    def count_the_clock(self, at: datetime) -> None:
        """Make a new edition if, by then, a rule has begun or ended."""
        ...

    def learn(self, unit: Organisation) -> None:
        """Keep an organisation as told, unless something newer is known."""
        ...
