"""What the projects' room can be asked to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minqing_kernel.messages import Actor, Command
from routing.domain.projects.budget import BudgetLine
from routing.domain.projects.project import Entry, Festival, Photo


@dataclass(frozen=True, kw_only=True)
class ProjectAction(Command):
    """Base of what a person does to a project; `revision` is the one they saw."""

    actor: Actor
    project_id: UUID
    revision: int | None = None


@dataclass(frozen=True, kw_only=True)
class OpenProject(ProjectAction):
    """Open a project out of cases; its target is a date, a feast's eve, or open."""

    name: str
    goal: str
    category: str
    division_code: str
    organisation_id: str
    petitions: Sequence[UUID]
    budget: Sequence[BudgetLine] = ()
    target_on: date | None = None
    festival: Festival | None = None
    festival_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class JoinProject(ProjectAction):
    """Take more cases in."""

    petitions: Sequence[UUID]


@dataclass(frozen=True, kw_only=True)
class CountInventory(ProjectAction):
    """Write down how many were checked and how many are wrong."""

    checked: int
    found: int


@dataclass(frozen=True, kw_only=True)
class PlanCosts(ProjectAction):
    """Say what it is to cost, line by line."""

    budget: Sequence[BudgetLine]


@dataclass(frozen=True, kw_only=True)
class ReportProgress(ProjectAction):
    """Add a report."""

    entry: Entry


@dataclass(frozen=True, kw_only=True)
class EndProject(ProjectAction):
    """End it, done or dropped."""

    done: bool


@dataclass(frozen=True, kw_only=True)
class HearPicture(Command):
    """Learn of a picture that registry keeps of a project."""

    project_id: UUID
    photo: Photo


@dataclass(frozen=True, kw_only=True)
class SuggestProjects(Command):
    """Look where problems gather (集中问题), and remember it."""
