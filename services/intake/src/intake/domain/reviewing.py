"""复查、复核 as its petitioner asks for them: of which answer, and until which day.

Routing decides in the end; what the page can know already is said at once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from intake.domain.errors import BrokenPetition, ReviewRefused
from intake.domain.events import PetitionFact
from intake.domain.petition import Petition
from intake.domain.progress import CaseFact, CaseStep, Progress
from intake.domain.review_request import ReviewRequest, Stage
from minqing_kernel.text import clean

DAYS: Final = timedelta(days=30)
"""收到书面答复之日起30日内 (条例第35、36条)."""
LONGEST_REASON: Final = 2_000
MOST_TIMES: Final = 5
"""How often one answer is asked about online; routing declined as often."""
ANEW: Final = "anew"
"""责令重新处理: what is answered after it may be reviewed as at first."""
ANSWERED: Final = frozenset({CaseStep.RESOLVED, CaseStep.CLOSED})
ROUNDS: Final = (CaseStep.REVIEW_ASKED, CaseStep.REVIEW_ANSWERED)


@dataclass(frozen=True, kw_only=True)
class ReviewRequested(PetitionFact):
    """Its petitioner asked for 复查 or 复核."""

    stage: Stage
    answer_received_on: date
    reason: str
    requested_at: datetime
    code_check: str


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What may be asked now: of the answer `disputed`, given on `answered_on`.

    `last_day` holds for who got the answer on the day that it was given. `declined`
    counts requests about it that routing did not take.
    """

    stage: Stage
    disputed: int
    answered_on: date
    declined: int = 0

    @property
    def last_day(self) -> date:
        """Return the last day for who got the answer at once."""
        return self.answered_on + DAYS


def remedy(progress: Progress, day: Callable[[datetime], date]) -> Remedy:
    """Return what may be asked for; raise ReviewRefused where nothing may."""
    rounds = [fact for fact in progress.in_order if fact.step in ROUNDS]
    ended = [fact for fact in rounds if fact.step is CaseStep.REVIEW_ANSWERED]
    held = [fact for fact in ended if fact.outcome != ANEW]
    if rounds and _goes_on(rounds[-1], progress):
        raise _refused("review-going-on")
    if len(held) > 1:
        raise _refused("review-final")
    if held:
        return _of(held[-1], Stage.RECHECK, progress, day)
    latest, answer = progress.latest, progress.answer
    open_again = latest is None or latest.step not in ANSWERED
    if answer is None or open_again or (ended and answer.at <= ended[-1].at):
        raise _refused("review-not-answered")
    return _of(answer, Stage.REVIEW, progress, day)


def _goes_on(last: CaseFact, progress: Progress) -> bool:
    """Tell whether a round was asked for, and not refused by who was to review."""
    return last.step is CaseStep.REVIEW_ASKED and not any(
        fact.step is CaseStep.REVIEW_DECLINED and fact.revision > last.revision
        for fact in progress.in_order
    )


def request(
    petition: Petition,
    asked: Remedy,
    received_on: date,
    reason: str,
    code_check: str = "",
    *,
    at: datetime,
    today: date,
) -> None:
    """Ask for a review; asked twice of one answer, it is asked once.

    What routing declined may be asked anew while there is time: another date may be
    right. Raises ReviewRefused past the last day, BrokenPetition for a day before the
    answer or still to come and for no reason, Unreadable.
    """
    if is_waiting(petition.reviews, asked):
        return
    if asked.declined >= MOST_TIMES:
        raise _refused("review-at-window")
    words = _reason(reason)
    if not asked.answered_on <= received_on <= today:
        raise BrokenPetition(fields={"answer_received_on": "out-of-time"})
    if today > received_on + DAYS:
        raise _refused("review-too-late")
    written = ReviewRequest(
        stage=asked.stage,
        disputed=asked.disputed,
        received_on=received_on,
        reason=words,
        at=at,
    )
    petition.reviews = (*petition.reviews, written)
    petition.record(
        ReviewRequested(
            **petition._next(),
            stage=asked.stage,
            answer_received_on=received_on,
            reason=words,
            requested_at=at,
            code_check=code_check,
        )
    )


def is_waiting(reviews: Iterable[ReviewRequest], asked: Remedy) -> bool:
    """Say whether a request of this answer was written down, and not declined since."""
    written = sum(each.disputed == asked.disputed for each in reviews)
    return written > asked.declined


def _of(
    fact: CaseFact, stage: Stage, progress: Progress, day: Callable[[datetime], date]
) -> Remedy:
    later = [each for each in progress.in_order if each.revision > fact.revision]
    return Remedy(
        stage=stage,
        disputed=fact.revision,
        answered_on=day(fact.at),
        declined=sum(each.step is CaseStep.REVIEW_DECLINED for each in later),
    )


def _refused(why: str) -> ReviewRefused:
    return ReviewRefused(fields={"receipt": why})


def _reason(reason: str) -> str:
    words = clean(reason, field="reason")
    if not words:
        raise BrokenPetition(fields={"reason": "required"})
    if len(words) > LONGEST_REASON:
        raise BrokenPetition(fields={"reason": "too-long"})
    return words
