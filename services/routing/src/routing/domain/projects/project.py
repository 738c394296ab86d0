"""One project: spawned by cases, counted, dated, and reported on until it is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor
from minqing_kernel.working_time import end_of, local_day
from routing.domain.authority import STAFF
from routing.domain.case import Case
from routing.domain.deadline import FURTHEST
from routing.domain.errors import NotYours, OutOfTime
from routing.domain.organisation import OrganisationTree
from routing.domain.projects.budget import BudgetLine, total, yuan
from routing.domain.projects.errors import (
    ForeignCase,
    NoCases,
    OverBudget,
    PhotoNeeded,
    WrongInventory,
)
from routing.domain.projects.events import ProjectJoined, ProjectMoved
from routing.domain.projects.lifecycle import PROJECT_LIFE, ProjectState, ProjectStep

DAY = timedelta(days=1)
COMPLETION, SHOWN = "completion", "picture"


class Festival(StrEnum):
    """The feasts of the lunar calendar that a promise may be tied to."""

    SPRING = "spring-festival"
    DRAGON_BOAT = "dragon-boat"
    MID_AUTUMN = "mid-autumn"


class Festivals(Protocol):
    """Knows on which day a feast falls."""

    def day_of(self, festival: Festival, year: int) -> date:
        """Return its first day; raise UnknownFestival for a year not known."""
        ...


@dataclass(frozen=True, kw_only=True)
class Target:
    """By when it is to be done: a date, and the feast before which it lies, if any."""

    on: date
    festival: Festival | None = None
    year: int | None = None

    @classmethod
    def before(cls, festival: Festival, year: int, festivals: Festivals) -> "Target":
        """Return the eve of a feast (春节前): the date, and what it is tied to."""
        eve = festivals.day_of(festival, year) - DAY
        return cls(on=eve, festival=festival, year=year)

    def ensure_ahead(self, today: date) -> None:
        """Raise OutOfTime for a day gone by, or further off than any promise may be."""
        if not today <= self.on <= today + FURTHEST:
            raise OutOfTime(fields={"target_on": "out-of-range"})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One report: how many were mended since the last one, and what that cost."""

    on: date
    fixed: int
    note: str
    spent_cents: int = 0

    @property
    def spent(self) -> str:
        """Return what it cost, in yuan."""
        return yuan(self.spent_cents)


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture that registry keeps: of the place before, or of what was built."""

    picture_id: UUID
    kind: str
    organisation_id: str
    kept_at: datetime


@dataclass(eq=False, kw_only=True)
class Project(Aggregate):
    """An effort of one organisation for many cases.

    `checked` were looked at and `found` were wrong (5100 盏 / 800 盏); `category` and
    `division_code` say which cases it is for.
    """

    project_id: UUID
    name: str
    goal: str
    category: str
    division_code: str
    organisation_id: str
    opened_at: datetime
    opened_by: str
    target: Target | None = None
    state: ProjectState = ProjectState.OPEN
    checked: int = 0
    found: int = 0
    budget: list[BudgetLine] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    petitions: list[UUID] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    revision: int = 0

    @property
    def fixed(self) -> int:
        """How many were mended in all."""
        return sum(entry.fixed for entry in self.entries)

    @property
    def budgeted(self) -> str:
        """What it is to cost in all, in yuan."""
        return yuan(total(self.budget))

    @property
    def spent(self) -> str:
        """What was spent in all, in yuan."""
        return yuan(self._spent)

    def join(
        self,
        cases: Sequence[Case],
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Take cases in; one that is in it already changes nothing.

        Raises NoCases, ForeignCase, Forbidden, NotYours.
        """
        self._step(ProjectStep.JOIN, by=by, units=units)
        if not cases:
            raise NoCases
        for number, case in enumerate(cases):
            owner = case.organisation_id or self.organisation_id
            if not units.stands_over(self.organisation_id, owner):
                raise ForeignCase(fields={f"petitions.{number}": "not-allowed"})
        target_at = end_of(self.target.on) if self.target else None
        for case in cases:
            if case.petition_id not in self.petitions:
                self.petitions.append(case.petition_id)
                case.note(
                    ProjectJoined,
                    at=at,
                    project_id=self.project_id,
                    target_at=target_at,
                )
        self._tell(ProjectStep.JOIN, at)

    def count(
        self,
        *,
        checked: int,
        found: int,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Write down how many were checked, and how many of them are wrong."""
        self._step(ProjectStep.COUNT, by=by, units=units)
        if not self.fixed <= found <= checked:
            raise WrongInventory
        self.checked, self.found = checked, found
        self._tell(ProjectStep.COUNT, at)

    def plan_costs(
        self,
        budget: Sequence[BudgetLine],
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Say what it is to cost, line by line; never less than was spent."""
        self._step(ProjectStep.BUDGET, by=by, units=units)
        if total(budget) < self._spent:
            raise OverBudget(fields={"lines": "less-than-spent"})
        self.budget = list(budget)
        self._tell(ProjectStep.BUDGET, at)

    def report(
        self, entry: Entry, *, by: Actor, units: OrganisationTree, at: datetime
    ) -> None:
        """Add a report; no more is mended than was found, or spent than budgeted."""
        self._step(ProjectStep.REPORT, by=by, units=units)
        first = self.entries[-1].on if self.entries else local_day(self.opened_at)
        if not first <= entry.on <= local_day(at):
            raise OutOfTime(fields={"on": "out-of-time"})
        if self.fixed + entry.fixed > self.found:
            raise WrongInventory
        if self._spent + entry.spent_cents > total(self.budget):
            raise OverBudget(fields={"spent": "over-budget"})
        self.entries.append(entry)
        self._tell(ProjectStep.REPORT, at)

    def show(self, photo: Photo, units: OrganisationTree, *, at: datetime) -> None:
        """Hear of a picture; the same again, or one of strangers, changes nothing.

        Strangers are units that neither stand over the one that leads, nor below it.
        """
        near = units.stands_over(photo.organisation_id, self.organisation_id)
        near = near or units.stands_over(self.organisation_id, photo.organisation_id)
        known = {each.picture_id for each in self.photos}
        if near and photo.picture_id not in known:
            self.photos.append(photo)
            self._tell(SHOWN, at)

    def end(
        self,
        *,
        done: bool,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
        photo_needed: bool = False,
    ) -> None:
        """End it, `done` or dropped.

        Raises PhotoNeeded for one that is done, where the place asks to be shown (C-22)
        and no picture of its completion is kept.
        """
        step = ProjectStep.FINISH if done else ProjectStep.DROP
        self._step(step, by=by, units=units)
        shown = any(each.kind == COMPLETION for each in self.photos)
        if done and photo_needed and not shown:
            raise PhotoNeeded
        self._tell(step, at)

    @property
    def _spent(self) -> int:
        return sum(entry.spent_cents for entry in self.entries)

    def _step(self, step: ProjectStep, *, by: Actor, units: OrganisationTree) -> None:
        ensure_leader(by, self.organisation_id, units)
        self.state = PROJECT_LIFE.after(self.state, step)

    def _tell(self, step: str, at: datetime) -> None:
        self.revision += 1
        self.record(
            ProjectMoved(
                project_id=self.project_id,
                revision=self.revision,
                what=str(step),
                organisation_id=self.organisation_id,
                cases=len(self.petitions),
                checked=self.checked,
                found=self.found,
                fixed=self.fixed,
                at=at,
            )
        )


def ensure_leader(by: Actor, organisation_id: str, units: OrganisationTree) -> None:
    """Let staff of the organisation that leads, or of a superior, pass.

    Raises Forbidden for another role, NotYours for another line.
    """
    if by.role not in STAFF:
        raise Forbidden(f"{by.role} does not lead projects")
    if not units.stands_over(by.organisation_id, organisation_id):
        raise NotYours
