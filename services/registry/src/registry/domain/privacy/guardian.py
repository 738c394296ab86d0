"""Guardians of those under 14, and what they consent to (个人信息保护法第31条)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.privacy.events import GuardianRecorded
from registry.domain.values import checked_span

PAIRS = UUID("1b1d7a7e-6f0f-5a3c-9e2d-0d5b7c0f4a11")
"""The namespace in which a child and a guardian give their tie's id."""


@dataclass(frozen=True, kw_only=True)
class GuardianProfile:
    """Who is whose guardian, from when until when, and when they consented."""

    child_id: UUID
    guardian_id: UUID
    since: date
    until: date | None = None
    consented_on: date | None = None
    withdrawn_on: date | None = None

    def __post_init__(self) -> None:
        checked_span(self.since, self.until)
        if self.child_id == self.guardian_id:
            raise Invalid(fields={"guardian_id": "named-twice"})
        if self.withdrawn_on is not None and (
            self.consented_on is None or self.withdrawn_on < self.consented_on
        ):
            raise Invalid(fields={"withdrawn_on": "bad-day"})

    def holds(self, day: date) -> bool:
        """Tell whether they are the guardian on a day."""
        return self.since <= day and (self.until is None or day < self.until)

    def consents(self, day: date) -> bool:
        """Tell whether their consent holds on a day."""
        given = self.consented_on is not None and self.consented_on <= day
        withdrawn = self.withdrawn_on is not None and self.withdrawn_on <= day
        return self.holds(day) and given and not withdrawn


def guardianship_id(child_id: UUID, guardian_id: UUID) -> UUID:
    """Return the id under which a child and a guardian are kept."""
    return uuid5(PAIRS, f"{child_id}/{guardian_id}")


@dataclass(eq=False, kw_only=True)
class Guardianship(Aggregate):
    """One guardian of one child; ended or withdrawn, never erased."""

    guardianship_id: UUID
    profile: GuardianProfile
    revision: int = 0

    def record_as(self, profile: GuardianProfile, *, at: datetime) -> None:
        """Take `profile` for true; saying the same again changes nothing."""
        if self.revision and profile == self.profile:
            return
        self.profile = profile
        self.revision += 1
        self.record(
            GuardianRecorded(
                guardianship_id=self.guardianship_id,
                consented=profile.consented_on is not None
                and profile.withdrawn_on is None,
                revision=self.revision,
                at=at,
            )
        )
