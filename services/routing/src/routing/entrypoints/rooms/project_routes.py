"""Projects over HTTP: opened out of cases, counted, reported, ended; and suggested."""

from collections.abc import Callable, Iterator
from typing import Any

from marshmallow import Schema

from minqing_chassis.http.route import STAFF, Idempotency, Reply, Request, Route
from minqing_kernel.errors import DomainError, Forbidden, TransitionRefused
from minqing_kernel.messages import Actor, Role
from routing.application.projects.commands import (
    CountInventory,
    EndProject,
    JoinProject,
    OpenProject,
    PlanCosts,
    ProjectAction,
    ReportProgress,
)
from routing.bootstrap import Parts
from routing.domain.errors import (
    AccusedUnit,
    CaseNotFound,
    KeyReused,
    NotYours,
    OutOfTime,
    StaleRevision,
    UnknownUnit,
)
from routing.domain.projects.budget import BudgetLine, cents_of
from routing.domain.projects.errors import (
    ForeignCase,
    NoCases,
    OverBudget,
    PhotoNeeded,
    ProjectNotFound,
    UnknownFestival,
    WrongAmount,
    WrongInventory,
)
from routing.domain.projects.project import Entry, Festival, Project, ensure_leader
from routing.entrypoints.rooms.project_schemas import (
    BudgetLineSchema,
    BudgetSchema,
    EndSchema,
    EntrySchema,
    InventorySchema,
    JoinSchema,
    OpenProjectSchema,
    ProjectSchema,
    ProjectsSchema,
    SuggestionsSchema,
)
from routing.entrypoints.rooms.scope import id_for
from routing.entrypoints.schemas import SeenSchema
from routing.entrypoints.scope import units_asked_for

TAG = "专项 Projects"
PATH = "/v1/projects"
READERS = STAFF | {Role.OPS}
REFUSALS: tuple[type[DomainError], ...] = (
    AccusedUnit,
    CaseNotFound,
    ProjectNotFound,
    NotYours,
    Forbidden,
    TransitionRefused,
    NoCases,
    ForeignCase,
    WrongInventory,
    WrongAmount,
    OverBudget,
    OutOfTime,
    PhotoNeeded,
)


def entry_of(*, spent: str, **said: Any) -> Entry:  # noqa: ANN401
    """Return a report as its form tells it."""
    return Entry(spent_cents=cents_of(spent, "spent"), **said)


Read = Callable[[dict[str, Any]], dict[str, Any]]
VERBS: tuple[tuple[str, str, type[ProjectAction], type[Schema], Read], ...] = (
    ("cases", "并入办件 Take more cases in", JoinProject, JoinSchema, dict),
    ("inventory", "摸查数量 Count", CountInventory, InventorySchema, dict),
    ("budget", "费用预算 Say what it is to cost (C-22)", PlanCosts, BudgetSchema, dict),
    (
        "progress",
        "进展 Report",
        ReportProgress,
        EntrySchema,
        lambda body: {"entry": entry_of(**body)},
    ),
    ("end", "结束 End it, done or dropped", EndProject, EndSchema, dict),
)
"""Verb, summary, command, body, and how the body becomes the command's fields."""


def project_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that tell of projects."""
    desk = ProjectDesk(parts)
    return [*_to_read(desk), *_to_act(desk)]


def _to_read(desk: "ProjectDesk") -> Iterator[Route]:
    yield Route(
        method="GET",
        path=PATH,
        operation=desk.list_projects,
        summary="专项清单 The newest projects",
        roles=READERS,
        replies={200: ProjectsSchema},
        errors=(NotYours,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=PATH + "/{project:uuid}",
        operation=desk.show_project,
        summary="专项详情 One project",
        roles=READERS,
        replies={200: ProjectSchema},
        errors=(ProjectNotFound, NotYours, Forbidden),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/project-suggestions",
        operation=desk.list_suggestions,
        summary="集中问题 Where many open cases are of one kind",
        roles=READERS,
        replies={200: SuggestionsSchema},
        errors=(NotYours,),
        tag=TAG,
    )


def _to_act(desk: "ProjectDesk") -> Iterator[Route]:
    yield Route(
        method="POST",
        path=PATH,
        operation=desk.open_project,
        summary="成立专项 Open a project out of cases",
        roles=STAFF,
        body=OpenProjectSchema,
        replies={201: ProjectSchema},
        errors=(*REFUSALS, KeyReused, UnknownUnit, UnknownFestival),
        idempotency=Idempotency.OPTIONAL,
        tag=TAG,
    )
    for verb, summary, command, body, read in VERBS:
        yield Route(
            method="POST",
            path=f"{PATH}/{{project:uuid}}/{verb}",
            operation=desk.acting(command, read),
            operation_id=f"project_{verb}",
            summary=summary,
            roles=STAFF,
            body=body,
            headers=SeenSchema,
            replies={200: ProjectSchema},
            errors=(*REFUSALS, StaleRevision),
            tag=TAG,
        )


class ProjectDesk:
    """Decodes, hands over, answers."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._reader = parts.rooms.projects

    def list_projects(self, request: Request) -> Reply:
        """Answer with the newest projects of the caller's line."""
        units = self._parts.directories.current().units
        mine = units_asked_for(request.actor, None, units)
        return Reply({"items": [shown(each) for each in self._reader.of_units(mine)]})

    def show_project(self, request: Request) -> Reply:
        """Answer with one project."""
        project = self._reader.one(request.params["project"])
        if request.actor.role is not Role.OPS:
            units = self._parts.directories.current().units
            ensure_leader(request.actor, project.organisation_id, units)
        return Reply(shown(project))

    def list_suggestions(self, request: Request) -> Reply:
        """Answer with where problems gather in the caller's division."""
        return Reply({"items": self._reader.suggested(self._stem(request.actor))})

    def open_project(self, request: Request) -> Reply:
        """Open a project."""
        festival = request.body.get("festival")
        command = OpenProject(
            actor=request.actor,
            project_id=id_for(request, "project"),
            **request.body | {"festival": Festival(festival) if festival else None},
        )
        project = self._parts.bus.handle(command, request.cause)
        return Reply(shown(project), status=201)

    def acting(
        self, kind: type[ProjectAction], read: Read
    ) -> Callable[[Request], Reply]:
        """Return the operation of one verb."""

        def act(request: Request) -> Reply:
            command = kind(
                actor=request.actor,
                project_id=request.params["project"],
                revision=request.headers.get("revision"),
                **read(request.body),
            )
            return Reply(shown(self._parts.bus.handle(command, request.cause)))

        return act

    def _stem(self, actor: Actor) -> str:
        if actor.role is Role.OPS:
            return ""
        units = self._parts.directories.current().units
        own = units.find(actor.organisation_id or "")
        if own is None:
            raise NotYours
        return own.division_stem


def shown(project: Project) -> dict[str, Any]:
    """Return a project as its schema promises: amounts in yuan, never in cents."""
    told = {name: getattr(project, name) for name in ProjectSchema().fields}
    return told | {
        "budget": [_named(each, BudgetLineSchema) for each in project.budget],
        "entries": [_named(each, EntrySchema) for each in project.entries],
    }


def _named(said: BudgetLine | Entry, schema: type[Schema]) -> dict[str, Any]:
    return {name: getattr(said, name) for name in schema().fields}
