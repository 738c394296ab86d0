"""One function for each command: load, ask the domain, done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from minqing_kernel.clock import Clock
from notify.application.commands import (
    AnswerByToken,
    ClaimNotices,
    LapseFollowUps,
    RecordAccount,
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
from notify.domain.notice import ECHOED, IN_TROUBLE, Audience, Notice, notices_for
from notify.domain.occurrence import Step
from notify.domain.organisation import Organisation, require_scope
from notify.domain.sending.journal import Doubt
from notify.domain.sending.means import PETITIONERS
from notify.domain.sending.preference import Preference
from notify.domain.sending.subscription import Subscription


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Notices that one sender holds until `until` (wall clock), and their desks.

    `doubts`: what earlier calls left unknown; `preferences`: of petitioners;
    `subscriptions`: of other systems; `members`: what digests hold.
    """

    lease: UUID
    until: datetime
    notices: list[Notice]
    desks: Mapping[str, Organisation]
    doubts: Mapping[UUID, Sequence[Doubt]] = field(default_factory=dict)
    preferences: Mapping[UUID, Preference] = field(default_factory=dict)
    subscriptions: Mapping[str, Subscription] = field(default_factory=dict)
    members: Mapping[UUID, Sequence[Notice]] = field(default_factory=dict)


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
    work.subscriptions.tell(occurrence, wall=wall.now())
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


def record_account(command: RecordAccount, work: NotifyWork) -> None:
    """Keep whose account it is."""
    work.persons.put(command.account)


def claim_notices(command: ClaimNotices, work: NotifyWork, *, wall: Clock) -> Claim:
    """Claim due notices, and look up the desks they go to."""
    now = wall.now()
    lease, until = uuid4(), now + command.hold
    notices = work.notices.claim(
        limit=command.limit, lease=lease, now=now, until=until, among=command.among
    )
    ids = {n.organisation_id for n in notices if n.organisation_id is not None}
    tried_before = [n.notice_id for n in notices if n.attempts > 1]
    digests = [n.notice_id for n in notices if n.step is Step.DIGEST]
    systems = {n.recipient for n in notices if n.audience is Audience.SUBSCRIBER}
    people = {n.petition_id for n in notices if n.audience in PETITIONERS}
    return Claim(
        lease=lease,
        until=until,
        notices=notices,
        desks=work.organisations.find(ids),
        doubts=work.journal.doubts(tried_before),
        preferences=work.preferences.of(people),
        subscriptions=work.subscriptions.find(systems),
        members=work.digests.members(digests),
    )


def settle_notices(
    command: SettleNotices,
    work: NotifyWork,
    *,
    clock: Clock,
    wall: Clock,
    patience: timedelta,
) -> None:
    """Write down how attempts ended and which begin; who was asked has `patience`.

    It runs from now: silence means nothing before the question has reached anybody.
    """
    work.notices.settle(command.lease, command.settlements)
    work.digests.gather(
        [each for each in command.settlements if each.digest_at is not None],
        wall=wall.now(),
    )
    work.journal.end(command.settlements)
    work.journal.begin(command.lease, command.begun)
    lost = [s.notice_id for s in command.settlements if s.state in IN_TROUBLE]
    if lost:
        work.errands.call_for(lost, at=clock.now())
    asked = {each.asks for each in command.settlements if each.asks is not None}
    work.follow_ups.begin_terms(asked, lapses_at=clock.now() + patience)


def revive_notice(command: ReviveNotice, work: NotifyWork, *, wall: Clock) -> None:
    """Let a notice wait again that was given up."""
    work.notices.revive(command.notice_id, now=wall.now())
    work.journal.overrule(command.notice_id)
    work.errands.withdraw(command.notice_id)


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
    question.refuse_from(work.persons.accounts_of(command.actor.id))
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
