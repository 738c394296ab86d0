"""Residents: people the agency answers to; one person stands here once."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.errors import ResidentClosed
from registry.domain.events import ResidentDied, ResidentRecorded
from registry.domain.identity import birth_date
from registry.domain.particulars import ResidentProfile
from registry.domain.values import civil_day

OF_AGE = 14
"""Of whoever is younger everything personal is sensitive (个人信息保护法第28条)."""


class ResidentState(StrEnum):
    """Whether the file is open."""

    LIVING = "living"
    DECEASED = "deceased"


@dataclass(eq=False, kw_only=True, repr=False)
class Resident(Aggregate):
    """One resident; `revision` counts what was said of them, from 1."""

    resident_id: UUID
    profile: ResidentProfile
    state: ResidentState = ResidentState.LIVING
    died_on: date | None = None
    revision: int = 0

    def is_child(self, today: date) -> bool:
        """Tell whether they are under 14: then all of it is sensitive (第28条).

        Whose number is not on file is not taken for a child.
        """
        number = self.profile.particulars.identity_number
        born = birth_date(number) if number else None
        if born is None:
            return False
        had_birthday = (today.month, today.day) >= (born.month, born.day)
        return today.year - born.year - (not had_birthday) < OF_AGE

    def record_as(self, profile: ResidentProfile, *, at: datetime) -> None:
        """Take `profile` for true; saying the same again changes nothing.

        Raises ResidentClosed when the resident has died and it says something new.
        """
        if self.revision and profile == self.profile:
            return
        if self.state is ResidentState.DECEASED:
            raise ResidentClosed
        self.profile = profile
        self.revision += 1
        self.record(
            ResidentRecorded(
                resident_id=self.resident_id,
                revision=self.revision,
                organisation_id=profile.organisation_id,
                at=at,
            )
        )

    def die(self, died_on: date, *, at: datetime) -> None:
        """Close the file by death (B-29); the household stays.

        The same day said again changes nothing; another day raises ResidentClosed; a
        day in the future or before birth raises Invalid.
        """
        if self.state is ResidentState.DECEASED:
            if died_on != self.died_on:
                raise ResidentClosed
            return
        self._check_death(died_on, at)
        self.state, self.died_on = ResidentState.DECEASED, died_on
        self.revision += 1
        self.record(
            ResidentDied(
                resident_id=self.resident_id,
                revision=self.revision,
                organisation_id=self.profile.organisation_id,
                died_on=died_on,
                at=at,
            )
        )

    def _check_death(self, died_on: date, at: datetime) -> None:
        number = self.profile.particulars.identity_number
        born = birth_date(number) if number else None
        if died_on > civil_day(at) or (born is not None and died_on < born):
            raise Invalid(fields={"died_on": "bad-day"})
