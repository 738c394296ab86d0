"""What the projects' use cases need, in their own words."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from routing.application.ports import RoutingWork
from routing.domain.policy import Gathering
from routing.domain.projects.project import Project


class Projects(Protocol):
    """The collection of all projects."""

    def add(self, project: Project) -> None:
        """Take a new one in; raise KeyReused at the latest at the commit."""
        ...

    def get(self, project_id: UUID) -> Project:
        """Return a project, locked; raise ProjectNotFound."""
        ...

    def get_many(self, keys: Iterable[UUID]) -> Mapping[UUID, Project]:
        """Return those of these projects that there are, locked."""
        ...


class Suggestions(Protocol):
    """Where so many open cases are of one kind that a project is called for."""

    def refresh(self, gathering: Gathering, at: datetime) -> None:
        """Remember each place with so many, forget where there are fewer."""
        ...


class ProjectsWork(RoutingWork, Protocol):
    """A unit of work with the projects' room open."""

    @property
    def projects(self) -> Projects: ...  # noqa: D102

    @property
    def suggestions(self) -> Suggestions: ...  # noqa: D102
