"""Objections: explained, refused, reopened, approved; the neglected are reopened."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from minqing_kernel.clock import Clock
from minqing_kernel.messages import SYSTEM, Actor
from notify.application.follow_ups.commands import MoveObjection, ReopenNeglected
from notify.application.follow_ups.ports import FollowUpWork
from notify.application.follow_ups.visiting import PolicyAt
from notify.domain.follow_up import CLOSE, REOPEN
from notify.domain.follow_ups.objection import Objection, ObjectionStep
from notify.domain.follow_ups.policy import FollowUpPolicy
from notify.domain.organisation import require_scope

NEGLECTED: Final = "neglected"
"""The remark under which a case is reopened that nobody decided on in time."""

Act = Callable[[Objection, str, FollowUpPolicy, Actor, datetime], None]

ACTS: Final[Mapping[ObjectionStep, Act]] = {
    ObjectionStep.EXPLAIN: lambda o, text, _, by, at: o.explain(text, by=by, at=at),
    ObjectionStep.REFUSE: lambda o, text, p, by, at: o.refuse(text, p, by=by, at=at),
    ObjectionStep.REOPEN: lambda o, text, _, by, at: o.reopen(text, by=by, at=at),
    ObjectionStep.APPROVE: lambda o, text, _, by, at: o.approve(text, by=by, at=at),
}
"""What a person may do about an objection; each is one verb of it."""

CHECKS: Final = frozenset({ObjectionStep.REFUSE, ObjectionStep.APPROVE})
"""What only another person does than who explained it or resolved the case."""
VERDICTS: Final = {ObjectionStep.REOPEN: REOPEN, ObjectionStep.APPROVE: CLOSE}


def move_objection(
    command: MoveObjection, work: FollowUpWork, *, clock: Clock, policy_at: PolicyAt
) -> Objection:
    """Do one of `ACTS`; a question that waited for it is settled with it."""
    objection, now = work.objections.get(command.objection_id), clock.now()
    unit = objection.denial.organisation_id
    require_scope(command.actor, work.organisations.line_of(unit))
    if command.step in CHECKS:
        objection.ensure_may_check(work.persons.accounts_of(command.actor.id))
    ACTS[command.step](objection, command.text, policy_at(now), command.actor, now)
    if command.step in VERDICTS:
        _settle(objection, VERDICTS[command.step], work, now)
    return objection


def reopen_neglected(
    command: ReopenNeglected, work: FollowUpWork, *, clock: Clock
) -> int:
    """Reopen what nobody decided on in time; return how many."""
    now = clock.now()
    neglected = work.objections.neglected(now=now, limit=command.limit)
    for objection in neglected:
        objection.reopen(NEGLECTED, by=SYSTEM, at=now)
        _settle(objection, REOPEN, work, now)
    return len(neglected)


def _settle(
    objection: Objection, verdict: str, work: FollowUpWork, at: datetime
) -> None:
    revision = objection.holds_question
    if revision is not None:
        question = work.follow_ups.one(objection.denial.petition_id, revision)
        question.settle(verdict, at=at)
