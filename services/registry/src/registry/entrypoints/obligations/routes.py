"""Routes for obligations: where one stands, who is behind, who is missing, when."""

from collections.abc import Iterator
from datetime import date

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.adapters.obligations.policies import say_obligation
from registry.application.obligations import queries, rows
from registry.application.obligations.ports import Scope
from registry.application.obligations.queries import Asked
from registry.application.obligations.views import standing_view
from registry.application.visits.queries import must_oversee
from registry.bootstrap import Parts
from registry.domain.errors import OutOfReach, Taken
from registry.domain.obligations.rules import RuleUnknown
from registry.domain.obligations.tagging import NothingToExcuse
from registry.domain.values import civil_day
from registry.entrypoints.obligations import schemas
from registry.entrypoints.obligations.days import TAG, TaskDoor, tag_routes
from registry.entrypoints.structure import WORKERS
from registry.entrypoints.visits.routes import OVERSEERS


class ObligationDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._judge = parts.judge

    def list_mine(self, request: Request) -> Reply:
        """Show where one stands oneself, the worst first."""
        scope = Scope(bearer_id=request.actor.id, own=True)
        found = queries.standings(self._judge, scope, self._asked(request))
        return Reply({"items": [standing_view(each) for each in found]})

    def list_standings(self, request: Request) -> Reply:
        """Show a page of where a place's staff and units stand, the worst first."""
        limit = request.query["limit"]
        found = queries.page_of_standings(
            self._judge,
            Scope(place=self._place(request)),
            self._asked(request),
            behind=request.query["behind"],
            after=request.query["after"],
            limit=limit,
        )
        full = found[-1].cursor if len(found) == limit else None
        return Reply({"items": found, "next": full})

    def list_missing(self, request: Request) -> Reply:
        """Show who is missing for somebody."""
        found = rows.missing(
            self._judge,
            self._parts.reader,
            request.actor,
            request.query["bearer"],
            self._asked(request),
            after=request.query["after"],
            limit=request.query["limit"],
        )
        return Reply(found)

    def list_done(self, request: Request) -> Reply:
        """Show what counts for somebody."""
        found = rows.done(
            self._judge,
            self._parts.reader,
            request.actor,
            request.query["bearer"],
            self._asked(request),
            after=request.query["after"],
            limit=request.query["limit"],
        )
        return Reply(found)

    def list_history(self, request: Request) -> Reply:
        """Show the periods that ended."""
        scope, asked = Scope(place=self._place(request)), self._asked(request)
        periods = request.query["periods"]
        return Reply({"items": queries.history(self._judge, scope, asked, periods)})

    def list_rules(self, request: Request) -> Reply:
        """Show the rules in force on a day."""
        day = request.query["on"] or self._today
        rules = self._judge.policy_at(day).on(day)
        items = [
            {
                "code": each.code,
                "title": each.title,
                "basis": each.basis,
                "says": say_obligation(each),
            }
            for each in rules
        ]
        return Reply({"items": items})

    def _asked(self, request: Request) -> Asked:
        query, today = request.query, self._today
        return Asked(
            on=query["on"] or today,
            today=today,
            rule=query["rule"],
            closed=query.get("closed", False),
        )

    def _place(self, request: Request) -> str:
        place = str(request.query["organisation"])
        must_oversee(request.actor, self._parts.reader, [place])
        return place

    @property
    def _today(self) -> date:
        return civil_day(self._parts.clock.now())


def obligation_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of obligations."""
    yield from _own_routes(ObligationDoor(parts), TaskDoor(parts))
    yield from _done_routes(ObligationDoor(parts))
    yield from _unit_routes(ObligationDoor(parts), TaskDoor(parts))
    yield from _rule_routes(ObligationDoor(parts), TaskDoor(parts))
    yield from tag_routes(TaskDoor(parts))


def _own_routes(door: ObligationDoor, days: TaskDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/my-obligations",
        operation=door.list_mine,
        summary="我的任务完成情况 Where one stands oneself (C-03)",
        roles=STAFF,
        query=schemas.ObligationsQuery,
        replies={200: schemas.TaskListSchema},
        errors=(RuleUnknown,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/my-tasks",
        operation=days.list_mine,
        summary="我的待办（按日，节假日顺延可见） What is due for oneself (C-14)",
        roles=STAFF,
        query=schemas.SpanQuery,
        replies={200: schemas.TaskListSchema},
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path="/v1/my-excuses/{rule}/{day}",
        operation=days.put_excuse,
        summary="说明未到原因 Say why one was absent on a day (B-24)",
        roles=STAFF,
        body=schemas.ExcuseBody,
        replies={200: schemas.ExcusedSchema},
        errors=(RuleUnknown, NothingToExcuse, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/obligations/missing",
        operation=door.list_missing,
        summary="未完成名单（脱敏） Who is missing for somebody, masked (A-18)",
        roles=STAFF,
        query=schemas.ObligationMissingQuery,
        replies={200: schemas.ObligationMissingSchema},
        errors=(RuleUnknown, OutOfReach),
        tag=TAG,
    )


def _done_routes(door: ObligationDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/obligations/done",
        operation=door.list_done,
        summary="已完成明细（条数即完成数） What counts for somebody, each once",
        roles=STAFF,
        query=schemas.ObligationDoneQuery,
        replies={200: schemas.ObligationDoneSchema},
        errors=(RuleUnknown, OutOfReach),
        tag=TAG,
    )


def _unit_routes(door: ObligationDoor, days: TaskDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/obligations/standings",
        operation=door.list_standings,
        summary="单位任务完成情况，落后在前 Where staff and units stand (C-03)",
        roles=OVERSEERS,
        query=schemas.StandingsQuery,
        replies={200: schemas.ObligationStandingsSchema},
        errors=(OutOfReach, RuleUnknown),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/obligations/tasks",
        operation=days.list_tasks,
        summary="单位待办（按日） What is due in a place",
        roles=OVERSEERS,
        query=schemas.UnitTasksQuery,
        replies={200: schemas.TaskListSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/obligations/history",
        operation=door.list_history,
        summary="历期完成情况 Periods that ended (A-18)",
        roles=OVERSEERS,
        query=schemas.ObligationHistoryQuery,
        replies={200: schemas.ObligationHistorySchema},
        errors=(OutOfReach, RuleUnknown),
        tag=TAG,
    )


def _rule_routes(door: ObligationDoor, days: TaskDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/obligations/rules",
        operation=door.list_rules,
        summary="现行任务规则 The rules of a day",
        roles=WORKERS,
        query=schemas.RulesQuery,
        replies={200: schemas.ObligationRulesSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/obligations/calendar",
        operation=days.list_days,
        summary="任务日历（节假日调整） Days on which something is owed (B-24, C-14)",
        roles=WORKERS,
        query=schemas.SpanQuery,
        replies={200: schemas.ShiftedDaysSchema},
        tag=TAG,
    )
