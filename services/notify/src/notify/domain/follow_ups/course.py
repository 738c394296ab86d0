"""What an answer leads to: closing, reopening, or a supervisor's desk (B-28)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from minqing_kernel.messages import SYSTEM
from notify.domain.follow_up import Answer, FollowUp, FollowUpState
from notify.domain.follow_ups.errors import ReasonNeeded
from notify.domain.follow_ups.objection import (
    Denial,
    Objection,
    Source,
    raised,
)
from notify.domain.follow_ups.policy import FollowUpPolicy, Objecting
from notify.domain.follow_ups.rating import Rating
from notify.domain.follow_ups.visit import Form, Standing, Visit


def take_answer(
    question: FollowUp,
    given: Answer,
    standing: Objection | None,
    policy: FollowUpPolicy,
    *,
    at: datetime,
) -> Objection | None:
    """Take an answer, or the silence that counts as one; return a new objection.

    `standing` is the objection to the case that is open. Where it is about an earlier
    answer, this one is looked at by a supervisor first, if the place has it so. The
    same answer again changes nothing. Raises FollowUpNotOpen.
    """
    if question.was_told(given):
        return None
    if given.denies:
        return _denied(question, given, standing, policy, at=at)
    if standing is None or not standing.is_about_earlier(question.case_revision):
        _end(question, given, at=at)
        return None
    standing.rework(question, at=at)
    if policy.supervisor_checks:
        question.contest(given)
    else:
        standing.approve("", by=SYSTEM, at=at)
        _end(question, given, at=at)
    return None


def _end(question: FollowUp, given: Answer, *, at: datetime) -> None:
    if given.is_silence:
        question.lapse(at=at, reason=given.reason)
    else:
        question.answer(given, at=at)


def _denied(
    question: FollowUp,
    given: Answer,
    standing: Objection | None,
    policy: FollowUpPolicy,
    *,
    at: datetime,
) -> Objection | None:
    waits = policy.objections is Objecting.SUPERVISOR
    if waits and not given.reason:
        raise ReasonNeeded(fields={"reason": "required"})
    if waits:
        question.contest(given)
    else:
        question.answer(given, at=at)
    denial = _denial(question, Source.QUESTION, question.id, given.reason, at)
    objection = _join(standing, denial, policy)
    if not waits:
        objection.reopen("", by=SYSTEM, at=at)
    return None if standing else objection


def take_form(
    visit: Visit, form: Form, standing: Objection | None, policy: FollowUpPolicy
) -> Objection | None:
    """Follow up what a visit heard; return a new objection.

    反弹 reopens the case at once (D-13); 不满意 does as the place's policy says.
    """
    if form.standing is Standing.RELAPSED:
        visit.relapse(form)
        return None
    if not form.denies:
        return None
    denial = _denial(visit, Source.VISIT, visit.visit_id, form.reason, form.at)
    objection = _join(standing, denial, policy)
    if policy.objections is Objecting.REOPEN:
        objection.reopen("", by=SYSTEM, at=form.at)
    return None if standing else objection


def take_rating(
    rating: Rating, standing: Objection | None, policy: FollowUpPolicy, *, at: datetime
) -> Objection | None:
    """Follow up what a merged petitioner or a party said; return a new objection.

    They are some of several: a supervisor decides, whatever the policy is, and what is
    before a supervisor already stays there. A case that was reopened is before nobody:
    who denies what was answered since objects anew.
    """
    if not rating.denies:
        return None
    denial = _denial(rating, Source.RATING, rating.rating_id, rating.reason, at)
    denial = replace(denial, petition_id=rating.case_id)
    if standing is None:
        return raised(denial, policy)
    if standing.was_reopened_before(rating.case_revision):
        standing.object(denial, policy)
    return None


def unreached(question: FollowUp, reason: str) -> Answer | None:
    """Return the silence of somebody who could not be reached, if it is still asked."""
    if question.state is not FollowUpState.OPEN:
        return None
    return Answer.silence(reason)


def _join(
    standing: Objection | None, denial: Denial, policy: FollowUpPolicy
) -> Objection:
    if standing is None:
        return raised(denial, policy)
    standing.object(denial, policy)
    return standing


def _denial(
    asked: FollowUp | Visit | Rating,
    source: Source,
    source_id: UUID,
    reason: str,
    at: datetime,
) -> Denial:
    return Denial(
        petition_id=asked.petition_id,
        receipt=asked.receipt,
        case_revision=asked.case_revision,
        organisation_id=asked.organisation_id,
        resolved_by=asked.resolved_by,
        source=source,
        source_id=source_id,
        reason=reason,
        at=at,
    )
