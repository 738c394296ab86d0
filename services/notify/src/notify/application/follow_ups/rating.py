"""Rating codes, and the ratings of merged petitioners and parties."""

from typing import Protocol
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor
from notify.application.follow_ups.answering import answer, standing_about
from notify.application.follow_ups.commands import AnswerByPass, GiveRating, IssuePass
from notify.application.follow_ups.ports import FollowUpWork
from notify.application.follow_ups.visiting import PolicyAt
from notify.domain.errors import AnswerTokenRefused
from notify.domain.follow_up import BY_PETITIONER, Answer, FollowUp
from notify.domain.follow_ups.course import take_rating
from notify.domain.follow_ups.passes import Pass, expiry, hash_of
from notify.domain.follow_ups.policy import FollowUpPolicy
from notify.domain.follow_ups.rating import Rating
from notify.domain.follow_ups.visit import signed
from notify.domain.organisation import require_scope


class RatingTokens(Protocol):
    """Makes and proves the code that a merged petitioner's notice carries."""

    def issue_for(self, rating_id: UUID) -> str:
        """Return the code of a rating."""
        ...

    def prove(self, rating_id: UUID, token: str) -> None:
        """Raise AnswerTokenRefused for any other code."""
        ...


def issue_pass(
    command: IssuePass, work: FollowUpWork, *, clock: Clock, policy_at: PolicyAt
) -> Pass:
    """Keep the hash of a rating code; who resolved the case hands out none."""
    now = clock.now()
    asked = _asked(command, work)
    require_scope(command.actor, work.organisations.line_of(asked.organisation_id))
    asked.refuse_from(work.persons.accounts_of(command.actor.id))
    issued = Pass(
        code_hash=command.code_hash,
        way=command.way,
        about=command.about,
        case_revision=None if command.rating else asked.case_revision,
        issued_by=signed(command.actor),
        issued_at=now,
        expires_at=expiry(command.way, policy_at(now), at=now),
    )
    work.passes.add(issued)
    return issued


def answer_by_pass(
    command: AnswerByPass, work: FollowUpWork, *, clock: Clock, policy_at: PolicyAt
) -> Pass:
    """Take the answer of who holds a rating code, and use the code up."""
    now = clock.now()
    used = work.passes.get(hash_of(command.code))
    used.use(at=now)
    given = Answer(
        solved=command.solved,
        satisfied=command.satisfied,
        reason=command.reason,
        by=used.signature,
    )
    if used.case_revision is None:
        _rate(work.ratings.get(used.about), given, work, policy_at(now), clock)
    else:
        question = work.follow_ups.one(used.about, used.case_revision)
        answer(question, given, work, policy_at(now), at=now)
    return used


def give_rating(
    command: GiveRating,
    work: FollowUpWork,
    *,
    clock: Clock,
    policy_at: PolicyAt,
    tokens: RatingTokens,
) -> Rating:
    """Take a rating, by the code of the notice or as staff heard it."""
    now = clock.now()
    rating, policy = work.ratings.get(command.rating_id), policy_at(now)
    if command.token is not None:
        tokens.prove(command.rating_id, command.token)
        if now > rating.asked_at + policy.link_life:
            raise AnswerTokenRefused
    given = Answer(
        solved=command.solved,
        satisfied=command.satisfied,
        reason=command.reason,
        by=_heard_by(command.actor, rating, work),
    )
    _rate(rating, given, work, policy, clock)
    return rating


def _heard_by(actor: Actor | None, rating: Rating, work: FollowUpWork) -> str:
    if actor is None:
        return BY_PETITIONER
    require_scope(actor, work.organisations.line_of(rating.organisation_id))
    rating.refuse_from(work.persons.accounts_of(actor.id))
    return signed(actor)


def _rate(
    rating: Rating,
    given: Answer,
    work: FollowUpWork,
    policy: FollowUpPolicy,
    clock: Clock,
) -> None:
    now = clock.now()
    if rating.give(given, at=now):
        standing = standing_about(rating.case_id, work)
        work.objections.add(take_rating(rating, standing, policy, at=now))


def _asked(command: IssuePass, work: FollowUpWork) -> FollowUp | Rating:
    if command.rating:
        return work.ratings.get(command.about)
    return work.follow_ups.latest(command.about)
