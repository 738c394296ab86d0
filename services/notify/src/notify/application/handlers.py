"""One function for each command: load, ask the domain, done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from minqing_kernel.clock import Clock
from notify.application.commands import (
    AnswerByToken,
    ClaimNotices,
    LapseFollowUps,
    RecordCallBack,
    RecordOrganisation,
    ReviveNotice,
    SettleNotices,
    TellOfMerging,
    TellOfStep,
)
from notify.application.follow_ups.answering import answer
from notify.application.follow_ups.hearing import hear_step
from notify.application.follow_ups.ports import FollowUpWork
from notify.application.follow_ups.visiting import PolicyAt
from notify.application.ports import AnswerTokens, NotifyWork
from notify.application.views import FollowUpView, view_of
from notify.domain.follow_up import Answer, heads_after, questions_after
from notify.domain.follow_ups.course import take_answer
from notify.domain.notice import ECHOED, Notice, notices_for
from notify.domain.organisation import Organisation, require_scope


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Notices that one sender holds until `until` (wall clock), and their desks."""

    lease: UUID
    until: datetime
    notices: list[Notice]
    desks: dict[str, Organisation]


def tell_of_step(
    command: TellOfStep,
    work: FollowUpWork,
    *,
    clock: Clock,
    wall: Clock,
) -> None:
    """Add the notices and the question that a step calls for; nothing is read."""
    occurrence = command.occurrence
    work.notices.add(notices_for(occurrence, wall=wall.now()))
    if occurrence.step in ECHOED:
        work.followings.echo(occurrence.petition_id)
    work.follow_ups.ask(questions_after(occurrence, at=clock.now()))
    work.follow_ups.learn(heads_after(occurrence))
    hear_step(occurrence, work)


def tell_of_merging(command: TellOfMerging, work: FollowUpWork) -> None:
    """Let somebody follow a lead, or no more; nothing is read."""
    work.followings.take(command.following)
    work.ratings.ask_followers(command.following.lead_petition_id)


def record_organisation(command: RecordOrganisation, work: NotifyWork) -> None:
    """Keep the copy of an organisation."""
    work.organisations.put(command.organisation)


def claim_notices(command: ClaimNotices, work: NotifyWork, *, wall: Clock) -> Claim:
    """Claim due notices, and look up the desks they go to."""
    now = wall.now()
    lease, until = uuid4(), now + command.hold
    notices = work.notices.claim(limit=command.limit, lease=lease, now=now, until=until)
    ids = {n.organisation_id for n in notices if n.organisation_id is not None}
    desks = dict(work.organisations.find(ids))
    return Claim(lease=lease, until=until, notices=notices, desks=desks)


def settle_notices(
    command: SettleNotices, work: NotifyWork, *, clock: Clock, patience: timedelta
) -> None:
    """Write down how attempts ended; who was asked has `patience` to answer from now.

    Silence means nothing before the question has reached anybody.
    """
    work.notices.settle(command.lease, command.settlements)
    asked = {each.asks for each in command.settlements if each.asks is not None}
    work.follow_ups.begin_terms(asked, lapses_at=clock.now() + patience)


def revive_notice(command: ReviveNotice, work: NotifyWork, *, wall: Clock) -> None:
    """Let a notice wait again that was given up."""
    work.notices.revive(command.notice_id, now=wall.now())


def answer_by_token(
    command: AnswerByToken,
    work: FollowUpWork,
    *,
    clock: Clock,
    tokens: AnswerTokens,
    policy_at: PolicyAt,
) -> FollowUpView:
    """Take the petitioner's own answer."""
    revision = tokens.read(command.petition_id, command.token)
    question = work.follow_ups.one(command.petition_id, revision)
    given = Answer(
        solved=command.solved, satisfied=command.satisfied, reason=command.reason
    )
    now = clock.now()
    answer(question, given, work, policy_at(now), at=now)
    return view_of(question)


def record_call_back(
    command: RecordCallBack, work: FollowUpWork, *, clock: Clock, policy_at: PolicyAt
) -> FollowUpView:
    """Take the answer that staff heard when they called back."""
    revision = command.case_revision
    question = (
        work.follow_ups.latest(command.petition_id)
        if revision is None
        else work.follow_ups.one(command.petition_id, revision)
    )
    require_scope(command.actor, work.organisations.line_of(question.organisation_id))
    question.refuse_from(command.actor.id)
    given = Answer(
        solved=command.solved,
        satisfied=command.satisfied,
        reason=command.reason,
        by=f"{command.actor.role}:{command.actor.id}",
    )
    now = clock.now()
    answer(question, given, work, policy_at(now), at=now)
    return view_of(question)


def lapse_follow_ups(
    command: LapseFollowUps, work: FollowUpWork, *, clock: Clock, policy_at: PolicyAt
) -> int:
    """Close questions that nobody answered in time; return how many.

    One whose case was objected to before ends as the place's policy says.
    """
    now = clock.now()
    questions = work.follow_ups.lapsed(now=now, limit=command.limit)
    standing = work.objections.standing({each.petition_id for each in questions})
    for question in questions:
        about = standing.get(question.petition_id)
        take_answer(question, Answer.silence(), about, policy_at(now), at=now)
    return len(questions)
