"""Routes for plans: made, reviewed and closed; masked, or in full for a purpose."""

from collections.abc import Iterator
from uuid import UUID

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid, TransitionRefused
from registry.application.archive.keeping import must_see_file
from registry.application.authority import must_reach
from registry.application.plans.commands import (
    ChangePlan,
    ClosePlan,
    ListMissingPlans,
    ReadPlan,
    ReviewPlan,
)
from registry.application.plans.missing import UNKNOWN
from registry.bootstrap import Parts
from registry.domain.access import Purpose
from registry.domain.archive.errors import SectionNotYours
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import HouseholdUnknown, OutOfReach, Taken
from registry.domain.plans.errors import (
    PlanInForce,
    PlanKeepsSubject,
    PlanStale,
    PlanUnknown,
)
from registry.domain.plans.plan import Measure, PlanFor, PlanWords
from registry.entrypoints.plans import schemas
from registry.entrypoints.structure import page_of
from registry.entrypoints.visits.routes import OVERSEERS

TAG = "帮扶计划 Plans"
WRITING = (HouseholdUnknown, OutOfReach, PlanStale, TransitionRefused, Invalid)


class PlanDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._bus = parts.bus
        self._plans = parts.plans

    def put_plan(self, request: Request) -> Reply:
        """Bring a plan into force, or change it."""
        said = dict(request.body)
        whose = {name: said.pop(name) for name in ("subject", "subject_id", "seen")}
        measures = [Measure(**each) for each in said.pop("measures")]
        command = ChangePlan(
            actor=request.actor,
            plan_id=request.params["plan_id"],
            words=PlanWords(measures=measures, **said),
            **whose,
        )
        return Reply(self._bus.handle(command, request.cause))

    def review_plan(self, request: Request) -> Reply:
        """Write down what a review found."""
        plan_id = request.params["plan_id"]
        command = ReviewPlan(actor=request.actor, plan_id=plan_id, **request.body)
        return Reply(self._bus.handle(command, request.cause))

    def close_plan(self, request: Request) -> Reply:
        """Close a plan for a reason."""
        plan_id = request.params["plan_id"]
        command = ClosePlan(actor=request.actor, plan_id=plan_id, **request.body)
        return Reply(self._bus.handle(command, request.cause))

    def get_plan(self, request: Request) -> Reply:
        """Show a plan; the words of a household's are not told."""
        found, reader = self._plans.one(request.params["plan_id"]), self._parts.reader
        if found is None:
            raise PlanUnknown
        if found.subject == PlanFor.PLACE:
            must_reach(request.actor, reader, found.subject_id)
        else:
            home = UUID(found.subject_id)
            must_see_file(reader, SubjectKind.HOUSEHOLD, home, request.actor)
        return Reply(found)

    def read_plan(self, request: Request) -> Reply:
        """Show a plan with its words; the look is written down first."""
        command = ReadPlan(
            actor=request.actor,
            plan_id=request.params["plan_id"],
            purpose=Purpose(request.query["purpose"]),
            on=request.query["on"],
        )
        return Reply(self._bus.handle(command, request.cause))

    def list_plans(self, request: Request) -> Reply:
        """Show a page of the plans of a place."""
        asked = dict(request.query)
        organisation_id = asked.pop("organisation")
        must_reach(request.actor, self._parts.reader, organisation_id)
        found = self._plans.page(organisation_id=organisation_id, owner=None, **asked)
        return page_of(found, request)

    def list_my_plans(self, request: Request) -> Reply:
        """Show a page of the plans that one answers for."""
        found = self._plans.page(
            organisation_id=None, owner=request.actor.id, **request.query
        )
        return page_of(found, request)

    def list_missing(self, request: Request) -> Reply:
        """Show which households must have a plan and have none."""
        asked = dict(request.query)
        command = ListMissingPlans(
            actor=request.actor,
            organisation_id=asked.pop("organisation"),
            purpose=Purpose(asked.pop("purpose")),
            not_known=asked.pop("standing") == UNKNOWN,
            **asked,
        )
        return Reply(self._bus.handle(command, request.cause))


def plan_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of plans."""
    door = PlanDoor(parts)
    yield from _write_routes(door)
    yield from _look_routes(door)
    yield from _list_routes(door)


def _write_routes(door: PlanDoor) -> Iterator[Route]:
    one = "/v1/plans/{plan_id:uuid}"
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_plan,
        summary="制定或更改计划（一户一策、一村一策） Make or change a plan",
        roles=STAFF,
        body=schemas.PlanBody,
        replies={200: schemas.PlanSchema},
        errors=(*WRITING, PlanInForce, PlanKeepsSubject, Taken),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path=one + "/review",
        operation=door.review_plan,
        summary="复核帮扶计划 Review a plan",
        roles=STAFF,
        body=schemas.ReviewBody,
        replies={200: schemas.PlanSchema},
        errors=(*WRITING, PlanUnknown),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path=one + "/close",
        operation=door.close_plan,
        summary="结束帮扶计划（须有理由） Close a plan for a reason",
        roles=STAFF,
        body=schemas.CloseBody,
        replies={200: schemas.PlanSchema},
        errors=(*WRITING, PlanUnknown),
        tag=TAG,
    )


def _look_routes(door: PlanDoor) -> Iterator[Route]:
    one = "/v1/plans/{plan_id:uuid}"
    yield Route(
        method="GET",
        path=one,
        operation=door.get_plan,
        summary="查看计划（户的内容不示） Show a plan; of a household without words",
        roles=STAFF,
        replies={200: schemas.PlanSchema},
        errors=(PlanUnknown, OutOfReach),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one + "/full",
        operation=door.read_plan,
        summary="查看计划全文与沿革（留痕） Show a plan whole, with its history",
        roles=STAFF,
        query=schemas.PlanLookQuery,
        replies={200: schemas.FullPlanSchema},
        errors=(PlanUnknown, OutOfReach, Invalid),
        tag=TAG,
    )


def _list_routes(door: PlanDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/plans",
        operation=door.list_plans,
        summary="本辖区计划，可查逾期未复核 Plans of a place, past their review",
        roles=OVERSEERS,
        query=schemas.PlansQuery,
        replies={200: schemas.PlanPageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/my-plans",
        operation=door.list_my_plans,
        summary="我负责的帮扶计划 The plans that one answers for",
        roles=STAFF,
        query=schemas.MyPlansQuery,
        replies={200: schemas.PlanPageSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/missing-plans",
        operation=door.list_missing,
        summary="应有而无计划的户（逐人留痕） Who must have a plan (C-07)",
        roles=OVERSEERS,
        query=schemas.MissingPlansQuery,
        replies={200: schemas.MissingPlansSchema},
        errors=(OutOfReach, SectionNotYours, Invalid),
        tag=TAG,
    )
