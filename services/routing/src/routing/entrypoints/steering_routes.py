"""What may happen to a case on its way, over HTTP: one row for each verb."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from minqing_chassis.http.route import STAFF, Idempotency, Reply, Request, Route
from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Role
from routing.application import steering
from routing.application.views import Counted, Standing
from routing.bootstrap import Parts
from routing.domain import errors
from routing.domain.authority import HANDLERS
from routing.entrypoints import steering_schemas as shapes
from routing.entrypoints.schemas import SeenSchema, StandingSchema
from routing.entrypoints.scope import ensure_may_read, line_of, units_asked_for
from routing.entrypoints.verbs import VERBS, Verb
from routing.entrypoints.verdicts import REFUSALS

TAG = "办理 Steering"
READERS = STAFF | {Role.OPS}


def steering_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that steer cases."""
    desk = SteeringDesk(parts)
    return [*(_route(desk, verb) for verb in VERBS), *_other(desk)]


def _route(desk: "SteeringDesk", verb: Verb) -> Route:
    return Route(
        method="POST",
        path=f"/v1/cases/{{case}}/{verb.path}",
        operation=partial(desk.act, verb),
        operation_id=verb.command.__name__,
        summary=verb.summary,
        roles=verb.roles,
        headers=SeenSchema,
        body=verb.body,
        replies={200: StandingSchema},
        errors=(*REFUSALS, *verb.errors),
        idempotency=Idempotency.OPTIONAL,
        tag=TAG,
    )


def _other(desk: "SteeringDesk") -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/cases/{case}/competence",
        operation=desk.show_competence,
        summary="权限 Who decides: the unit itself, or a superior (B-39)",
        roles=READERS,
        replies={200: shapes.CompetenceShownSchema},
        errors=(errors.CaseNotFound, errors.NotYours),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/co-tasks",
        operation=desk.list_co_tasks,
        summary="协办清单 Co-handling tasks that are still owed",
        roles=READERS,
        query=shapes.CoTasksQuerySchema,
        replies={200: shapes.CoTaskPageSchema},
        errors=(errors.UnknownUnit, errors.NotYours, errors.BadCursor),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path="/v1/interests",
        operation=desk.declare_interest,
        summary="利害关系申报 Declare an interest (条例第28条)",
        roles=HANDLERS,
        body=shapes.InterestSchema,
        replies={200: shapes.InterestShownSchema},
        errors=(Forbidden, errors.NotYours, errors.UnknownHandler),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/reports/outcomes",
        operation=desk.outcomes,
        summary="办理结果 Solved, explained and referred, kept apart (C-23)",
        roles=frozenset({Role.SUPERVISOR, Role.CLERK, Role.OPS}),
        query=shapes.OutcomesQuerySchema,
        replies={200: shapes.OutcomesSchema},
        errors=(errors.UnknownUnit, errors.NotYours),
        tag="统计 Reports",
    )


class SteeringDesk:
    """Decodes, hands over, answers."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._reader = parts.reader
        self._reports = parts.reports
        self._directories = parts.directories
        self._competence = parts.competence

    def act(self, verb: Verb, request: Request) -> Reply:
        """Do what the verb's row says."""
        command = verb.command(
            actor=request.actor,
            petition_id=self._reader.find(request.params["case"]),
            revision=request.headers.get("revision"),
            key=request.idempotency_key,
            **request.body,
            **_numbered(request.params),
        )
        standing: Standing = self._bus.handle(command, request.cause)
        return Reply(standing, headers={"ETag": f'"{standing.revision}"'})

    def show_competence(self, request: Request) -> Reply:
        """Answer with who decides."""
        sheet = self._reader.sheet(self._reader.find(request.params["case"]))
        units = self._directories.current().units
        ensure_may_read(request.actor, sheet, units)
        owner = sheet.organisation_id
        if owner is None:
            raise errors.NotYours
        return Reply(
            self._competence.decide(owner, sheet.matter, sheet.severity, units)
        )

    def list_co_tasks(self, request: Request) -> Reply:
        """Answer with a page of what the caller's units owe to others' cases."""
        query = request.query
        units = self._directories.current().units
        asked = units_asked_for(request.actor, query.get("organisation"), units)
        whose = units.every() if asked is None else asked
        page = self._reader.helping(whose, query.get("after"), query["limit"])
        return Reply(page)

    def declare_interest(self, request: Request) -> Reply:
        """Keep an interest."""
        said = request.body
        command = steering.DeclareInterest(
            actor=request.actor,
            staff_id=said.get("staff_id") or request.actor.id,
            party=said["party"],
            reason=said["reason"],
        )
        return Reply(self._bus.handle(command, request.cause))

    def outcomes(self, request: Request) -> Reply:
        """Answer with counts of what the caller may count."""
        query = dict(request.query)
        units = self._directories.current().units
        asked = query.pop("organisation", None)
        counted = Counted(
            line=line_of(request.actor, units),
            organisation_ids=units_asked_for(request.actor, asked, units),
            **query,
        )
        return Reply(self._reports.outcomes(counted))


def _numbered(params: Mapping[str, Any]) -> dict[str, int]:
    """Return the number of the task that the path names, if it names one."""
    if "task" not in params:
        return {}
    said = params["task"]
    if not (said.isascii() and said.isdecimal() and len(said) <= 9):
        raise errors.CoTaskNotFound
    return {"number": int(said)}
