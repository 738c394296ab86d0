"""Taking answers: each may open an objection, or end one."""

from datetime import datetime
from uuid import UUID

from notify.application.follow_ups.ports import FollowUpWork
from notify.domain.follow_up import Answer, FollowUp
from notify.domain.follow_ups.course import take_answer
from notify.domain.follow_ups.objection import Objection
from notify.domain.follow_ups.policy import FollowUpPolicy


def answer(
    question: FollowUp,
    given: Answer,
    work: FollowUpWork,
    policy: FollowUpPolicy,
    *,
    at: datetime,
) -> None:
    """Take an answer to a question."""
    standing = standing_about(question.petition_id, work)
    work.objections.add(take_answer(question, given, standing, policy, at=at))


def standing_about(petition_id: UUID, work: FollowUpWork) -> Objection | None:
    """Return the objection to a case that is not settled, if there is one."""
    return work.objections.standing([petition_id]).get(petition_id)
