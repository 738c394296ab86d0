"""The weekly call-back list (周五回访日) and the visits, by HTTP."""

from collections.abc import Iterator

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.text import Unreadable, clean
from minqing_kernel.working_time import local_day
from notify.application.follow_ups.commands import (
    CallAboutClosing,
    CallVisit,
    MissQuestion,
    PlanVisit,
)
from notify.application.follow_ups.views import call_view
from notify.bootstrap import Parts
from notify.domain.errors import FollowUpNotOpen, FollowUpUnknown, OwnResolution
from notify.domain.follow_ups.errors import (
    BadPeriod,
    ClosingOutrun,
    ClosingUnknown,
    ObjectionOpen,
    ReasonNeeded,
    StandingNeeded,
    VisitUnknown,
)
from notify.domain.follow_ups.weekly import Week, week_of
from notify.entrypoints.follow_ups import schemas
from notify.entrypoints.follow_ups.asking import (
    CALLERS,
    READERS,
    SCOPED,
    VISITORS,
    next_after,
    page_of,
    said_in,
)
from notify.entrypoints.follow_ups.export import CSV, weekly_csv

TAG = "回访 Follow-ups"
CALLING = (
    *SCOPED,
    OwnResolution,
    StandingNeeded,
    ReasonNeeded,
    TransitionRefused,
    ObjectionOpen,
    Unreadable,
)
EXPORTED = 5_000
"""Rows of one export; a week with more is read page by page."""


class CallDoor:
    """The operations on calls."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [*self._lists(), *self._acts()]

    def _lists(self) -> Iterator[Route]:
        yield Route(
            method="GET",
            path="/v1/call-backs/weekly",
            operation=self.weekly_call_backs,
            summary="周五回访清单 Cases closed since the last call-back day",
            roles=READERS,
            query=schemas.WeekQuerySchema,
            replies={200: schemas.WeekSchema},
            errors=(*SCOPED[:1], BadPeriod),
            tag=TAG,
        )
        yield Route(
            method="GET",
            path="/v1/call-backs/weekly/export",
            operation=self.export_weekly_call_backs,
            summary="导出周五回访清单 The weekly list as a table",
            roles=READERS,
            query=schemas.WeekExportQuerySchema,
            media_type=CSV,
            errors=(*SCOPED[:1], BadPeriod),
            tag=TAG,
        )
        yield Route(
            method="GET",
            path="/v1/visits",
            operation=self.list_visits,
            summary="回访任务 Whom to visit again",
            roles=READERS,
            query=schemas.VisitsQuerySchema,
            replies={200: schemas.VisitsSchema},
            errors=SCOPED[:1],
            tag=TAG,
        )

    def _acts(self) -> Iterator[Route]:
        yield Route(
            method="POST",
            path="/v1/closings/{petition_id:uuid}/calls",
            operation=self.call_about_closing,
            summary="登记周五回访 What came of calling about a closed case",
            description="办理情况、政策依据、满意或不满意；未接通的填 miss。",
            roles=VISITORS,
            body=schemas.VisitCallSchema,
            replies={200: schemas.VisitSchema},
            errors=(*CALLING, ClosingUnknown, ClosingOutrun),
            tag=TAG,
        )
        yield Route(
            method="POST",
            path="/v1/visits/{visit_id:uuid}/calls",
            operation=self.call_visit,
            summary="登记回访 What came of a visit",
            roles=VISITORS,
            body=schemas.VisitCallSchema,
            replies={200: schemas.VisitSchema},
            errors=(*CALLING, VisitUnknown),
            tag=TAG,
        )
        yield Route(
            method="POST",
            path="/v1/follow-ups/{petition_id:uuid}/misses",
            operation=self.miss_question,
            summary="未接通 A vain call about an open question",
            roles=CALLERS,
            body=schemas.MissSchema,
            replies={200: schemas.VisitSchema},
            errors=(*CALLING, FollowUpUnknown, FollowUpNotOpen),
            tag=TAG,
        )
        yield Route(
            method="POST",
            path="/v1/visits",
            operation=self.plan_visit,
            summary="安排跟踪服务 Plan to look again at a closed case",
            roles=CALLERS,
            body=schemas.PlanVisitSchema,
            replies={200: schemas.VisitSchema},
            errors=(*SCOPED, ClosingUnknown, ClosingOutrun, BadPeriod, Unreadable),
            tag=TAG,
        )

    def weekly_call_backs(self, request: Request) -> Reply:
        """Answer with the week's closed cases and what came of calling."""
        week, limit = self._week(request), request.query["limit"]
        rows = self._parts.room.weekly(
            request.actor, week, limit=limit, after=request.query.get("after")
        )
        last = rows[-1] if len(rows) == limit else None
        return Reply(
            {
                **vars(week),
                "tally": self._parts.room.weekly_tally(request.actor, week),
                "items": rows,
                "next_after": last and f"{last.petition_id}:{last.case_revision}",
            }
        )

    def export_weekly_call_backs(self, request: Request) -> Reply:
        """Answer with the week's list as a table that spreadsheets open."""
        week = self._week(request)
        rows = self._parts.room.weekly(request.actor, week, limit=EXPORTED, after=None)
        name = f"attachment; filename=call-backs-{week.held_on}.csv"
        units = self._parts.counting.figures.names(row.organisation_id for row in rows)
        table = weekly_csv(rows, units, request.language)
        return Reply(table, headers={"Content-Disposition": name})

    def list_visits(self, request: Request) -> Reply:
        """Answer with a page of visits."""
        page, query = page_of(request), request.query
        rows = self._parts.room.visits(
            request.actor,
            page,
            kind=query.get("kind"),
            state=query.get("state"),
            round_id=query.get("round"),
        )
        last = next_after(rows, page, "visit_id")
        return Reply({"items": rows, "next_after": last})

    def call_about_closing(self, request: Request) -> Reply:
        """Write down a call of the call-back day."""
        command = CallAboutClosing(
            actor=request.actor,
            petition_id=request.params["petition_id"],
            said=said_in(request.body),
        )
        return Reply(call_view(self._parts.bus.handle(command, request.cause)))

    def call_visit(self, request: Request) -> Reply:
        """Write down a call of a visit."""
        command = CallVisit(
            actor=request.actor,
            visit_id=request.params["visit_id"],
            said=said_in(request.body),
        )
        return Reply(call_view(self._parts.bus.handle(command, request.cause)))

    def miss_question(self, request: Request) -> Reply:
        """Write down a vain call about a question."""
        command = MissQuestion(
            actor=request.actor,
            petition_id=request.params["petition_id"],
            miss=request.body["miss"],
        )
        return Reply(call_view(self._parts.bus.handle(command, request.cause)))

    def plan_visit(self, request: Request) -> Reply:
        """Plan to look again."""
        body = request.body
        note = clean(body["note"], field="note")
        command = PlanVisit(actor=request.actor, **body | {"note": note})
        return Reply(call_view(self._parts.bus.handle(command, request.cause)))

    def _week(self, request: Request) -> Week:
        now = self._parts.clock.now()
        on = request.query.get("on") or local_day(now)
        policy = self._parts.follow_up_policy(now)
        return week_of(on, policy, self._parts.calendar)
