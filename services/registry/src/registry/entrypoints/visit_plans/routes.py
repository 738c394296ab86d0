"""Routes for planned visits."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid, TransitionRefused
from registry.application.visit_plans.commands import (
    DoPlan,
    MissPlan,
    PlanVisit,
    PlanWeek,
    ReadPlan,
    ShiftPlan,
)
from registry.application.visits.queries import must_oversee
from registry.bootstrap import Parts
from registry.domain.errors import OutOfReach, Taken
from registry.domain.visit_plans.errors import PlanFixed, PlanUnknown
from registry.domain.visit_plans.plan import PlanProfile
from registry.domain.visits.errors import VisitUnknown
from registry.domain.visits.visit import Subject
from registry.entrypoints.structure import page_of
from registry.entrypoints.visit_plans import schemas
from registry.entrypoints.visits.routes import OVERSEERS

TAG = "走访计划 Planned visits"


class PlanDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._bus = parts.bus

    def put_plan(self, request: Request) -> Reply:
        """Plan a visit."""
        said = dict(request.body)
        subjects = [Subject(**each) for each in said.pop("subjects")]
        command = PlanVisit(
            actor=request.actor,
            plan_id=request.params["plan_id"],
            profile=PlanProfile(subjects=subjects, **said),
        )
        return Reply(self._bus.handle(command, request.cause))

    def get_plan(self, request: Request) -> Reply:
        """Show a plan with its reasons."""
        command = ReadPlan(actor=request.actor, plan_id=request.params["plan_id"])
        return Reply(self._bus.handle(command, request.cause))

    def shift_plan(self, request: Request) -> Reply:
        """Put a plan to other days."""
        command = ShiftPlan(
            actor=request.actor, plan_id=request.params["plan_id"], **request.body
        )
        return Reply(self._bus.handle(command, request.cause))

    def miss_plan(self, request: Request) -> Reply:
        """Say why a plan was missed."""
        command = MissPlan(
            actor=request.actor, plan_id=request.params["plan_id"], **request.body
        )
        return Reply(self._bus.handle(command, request.cause))

    def do_plan(self, request: Request) -> Reply:
        """Say by which visit a plan was done."""
        command = DoPlan(
            actor=request.actor, plan_id=request.params["plan_id"], **request.body
        )
        return Reply(self._bus.handle(command, request.cause))

    def list_plans(self, request: Request) -> Reply:
        """Show a page of one's own plans, or of those of a place's units."""
        asked = dict(request.query)
        organisation_id, staff_id = asked.pop("organisation"), asked.pop("staff")
        if organisation_id is None:
            staff_id = request.actor.id
        else:
            must_oversee(request.actor, self._parts.reader, [organisation_id])
        found = self._parts.visit_plans.page(
            staff_id=staff_id, organisation_id=organisation_id, **asked
        )
        return page_of(found, request)

    def plan_week(self, request: Request) -> Reply:
        """Plan the common day of a week for a unit."""
        command = PlanWeek(actor=request.actor, **request.body)
        return Reply(self._bus.handle(command, request.cause))


def visit_plan_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of planned visits."""
    door = PlanDoor(parts)
    yield from _making(door)
    yield from _turning(door)


def _making(door: PlanDoor) -> Iterator[Route]:
    one = "/v1/visit-plans/{plan_id:uuid}"
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_plan,
        summary="制订走访计划 Plan a visit",
        roles=STAFF,
        body=schemas.VisitPlanBody,
        replies={200: schemas.VisitPlanSchema},
        errors=(OutOfReach, PlanFixed, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one,
        operation=door.get_plan,
        summary="查看走访计划（含顺延、缺席理由） Show a plan with its reasons",
        roles=STAFF,
        replies={200: schemas.VisitFullPlanSchema},
        errors=(PlanUnknown, OutOfReach),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/visit-plans",
        operation=door.list_plans,
        summary="走访计划 One's own plans, or those of a place's units",
        roles=STAFF,
        query=schemas.VisitPlansQuery,
        replies={200: schemas.VisitPlanPageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path="/v1/visit-weeks",
        operation=door.plan_week,
        summary="生成集中下访日计划（遇节假日按规定） Plan the common day (B-24)",
        roles=OVERSEERS,
        body=schemas.VisitPlanWeekBody,
        replies={200: schemas.VisitPlannedWeekSchema},
        errors=(OutOfReach, Taken, Invalid),
        tag=TAG,
    )


def _turning(door: PlanDoor) -> Iterator[Route]:
    one = "/v1/visit-plans/{plan_id:uuid}"
    refused = (PlanUnknown, OutOfReach, TransitionRefused, Invalid)
    yield Route(
        method="POST",
        path=one + "/shift",
        operation=door.shift_plan,
        summary="顺延（说明理由） Put a plan to other days, with a reason",
        roles=STAFF,
        body=schemas.VisitPlanShiftBody,
        replies={200: schemas.VisitPlanSchema},
        errors=refused,
        tag=TAG,
    )
    yield Route(
        method="POST",
        path=one + "/missed",
        operation=door.miss_plan,
        summary="未走访（说明理由） Say why a plan was missed (B-24)",
        roles=STAFF,
        body=schemas.VisitPlanReasonBody,
        replies={200: schemas.VisitPlanSchema},
        errors=refused,
        tag=TAG,
    )
    yield Route(
        method="POST",
        path=one + "/done",
        operation=door.do_plan,
        summary="以走访记录完成计划 Say by which visit a plan was done",
        roles=STAFF,
        body=schemas.VisitPlanDoneBody,
        replies={200: schemas.VisitPlanSchema},
        errors=(*refused, VisitUnknown),
        tag=TAG,
    )
