"""A person's petitions as the archive shows them: where they stand now (A-05).

Nothing is copied by hand: a clerk says whose petition it is and under which section it
stands; from then on intake tells where it stands, by itself and in routing's words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from registry.domain.archive.consent import SAID_NOTHING, OwnConsent
from registry.domain.archive.events import PetitionFiled

LINKS = UUID("0b6b3c0e-8a3d-5a55-9a6c-6f8b1f6f2c55")
"""The namespace in which a petition and a resident give their link's id."""


class PetitionState(StrEnum):
    """Where a petition stands, in the words of who told it last."""

    RECEIVED = "received"
    AWAITING = "awaiting-petitioner"
    LAPSED = "lapsed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REFERRED = "referred"
    NOTED = "noted"
    UNROUTED = "unrouted"
    ASSIGNED = "assigned"
    STARTED = "started"
    RETURNED = "returned"
    ESCALATED = "escalated"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    CLOSED = "closed"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Told:
    """The newest word of one service: its revision, and the state that it told."""

    revision: int = 0
    state: PetitionState | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a case was answered; `revision` is routing's."""

    revision: int
    outcome: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of one petition; any order of the words of it ends the same.

    `accused` are the organisations that may not learn of it (条例第30条); they are
    intake's word, so until intake has been heard nothing is shown to anybody. `consent`
    is intake's word, too.
    """

    petition_id: UUID
    receipt: str
    intake: Told = Told()
    accused: Sequence[str] = ()
    consent: OwnConsent = SAID_NOTHING
    case: Told = Told()
    outcome: Outcome | None = None

    @property
    def state(self) -> PetitionState | None:
        """Return where it stands: routing's word, else intake's."""
        return self.case.state or self.intake.state

    def joined(self, other: Self) -> Self:
        """Return what is known when both are: of each service the newest word."""
        newer = other if other.intake.revision > self.intake.revision else self
        return replace(
            self,
            intake=newer.intake,
            accused=newer.accused,
            consent=newer.consent,
            case=max(self.case, other.case, key=lambda told: told.revision),
            outcome=_newest(self.outcome, other.outcome),
        )

    def is_hidden_from(self, lineage: Sequence[str]) -> bool:
        """Tell whether a reader of this lineage may not learn of it (条例第30条)."""
        return self.intake.revision == 0 or not set(lineage).isdisjoint(self.accused)


def _newest(one: Outcome | None, other: Outcome | None) -> Outcome | None:
    known = [each for each in (one, other) if each is not None]
    return max(known, key=lambda outcome: outcome.revision, default=None)


def link_id(petition_id: UUID, resident_id: UUID) -> UUID:
    """Return the id under which a petition is filed with a resident."""
    return uuid5(LINKS, f"{petition_id}/{resident_id}")


@dataclass(eq=False, kw_only=True)
class PetitionLink(Aggregate):
    """A petition in a resident's file; without a section it was taken out again.

    `asked_at` is when intake was asked where it stands, until it has answered.
    """

    link_id: UUID
    petition_id: UUID
    resident_id: UUID
    section: str | None = None
    revision: int = 0
    asked_at: datetime | None = None

    def file_under(self, section: str | None, *, at: datetime) -> None:
        """File it under one section, or take it out; the same again changes nothing.

        Where it stands is asked when it comes into the file.
        """
        if section == self.section:
            return
        if section is None or self.section is None:
            self.asked_at = None if section is None else at
        self.section = section
        self._record(at, asks=self.asked_at == at)

    def ask_again(self, *, at: datetime) -> None:
        """Ask intake once more; nothing when it was taken out or answered meanwhile."""
        if self.section is None or self.asked_at is None:
            return
        self.asked_at = at
        self._record(at, asks=True)

    def _record(self, at: datetime, *, asks: bool) -> None:
        self.revision += 1
        self.record(
            PetitionFiled(
                link_id=self.link_id,
                petition_id=self.petition_id,
                section=self.section,
                asks=asks,
                revision=self.revision,
                at=at,
            )
        )
