"""Residents: people the agency answers to; one person stands here once."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from minqing_kernel.state_machine import StateMachine, on
from registry.domain.errors import NotAway, ResidentClosed, StillHere
from registry.domain.events import (
    LifeEvent,
    ResidentDeparted,
    ResidentDied,
    ResidentForgotten,
    ResidentRecorded,
    ResidentReopened,
    ResidentReturned,
)
from registry.domain.identity import age_of, birth_date
from registry.domain.particulars import ResidentProfile, differences, without
from registry.domain.sensitivity import Sensitivity
from registry.domain.values import checked_division, civil_day

OF_AGE = 14
"""Of whoever is younger everything personal is sensitive (个人信息保护法第28条)."""


class ResidentState(StrEnum):
    """Whether the file is open: it is while they live here."""

    LIVING = "living"
    DECEASED = "deceased"
    DEPARTED = "departed"


class LifeStep(StrEnum):
    """What may become of a resident."""

    DIE = "die"
    DEPART = "depart"
    RETURN = "return"


LIFE = StateMachine(
    on(
        LifeStep.DIE,
        leaving={ResidentState.LIVING, ResidentState.DEPARTED},
        reach=ResidentState.DECEASED,
    ),
    on(LifeStep.DEPART, leaving={ResidentState.LIVING}, reach=ResidentState.DEPARTED),
    on(LifeStep.RETURN, leaving={ResidentState.DEPARTED}, reach=ResidentState.LIVING),
)


@dataclass(eq=False, kw_only=True, repr=False)
class Resident(Aggregate):
    """One resident; `revision` counts what was said of them, from 1."""

    resident_id: UUID
    profile: ResidentProfile
    state: ResidentState = ResidentState.LIVING
    died_on: date | None = None
    left_on: date | None = None
    moved_to: str | None = None
    forgotten: Sensitivity | None = None
    """Down to which class what is personal was forgotten, by rule."""
    revision: int = 0

    @property
    def is_open(self) -> bool:
        """Tell whether anything new may be written into the file."""
        return self.state is ResidentState.LIVING

    def is_child(self, today: date) -> bool:
        """Tell whether they are under 14: then all of it is sensitive (第28条).

        Whose number is not on file is not taken for a child.
        """
        age = age_of(self.profile.particulars.identity_number, today)
        return age is not None and age < OF_AGE

    def record_as(
        self, profile: ResidentProfile, *, at: datetime, readmitted: bool = False
    ) -> None:
        """Take `profile` for true; saying the same again changes nothing.

        `readmitted`: on purpose, although the number was forgotten; it is told.
        Raises ResidentClosed when they have died or left and it says something new.
        """
        if self.revision and profile == self.profile:
            return
        if not self.is_open:
            raise ResidentClosed
        self._say(profile, at, readmitted=readmitted)

    def rewrite(self, profile: ResidentProfile, *, at: datetime) -> None:
        """Say it as somebody's request wants; a closed file may hold less (第47条)."""
        if profile != self.profile:
            self._say(profile, at)

    def _say(
        self, profile: ResidentProfile, at: datetime, *, readmitted: bool = False
    ) -> None:
        told = differences(self.profile, profile)
        self.profile = profile
        self.revision += 1
        self.record(
            ResidentRecorded(
                resident_id=self.resident_id,
                revision=self.revision,
                organisation_id=profile.organisation_id,
                changed=told,
                readmitted=readmitted,
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
        self._check_day(died_on, at, "died_on")
        self.state, self.died_on = LIFE.after(self.state, LifeStep.DIE), died_on
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

    def depart(self, left_on: date, moved_to: str | None, *, at: datetime) -> None:
        """Close the file by departure (迁出); the same said again changes nothing.

        Another day, or a death before, raises ResidentClosed; a day in the future or
        before birth raises Invalid.
        """
        if not self.is_open:
            if (left_on, moved_to) != (self.left_on, self.moved_to):
                raise ResidentClosed
            return
        if moved_to is not None:
            checked_division(moved_to, "moved_to")
        self._check_day(left_on, at, "left_on")
        self.state = LIFE.after(self.state, LifeStep.DEPART)
        self.left_on, self.moved_to = left_on, moved_to
        self._tell(ResidentDeparted, at)

    def come_back(
        self, returned_on: date, profile: ResidentProfile, *, at: datetime
    ) -> None:
        """Open the file again, in the household where they live now.

        Raises NotAway unless they had left, Invalid for a day before that.
        """
        if self.state is not ResidentState.DEPARTED or self.left_on is None:
            raise NotAway
        if not self.left_on <= returned_on <= civil_day(at):
            raise Invalid(fields={"returned_on": "bad-day"})
        self.state = LIFE.after(self.state, LifeStep.RETURN)
        self.left_on, self.moved_to, self.profile = None, None, profile
        self.forgotten = None
        self._tell(ResidentReturned, at)

    def reopen(self, before: ResidentState, *, at: datetime) -> None:
        """Undo a death or departure that was a mistake: all is as it was.

        What was forgotten in the meantime is gone, but will be said anew: then it can
        be forgotten again.
        """
        self.died_on = None
        if before is ResidentState.LIVING:
            self.left_on, self.moved_to, self.forgotten = None, None, None
        self.state = before
        self._tell(ResidentReopened, at)

    def forget(self, sensitivity: Sensitivity, *, at: datetime) -> None:
        """Forget what is personal of a closed file, down to a class; it still counts.

        Raises StillHere while the file is open; forgotten already: changes nothing.
        """
        if self.is_open:
            raise StillHere
        if self.forgotten is not None and self.forgotten <= sensitivity:
            return
        self.profile = without(self.profile, sensitivity)
        self.forgotten = sensitivity
        self._tell(ResidentForgotten, at)

    def _tell(self, fact: type[LifeEvent], at: datetime) -> None:
        self.revision += 1
        self.record(
            fact(
                resident_id=self.resident_id,
                organisation_id=self.profile.organisation_id,
                revision=self.revision,
                at=at,
            )
        )

    def _check_day(self, day: date, at: datetime, field: str) -> None:
        number = self.profile.particulars.identity_number
        born = birth_date(number) if number else None
        if day > civil_day(at) or (born is not None and day < born):
            raise Invalid(fields={field: "bad-day"})
