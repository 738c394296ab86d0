"""What happened in the projects' room: of a project itself, and of the cases in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from minqing_kernel.messages import DomainEvent
from routing.domain.events import CaseFact


@dataclass(frozen=True, kw_only=True)
class ProjectMoved(DomainEvent):
    """A step was taken; `revision` counts the project's own facts from 1."""

    project_id: UUID
    revision: int
    what: str
    organisation_id: str
    cases: int
    checked: int
    found: int
    fixed: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ProjectJoined(CaseFact):
    """The case became part of a project that is to be done by `target_at`."""

    public: ClassVar[bool] = True
    project_id: UUID
    target_at: datetime | None
