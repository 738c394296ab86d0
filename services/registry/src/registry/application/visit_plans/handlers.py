"""Planned visits: by oneself or those set over one; done, shifted, missed."""

from datetime import datetime, time
from uuid import UUID, uuid5

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from minqing_kernel.working_time import CHINA
from registry.application.rules import Rules
from registry.application.visit_plans.commands import (
    DoPlan,
    MissPlan,
    PlanVisit,
    PlanWeek,
    ReadPlan,
    ShiftPlan,
)
from registry.application.visit_plans.ports import PlansWork
from registry.application.visit_plans.views import (
    FullPlan,
    PlanCard,
    PlannedWeek,
    plan_card,
)
from registry.application.visits.queries import must_oversee
from registry.application.visits.subjects import must_reach_all
from registry.domain.values import civil_day
from registry.domain.visit_plans.plan import Plan, PlanProfile, PlanReason
from registry.domain.visits.visit import Account

WEEKS = UUID("5f0e2f4a-4b3c-5c1e-8a60-7d2f0b9c4e35")
"""The namespace in which a member and a day give the plan of the common day."""


def plan_visit(
    command: PlanVisit, work: PlansWork, *, clock: Clock, rules: Rules
) -> PlanCard:
    """Plan a visit; the same again changes nothing.

    Raises OutOfReach for another's plan unless one oversees them, and for whom the
    planner does not reach; PlanFixed, Invalid.
    """
    profile, now = command.profile, clock.now()
    known = work.visit_plans.find(command.plan_id)
    unit = _unit_of(profile.staff_id, work)
    _must_be_theirs(command.actor, profile.staff_id, unit, work)
    at = datetime.combine(profile.first_on, time(12), CHINA)
    kind = rules.visits_at(at).kind(profile.kind)
    if any(each.kind not in kind.subjects for each in profile.subjects):
        raise Invalid(fields={"subjects": "bad-subject"})
    must_reach_all(command.actor, _as_account(profile, now), work, civil_day(now))
    plan = known or Plan(plan_id=command.plan_id, profile=profile, organisation_id=unit)
    plan.plan_as(profile, at=now)
    if known is None:
        work.visit_plans.add(plan)
    return plan_card(plan)


def shift_plan(command: ShiftPlan, work: PlansWork, *, clock: Clock) -> PlanCard:
    """Let a planned visit be on other days."""
    plan = _own(command.plan_id, command.actor, work)
    plan.shift(
        command.first_on,
        command.last_on,
        command.reason,
        by=command.actor.id,
        at=clock.now(),
    )
    return plan_card(plan)


def miss_plan(command: MissPlan, work: PlansWork, *, clock: Clock) -> PlanCard:
    """Say why a planned visit was not made (B-24)."""
    plan = _own(command.plan_id, command.actor, work)
    plan.miss(command.reason, by=command.actor.id, at=clock.now())
    return plan_card(plan)


def do_plan(command: DoPlan, work: PlansWork, *, clock: Clock) -> PlanCard:
    """Say by which visit a plan was done; raises VisitUnknown."""
    plan = _own(command.plan_id, command.actor, work)
    plan.do(work.visits.get(command.visit_id), at=clock.now())
    return plan_card(plan)


def read_plan(command: ReadPlan, work: PlansWork, *, clock: Clock) -> FullPlan:
    """Return a plan with its reasons, to its visitor and to those set over them."""
    del clock
    plan = _own(command.plan_id, command.actor, work)
    return FullPlan(plan=plan_card(plan), turns=list(plan.turns))


def plan_week(
    command: PlanWeek, work: PlansWork, *, clock: Clock, rules: Rules
) -> PlannedWeek:
    """Plan the common day for all who serve in a unit; again, it plans nobody twice.

    Raises Invalid where the place has no such day.
    """
    must_oversee(command.actor, work.organisations, [command.organisation_id])
    at = datetime.combine(command.week, time(12), CHINA)
    weekly = rules.visits_at(at).weekly
    if weekly is None:
        raise Invalid(fields={"week": "no-weekly-day"})
    day = weekly.day_of(command.week, rules.calendar)
    if day is None:
        return PlannedWeek(day=None, planned=0)
    planned = 0
    for staff_id in work.visit_plans.cadres_of(command.organisation_id):
        key = uuid5(WEEKS, f"{staff_id}/{day}")
        if work.visit_plans.find(key) is None:
            profile = PlanProfile(
                staff_id=staff_id,
                kind=weekly.kind,
                first_on=day,
                last_on=day,
                reason=PlanReason.WEEKLY,
            )
            plan = Plan(
                plan_id=key, profile=profile, organisation_id=command.organisation_id
            )
            plan.plan_as(profile, at=clock.now())
            work.visit_plans.add(plan)
            planned += 1
    return PlannedWeek(day=day, planned=planned)


def _own(plan_id: UUID, actor: Actor, work: PlansWork) -> Plan:
    """Return a plan that is the actor's, or of somebody whom they oversee."""
    plan = work.visit_plans.get(plan_id)
    _must_be_theirs(actor, plan.profile.staff_id, plan.organisation_id, work)
    return plan


def _must_be_theirs(actor: Actor, staff_id: str, unit: str, work: PlansWork) -> None:
    if actor.id != staff_id:
        must_oversee(actor, work.organisations, [unit])


def _unit_of(staff_id: str, work: PlansWork) -> str:
    member = work.staff.find(staff_id)
    if member is None:
        raise Invalid(fields={"staff_id": "unknown-staff"})
    return member.profile.organisation_id


def _as_account(profile: PlanProfile, now: datetime) -> Account:
    return Account(
        kind=profile.kind,
        held_at=now,
        visitors=[profile.staff_id],
        subjects=profile.subjects,
        premises_id=profile.premises_id,
    )
