"""What becomes of a notice after an attempt; when it is tried again, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from notify.domain.follow_up import follow_up_id
from notify.domain.notice import (
    NOTICE_LIFE,
    Audience,
    Notice,
    NoticeState,
    NoticeStep,
)
from notify.domain.occurrence import Step

RETRY_AFTER: Final = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
)
"""How long to wait after the first, second ... vain attempt; then it has failed."""

UNTRIED_AFTER: Final = timedelta(seconds=3)
"""When to come back to a notice that was claimed but not tried."""


class Result(StrEnum):
    """How an attempt ended."""

    DELIVERED = "delivered"
    AWAY = "away"
    UNSURE = "unsure"
    """It may have gone: the provider was asked and no answer came."""
    REFUSED = "refused"
    UNADDRESSED = "unaddressed"
    UNTRIED = "untried"
    GATHERED = "gathered"
    """It goes with its desk's digest, at the attempt's `again_at`."""


_LEADS_TO: Final = {
    Result.DELIVERED: NoticeStep.CONFIRM,
    Result.AWAY: NoticeStep.POSTPONE,
    Result.UNSURE: NoticeStep.POSTPONE,
    Result.REFUSED: NoticeStep.GIVE_UP,
    Result.UNADDRESSED: NoticeStep.MISS,
    Result.UNTRIED: NoticeStep.POSTPONE,
    Result.GATHERED: NoticeStep.GATHER,
}


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One try at telling somebody: how it ended, by which channel, and why.

    `call_id` is the call's in the journal, None where none was begun; `again_at` says
    when to come back to what was not tried. `by_hand`: delivered to a person's
    worklist, so that the recipient has not heard of it yet.
    """

    notice: Notice
    result: Result
    channel: str | None = None
    error: str = ""
    call_id: UUID | None = None
    again_at: datetime | None = None
    by_hand: bool = False


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What an attempt leaves behind in the notice's row.

    `asks` is the follow-up whose question has now reached the petitioner.
    """

    notice_id: UUID
    state: NoticeState
    attempts: int
    next_attempt_at: datetime | None
    channel: str | None
    error: str
    settled_at: datetime
    asks: UUID | None = None
    call_id: UUID | None = None
    result: Result = Result.UNTRIED
    digest_at: datetime | None = None


def exhausted(notice: Notice) -> bool:
    """Say whether a notice was claimed more often than it may be tried.

    A claim counts as an attempt, so that one that kills its sender is not claimed for
    ever.
    """
    return notice.attempts > len(RETRY_AFTER) + 1


def settle(attempt: Attempt, *, at: datetime) -> Settlement:
    """Return what an attempt that ended at `at` (wall clock) makes of its notice."""
    notice, step = attempt.notice, _LEADS_TO[attempt.result]
    again_at = _again_at(attempt, at)
    if again_at is None and step is NoticeStep.POSTPONE:
        step = NoticeStep.GIVE_UP
    untried = attempt.result is Result.UNTRIED
    return Settlement(
        notice_id=notice.notice_id,
        state=NOTICE_LIFE.after(notice.state, step),
        attempts=notice.attempts - 1 if untried else notice.attempts,
        next_attempt_at=again_at,
        channel=attempt.channel,
        error=attempt.error,
        settled_at=at,
        asks=_asked(attempt),
        call_id=attempt.call_id,
        result=attempt.result,
        digest_at=attempt.again_at if attempt.result is Result.GATHERED else None,
    )


def question_of(
    step: Step, audience: Audience, petition_id: UUID, case_revision: int | None
) -> UUID | None:
    """Return the follow-up whose question reaches the petitioner with such a notice."""
    asking = (step, audience) == (Step.RESOLVED, Audience.PETITIONER)
    if not asking or case_revision is None:
        return None
    return follow_up_id(petition_id, case_revision)


def _asked(attempt: Attempt) -> UUID | None:
    if attempt.result is not Result.DELIVERED or attempt.by_hand:
        return None
    told = attempt.notice
    return question_of(told.step, told.audience, told.petition_id, told.case_revision)


def _again_at(attempt: Attempt, at: datetime) -> datetime | None:
    if attempt.result is Result.UNTRIED:
        return attempt.again_at or at + UNTRIED_AFTER
    if attempt.result not in (Result.AWAY, Result.UNSURE):
        return None
    vain = attempt.notice.attempts
    return at + RETRY_AFTER[vain - 1] if vain <= len(RETRY_AFTER) else None
