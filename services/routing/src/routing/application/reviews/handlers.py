"""One function for each command of the reviews' room."""

from datetime import datetime

from minqing_kernel.clock import Clock
from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Actor
from routing.application.resettling import CaseStillToCome
from routing.application.reviews.commands import (
    AnswerReview,
    AskReview,
    CloseHearing,
    EscalateReviews,
    HearReview,
    OpenHearing,
    TurnAway,
)
from routing.application.reviews.ports import ReviewsWork
from routing.domain.case import Case
from routing.domain.deadline import Clocks
from routing.domain.errors import CaseNotFound
from routing.domain.organs.errors import NoOrgan
from routing.domain.organs.organ import seat_of, signing_organ
from routing.domain.reviews.errors import NothingToReview
from routing.domain.reviews.events import ReviewDeclined
from routing.domain.reviews.lifecycle import GOING_ON
from routing.domain.reviews.review import Review
from routing.domain.reviews.terms import ReviewTerms


def ask_review(
    command: AskReview, work: ReviewsWork, *, clock: Clock, terms: ReviewTerms
) -> Review:
    """Take the petitioner's request."""
    case = work.cases.get(command.petition_id)
    return _asked(case, command, work, terms, by=command.actor, at=clock.now())


def hear_review(
    command: HearReview, work: ReviewsWork, *, clock: Clock, terms: ReviewTerms
) -> None:
    """Take what a petitioner asked for, as of when they asked; or say why not.

    While a round goes on nothing is declined: somebody at a desk took the same request
    first. Raises CaseStillToCome where the case's own word has been overtaken.
    """
    try:
        case = work.cases.get(command.petition_id)
    except CaseNotFound as error:
        raise CaseStillToCome(str(error)) from error
    known = work.reviews.get_many([case.petition_id]).get(case.petition_id)
    if known is not None and known.state in GOING_ON:
        return
    try:
        _asked(case, command, work, terms, by=None, at=command.requested_at)
    except DomainError as no:
        case.note(ReviewDeclined, at=clock.now(), why=no.code)


def _asked(
    case: Case,
    said: AskReview | HearReview,
    work: ReviewsWork,
    terms: ReviewTerms,
    *,
    by: Actor | None,
    at: datetime,
) -> Review:
    """Ask the review of a case; one that is refused leaves no review behind."""
    known = work.reviews.get_many([case.petition_id]).get(case.petition_id)
    review = known or Review(
        petition_id=case.petition_id,
        original_id=said.disputed or answering_organ(case, work),
    )
    review.ask(
        case,
        said.answer_received_on,
        said.reason,
        terms,
        lambda organ: _review_desk(organ, case, work),
        by=by,
        units=work.directory.units,
        at=at,
    )
    if known is None:
        work.reviews.add(review)
    return review


def answer_review(
    command: AnswerReview, work: ReviewsWork, *, clock: Clock, clocks: Clocks
) -> Review:
    """Give the reviewer's opinion; no case goes back to the accused."""
    case = work.cases.get(command.petition_id)
    review = work.reviews.get(command.petition_id)
    review.answer(
        case,
        command.outcome,
        command.opinion,
        by=command.actor,
        units=work.directory.units,
        clocks=clocks,
        at=clock.now(),
    )
    if case.matter.accused:
        case.leave_the_accused(work.directory.units, clocks, at=clock.now())
    return review


def open_hearing(command: OpenHearing, work: ReviewsWork, *, clock: Clock) -> Review:
    """Begin a 听证."""
    case = work.cases.get(command.petition_id)
    review = work.reviews.get(command.petition_id)
    units = work.directory.units
    review.open_hearing(case, by=command.actor, units=units, at=clock.now())
    return review


def close_hearing(command: CloseHearing, work: ReviewsWork, *, clock: Clock) -> Review:
    """End a 听证."""
    case = work.cases.get(command.petition_id)
    review = work.reviews.get(command.petition_id)
    units = work.directory.units
    review.close_hearing(case, by=command.actor, units=units, at=clock.now())
    return review


def turn_away(command: TurnAway, work: ReviewsWork, *, clock: Clock) -> Review:
    """Write down that a final matter was brought again."""
    case = work.cases.get(command.petition_id)
    review = work.reviews.get(command.petition_id)
    review.turn_away(
        case,
        command.reason,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return review


def escalate_reviews(
    command: EscalateReviews, work: ReviewsWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Tell the superiors of the reviewers that are late."""
    cases = {
        case.petition_id: case for case in work.cases.get_free(command.petition_ids)
    }
    for petition_id, review in work.reviews.get_many(cases).items():
        review.escalate_if_overdue(
            cases[petition_id], work.directory.units, clocks, at=clock.now()
        )


def _review_desk(organisation_id: str, case: Case, work: ReviewsWork) -> str | None:
    """Return the unit that reviews in an organ's name, if it has one.

    Where the petition accuses that unit, the organ reviews itself (条例第30条).
    """
    organ = work.organs.find(organisation_id)
    desk = organ.review_unit if organ else None
    return None if case.is_accused(desk, work.directory.units) else desk


def answering_organ(case: Case, work: ReviewsWork) -> str:
    """Return the organ whose answer is disputed: who signs for the unit that answered.

    Where no organ has a mark yet, it is the unit's own organ.
    """
    unit, units = case.answering_unit, work.directory.units
    if unit is None:
        raise NothingToReview
    try:
        organ = signing_organ(unit, units, work.organs.find)
    except NoOrgan:
        return seat_of(unit, units)
    return organ.organisation_id
