"""Cases over HTTP: worklists, one case, and what may be done to it."""

from collections.abc import Callable, Iterator
from typing import Any

from minqing_chassis.http.route import STAFF, Idempotency, Reply, Request, Route
from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Role
from routing.application.commands import (
    AssignCase,
    CaseAction,
    ResolveCase,
    ReturnCase,
    StartCase,
)
from routing.application.views import Counted, Standing
from routing.bootstrap import Parts
from routing.domain.authority import DISPATCHERS, HANDLERS
from routing.domain.errors import (
    AccusedUnit,
    AlreadyDesignated,
    AskedByYourself,
    BadCursor,
    BadFigure,
    BadJudgement,
    BeyondStatute,
    BouncesBack,
    CaseNotFound,
    CoHandlingOpen,
    ConflictOfInterest,
    LeaderNeeded,
    NotYours,
    OutOfTime,
    ReferenceNeeded,
    TooLateToReturn,
    UnknownHandler,
    UnknownUnit,
)
from routing.domain.mediations.errors import MediationOpen
from routing.domain.resolution import Outcome
from routing.entrypoints.lists import narrowed, own_list
from routing.entrypoints.schemas import (
    AnswerTimesQuerySchema,
    AnswerTimesSchema,
    AssignSchema,
    CasePageSchema,
    CaseSheetSchema,
    CasesQuerySchema,
    ResolveSchema,
    ReturnSchema,
    SeenSchema,
    StandingSchema,
)
from routing.entrypoints.scope import (
    ensure_may_read,
    line_of,
    open_to,
    units_asked_for,
)
from routing.entrypoints.verdicts import REFUSALS

TAG = "办件 Cases"
REPORTS = "统计 Reports"
READERS = STAFF | {Role.OPS}


def case_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that tell of cases."""
    desk = CaseDesk(parts)
    return [*_to_read(desk), *_to_act(desk)]


def _to_read(desk: "CaseDesk") -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/cases",
        operation=desk.list_cases,
        summary="待办清单 Worklist, what is due first first",
        roles=READERS,
        query=CasesQuerySchema,
        replies={200: CasePageSchema},
        errors=(UnknownUnit, NotYours, BadCursor),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/cases/{case}",
        operation=desk.show_case,
        summary="办件详情 One case, by petition id or receipt",
        roles=READERS,
        replies={200: CaseSheetSchema},
        errors=(CaseNotFound, NotYours),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/reports/answer-times",
        operation=desk.answer_times,
        summary="答复时长 How long petitioners waited for their first answer",
        roles=frozenset({Role.SUPERVISOR, Role.CLERK, Role.OPS}),
        query=AnswerTimesQuerySchema,
        replies={200: AnswerTimesSchema},
        errors=(UnknownUnit, NotYours),
        tag=REPORTS,
    )


UNANSWERED = (
    *REFUSALS,
    OutOfTime,
    BadFigure,
    BadJudgement,
    CoHandlingOpen,
    ConflictOfInterest,
    LeaderNeeded,
    ReferenceNeeded,
    MediationOpen,
)
"""Why an answer may be refused."""


def _to_act(desk: "CaseDesk") -> Iterator[Route]:
    yield _action(
        "assign",
        desk.assign_case,
        "派遣、改派 Give it to a unit",
        roles=DISPATCHERS,
        body=AssignSchema,
        errors=(
            *REFUSALS,
            UnknownUnit,
            UnknownHandler,
            OutOfTime,
            BeyondStatute,
            AccusedUnit,
            BouncesBack,
            ConflictOfInterest,
            LeaderNeeded,
            AskedByYourself,
        ),
    )
    yield _action(
        "start",
        desk.start_case,
        "开始处置 Begin to work",
        roles=HANDLERS,
        errors=(*REFUSALS, ConflictOfInterest, LeaderNeeded),
    )
    yield _action(
        "return",
        desk.return_case,
        "退单 Ask to be rid of it as none of one's own (条例第23条)",
        roles=HANDLERS,
        body=ReturnSchema,
        errors=(*REFUSALS, TooLateToReturn, AlreadyDesignated),
    )
    yield _action(
        "resolve",
        desk.resolve_case,
        "答复 Answer it",
        roles=HANDLERS | {Role.OPS},
        body=ResolveSchema,
        errors=UNANSWERED,
    )


def _action(
    verb: str,
    operation: Callable[[Request], Reply],
    summary: str,
    *,
    errors: tuple[type[DomainError], ...] = REFUSALS,
    **options: Any,  # noqa: ANN401
) -> Route:
    return Route(
        method="POST",
        path=f"/v1/cases/{{case}}/{verb}",
        operation=operation,
        summary=summary,
        headers=SeenSchema,
        replies={200: StandingSchema},
        errors=errors,
        idempotency=Idempotency.OPTIONAL,
        tag=TAG,
        **options,
    )


class CaseDesk:
    """Decodes, hands over, answers."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._reader = parts.reader
        self._clock = parts.clock
        self._reports = parts.reports
        self._directories = parts.directories

    def list_cases(self, request: Request) -> Reply:
        """Answer with a page of the caller's worklist."""
        query = request.query
        units = self._directories.current().units
        own = own_list(request.actor, query.get("organisation"), units)
        wanted = narrowed(own, query, self._clock.now())
        return Reply(self._reader.worklist(wanted, query.get("after"), query["limit"]))

    def show_case(self, request: Request) -> Reply:
        """Answer with one case whole."""
        sheet = self._reader.sheet(self._reader.find(request.params["case"]))
        units = self._directories.current().units
        ensure_may_read(request.actor, sheet, units)
        told = vars(sheet) | {"may": open_to(request.actor, sheet, units)}
        return Reply(told, headers={"ETag": f'"{sheet.revision}"'})

    def assign_case(self, request: Request) -> Reply:
        """Give it to a unit."""
        return self._act(request, AssignCase, request.body)

    def start_case(self, request: Request) -> Reply:
        """Begin to work."""
        return self._act(request, StartCase, {})

    def return_case(self, request: Request) -> Reply:
        """Give it back."""
        return self._act(request, ReturnCase, request.body)

    def resolve_case(self, request: Request) -> Reply:
        """Answer it."""
        outcome = Outcome(request.body["outcome"])
        figures = tuple(request.body.get("figures", ()))
        told = request.body | {"outcome": outcome, "figures": figures}
        return self._act(request, ResolveCase, told)

    def answer_times(self, request: Request) -> Reply:
        """Answer with counts and shares of what the caller may count."""
        query = dict(request.query)
        units = self._directories.current().units
        within = query.pop("within")
        asked = query.pop("organisation", None)
        counted = Counted(
            line=line_of(request.actor, units),
            organisation_ids=units_asked_for(request.actor, asked, units),
            **query,
        )
        return Reply(self._reports.answer_times(within, counted))

    def _act(
        self, request: Request, kind: type[CaseAction], told: dict[str, Any]
    ) -> Reply:
        command = kind(
            actor=request.actor,
            petition_id=self._reader.find(request.params["case"]),
            revision=request.headers.get("revision"),
            key=request.idempotency_key,
            **told,
        )
        standing: Standing = self._bus.handle(command, request.cause)
        return Reply(standing, headers={"ETag": f'"{standing.revision}"'})
