"""Calls and draws: one function for each command."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor
from minqing_kernel.working_time import CHINA, WorkCalendar
from notify.application.follow_ups.answering import answer, standing_about
from notify.application.follow_ups.commands import (
    CallAboutClosing,
    CallVisit,
    DrawRound,
    MissQuestion,
    PlanVisit,
    Said,
)
from notify.application.follow_ups.ports import FollowUpWork
from notify.domain.follow_up import UNREACHED, FollowUp
from notify.domain.follow_ups.closing import Closing
from notify.domain.follow_ups.course import take_form, unreached
from notify.domain.follow_ups.errors import BadPeriod
from notify.domain.follow_ups.policy import FollowUpPolicy
from notify.domain.follow_ups.round import LARGEST, Round, draw
from notify.domain.follow_ups.visit import (
    Form,
    Miss,
    Visit,
    VisitKind,
    VisitState,
    signed,
    visit_id,
)
from notify.domain.organisation import require_scope

PolicyAt = Callable[[datetime], FollowUpPolicy]


@dataclass(frozen=True, kw_only=True)
class Ruled:
    """The place's rules at a moment, and the days it works."""

    policy: FollowUpPolicy
    calendar: WorkCalendar
    at: datetime

    def miss(self, visit: Visit, why: Miss, *, by: Actor, work: FollowUpWork) -> None:
        """Note a vain call; one too soon after the last is kept, and does not count."""
        counts = self.policy.counts(visit.last_vain, self.at, self.calendar)
        visit.miss(
            why,
            by=by,
            accounts=work.persons.accounts_of(by.id),
            limit=self.policy.attempts,
            at=self.at,
            counts=counts,
        )


def call_about_closing(
    command: CallAboutClosing,
    work: FollowUpWork,
    *,
    clock: Clock,
    policy_at: PolicyAt,
    calendar: WorkCalendar,
) -> Visit:
    """Write down a call about a case's latest closing."""
    closing = work.closings.latest(command.petition_id)
    require_scope(command.actor, work.organisations.line_of(closing.organisation_id))
    known = visit_id(VisitKind.WEEKLY, closing.petition_id, closing.case_revision)
    visit, now = work.visits.find(known), clock.now()
    if visit is None:
        closing.require_current()
        visit = _about(closing, VisitKind.WEEKLY, now)
        work.visits.add(visit)
    _call(visit, command, work, Ruled(policy=policy_at(now), calendar=calendar, at=now))
    return visit


def call_visit(
    command: CallVisit,
    work: FollowUpWork,
    *,
    clock: Clock,
    policy_at: PolicyAt,
    calendar: WorkCalendar,
) -> Visit:
    """Write down a call of a visit."""
    visit = work.visits.get(command.visit_id)
    require_scope(command.actor, work.organisations.line_of(visit.organisation_id))
    now = clock.now()
    _call(visit, command, work, Ruled(policy=policy_at(now), calendar=calendar, at=now))
    return visit


def miss_question(
    command: MissQuestion,
    work: FollowUpWork,
    *,
    clock: Clock,
    policy_at: PolicyAt,
    calendar: WorkCalendar,
) -> Visit:
    """Write down a vain call about a question; the last one ends it as unreached."""
    question = work.follow_ups.latest(command.petition_id)
    require_scope(command.actor, work.organisations.line_of(question.organisation_id))
    now = clock.now()
    ruled = Ruled(policy=policy_at(now), calendar=calendar, at=now)
    known = visit_id(VisitKind.QUESTION, question.petition_id, question.case_revision)
    visit = work.visits.find(known)
    if visit is None:
        visit = _of_question(question, now)
        work.visits.add(visit)
    ruled.miss(visit, command.miss, by=command.actor, work=work)
    silence = unreached(question, UNREACHED)
    if visit.state is VisitState.UNREACHED and silence is not None:
        answer(question, silence, work, ruled.policy, at=now)
    return visit


def plan_visit(command: PlanVisit, work: FollowUpWork, *, clock: Clock) -> Visit:
    """Plan to look again at a closed case; planned anew, the day stays."""
    closing = work.closings.latest(command.petition_id)
    require_scope(command.actor, work.organisations.line_of(closing.organisation_id))
    known = visit_id(VisitKind.TRACKING, closing.petition_id, closing.case_revision)
    visit = work.visits.find(known)
    if visit is not None:
        return visit
    closing.require_current()
    visit = _about(closing, VisitKind.TRACKING, clock.now())
    if command.due_on < visit.due_on:
        raise BadPeriod(fields={"due_on": "out-of-range"})
    visit.due_on, visit.note = command.due_on, command.note
    work.visits.add(visit)
    return visit


def draw_round(
    command: DrawRound, work: FollowUpWork, *, clock: Clock, policy_at: PolicyAt
) -> Round:
    """Draw closed cases to be visited, of the asker's own unit or one below it."""
    plan, now = command.plan, clock.now()
    require_scope(command.actor, work.organisations.line_of(plan.organisation_id))
    plan.check(policy_at(now), at=now)
    closings = work.closings.between(
        plan.closed_from, plan.closed_until, plan.organisation_id, limit=LARGEST + 1
    )
    by = signed(command.actor)
    made, visits = draw(command.round_id, plan, closings, by=by, at=now)
    work.rounds.add(made)
    for visit in visits:
        work.visits.add(visit)
    return made


def _call(
    visit: Visit,
    command: CallAboutClosing | CallVisit,
    work: FollowUpWork,
    ruled: Ruled,
) -> None:
    said, by = command.said, command.actor
    if said.miss is not None:
        ruled.miss(visit, said.miss, by=by, work=work)
        return
    form = _form(said, signed(by), ruled.at)
    before = visit.form
    visit.reach(form, accounts=work.persons.accounts_of(by.id))
    if before is None:
        standing = standing_about(visit.petition_id, work)
        work.objections.add(take_form(visit, form, standing, ruled.policy))


def _form(said: Said, by: str, at: datetime) -> Form:
    names = ("handling", "basis", "solved", "satisfied", "reason", "standing")
    return Form(**{name: getattr(said, name) for name in names}, by=by, at=at)


def _about(closing: Closing, kind: VisitKind, at: datetime) -> Visit:
    return Visit(
        visit_id=visit_id(kind, closing.petition_id, closing.case_revision),
        kind=kind,
        petition_id=closing.petition_id,
        receipt=closing.receipt,
        case_revision=closing.case_revision,
        organisation_id=closing.organisation_id,
        resolved_by=closing.resolved_by,
        due_on=at.astimezone(CHINA).date(),
    )


def _of_question(question: FollowUp, at: datetime) -> Visit:
    known = visit_id(VisitKind.QUESTION, question.petition_id, question.case_revision)
    return Visit(
        visit_id=known,
        kind=VisitKind.QUESTION,
        petition_id=question.petition_id,
        receipt=question.receipt,
        case_revision=question.case_revision,
        organisation_id=question.organisation_id,
        resolved_by=question.resolved_by,
        due_on=at.astimezone(CHINA).date(),
    )
