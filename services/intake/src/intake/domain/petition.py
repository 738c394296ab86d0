"""The petition: one matter, as it stands at the door."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from intake.domain.channel import Channel
from intake.domain.errors import BrokenPetition, StaleRevision
from intake.domain.events import PetitionAccepted, PetitionReceived, PetitionRefused
from intake.domain.lifecycle import LIFECYCLE, PetitionState, PetitionStep
from intake.domain.refusal import RefusalReason
from minqing_kernel.aggregate import Aggregate
from minqing_kernel.text import clean

LONGEST_EXPLANATION = 2_000


@dataclass(kw_only=True)
class Petition(Aggregate):
    """One petition; its methods are what may happen to it before it is a case.

    `contact` is sealed; the aggregate never reads it. `division_code` is empty while
    the place is unknown. `source` and `external_ref` name an older system's record.
    """

    petition_id: UUID
    receipt: str
    channel: Channel
    title: str
    text: str
    place: str
    category: str | None
    division_code: str
    organisation_id: str | None
    contact: str | None
    reachable: bool
    received_at: datetime
    source: str | None = None
    external_ref: str | None = None
    state: PetitionState = PetitionState.RECEIVED
    revision: int = 0
    decided_at: datetime | None = None
    refusal: RefusalReason | None = None
    explanation: str = ""

    def arrive(self, at: datetime) -> None:
        """Be written down, before anyone decides anything (domain.md D-10).

        Policy: a petition that says what it is about and where is accepted on arrival;
        any other waits for a clerk.
        """
        if self.category and self.division_code:
            self._accept(self.category, at)
        else:
            self.record(PetitionReceived(**self._next(), received_at=self.received_at))

    def arrive_from_archive(self) -> None:
        """Be taken over from an older system, which accepted it when it came."""
        self._accept(self.category or "", self.received_at)

    def accept(
        self,
        category: str,
        division_code: str,
        *,
        at: datetime,
        seen: int | None = None,
    ) -> None:
        """Accept it (受理) under a category.

        `seen` is the revision the clerk saw, if told. Raises StaleRevision,
        TransitionRefused.
        """
        self._not_older_than(seen)
        self.division_code = division_code or self.division_code
        self._accept(category, at)

    def refuse(
        self,
        reason: RefusalReason,
        explanation: str,
        *,
        at: datetime,
        seen: int | None = None,
    ) -> None:
        """Refuse it (不予受理) with a reason and where to go instead (条例第23条).

        Raises BrokenPetition without an explanation, StaleRevision, TransitionRefused.
        """
        self._not_older_than(seen)
        self.explanation = _explained(explanation)
        self.state = LIFECYCLE.after(self.state, PetitionStep.REFUSE)
        self.refusal, self.decided_at = reason, at
        self.record(
            PetitionRefused(
                **self._next(),
                reason=reason,
                explanation=self.explanation,
                refused_at=at,
            )
        )

    def _accept(self, category: str, at: datetime) -> None:
        self.state = LIFECYCLE.after(self.state, PetitionStep.ACCEPT)
        self.category, self.decided_at = category, at
        self.record(
            PetitionAccepted(
                **self._next(),
                category=category,
                received_at=self.received_at,
                accepted_at=at,
                external_ref=self.external_ref,
            )
        )

    def _not_older_than(self, seen: int | None) -> None:
        if seen is not None and seen != self.revision:
            raise StaleRevision(f"{self.receipt} is at {self.revision}, not {seen}")

    def _next(self) -> dict[str, Any]:
        """Count one more fact, and return what every fact carries."""
        self.revision += 1
        return {
            "petition_id": self.petition_id,
            "receipt": self.receipt,
            "revision": self.revision,
            "channel": self.channel,
            "division_code": self.division_code,
            "organisation_id": self.organisation_id,
            "reachable": self.reachable,
        }


def _explained(explanation: str) -> str:
    words = clean(explanation, field="explanation")
    if not words:
        raise BrokenPetition(fields={"explanation": "required"})
    if len(words) > LONGEST_EXPLANATION:
        raise BrokenPetition(fields={"explanation": "too-long"})
    return words
