"""A request for 复查、复核 becomes an offer to the agency that gives it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from minqing_kernel.working_time import local_day
from routing.application.handovers.acts import file_of
from routing.application.handovers.following import decide
from routing.application.handovers.opinions import BASES, DONE, UNANSWERED, held
from routing.application.handovers.ports import HandOverWork, House
from routing.application.handovers.receipts import ensure_listed
from routing.domain.case import Case
from routing.domain.errors import OutOfTime
from routing.domain.handover import sending
from routing.domain.handover.dealing import Dealing
from routing.domain.handover.file import CaseFile
from routing.domain.handover.forms import Form
from routing.domain.handover.terms import Terms
from routing.domain.reviews.errors import NothingToReview, ReviewTooLate
from routing.domain.reviews.events import ReviewAsked
from routing.domain.reviews.lifecycle import ReviewState
from routing.domain.reviews.terms import ReviewTerms, Stage

HELD: Final = frozenset(
    {ReviewState.REVIEWED, ReviewState.RECHECKING, ReviewState.HEARING}
)
"""A review in the house that has given its first opinion."""
SAID: Final = 900
"""So much of the request, and of the answer, goes with the offer."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a petitioner asks: about an answer that came that day, why, when, by whom.

    `code_check`: by what their code is known at the agency that reviews.
    """

    received_on: date
    reason: str
    by: str
    at: datetime
    code_check: str = ""


def ensure_answered(case: Case, wish: Wish) -> None:
    """Raise NothingToReview, or OutOfTime for a day that cannot be that of an answer"""
    if case.state not in DONE or case.resolution is None:
        raise NothingToReview
    answered = local_day(case.resolution.resolved_at)
    if not answered <= wish.received_on <= local_day(wish.at):
        raise OutOfTime(fields={"answer_received_on": "out-of-time"})


def stage_of(given: int) -> Stage:
    """Return what is asked for after so many opinions."""
    return Stage.RECHECK if given else Stage.REVIEW


def opinions(case: Case, dealing: Dealing | None, work: Any) -> int:  # noqa: ANN401
    """Count the opinions on the answer that stands: of agencies above, and here."""
    review = work.reviews.get_many([case.petition_id]).get(case.petition_id)
    here = review is not None and review.state in HELD
    return (held(dealing) if dealing else 0) + here


def ensure_in_time(stage: Stage, wish: Wish, house: House) -> ReviewTerms:
    """Return the terms of reviews; raise ReviewTooLate."""
    terms = ReviewTerms.under(house.clocks.policy, house.clocks.calendar)
    if wish.at > terms.last_moment(stage, wish.received_on):
        raise ReviewTooLate
    return terms


def offer_review(
    case: Case,
    dealing: Dealing,
    reviewer: str,
    wish: Wish,
    work: HandOverWork,
    house: House,
) -> Dealing:
    """Offer it upward, with the request and the answer; asked twice, it is one offer.

    Raises ReviewTooLate, and what the protocol refuses.
    """
    ensure_listed(case, dealing, house)
    stage = stage_of(opinions(case, dealing, work))
    terms = ensure_in_time(stage, wish, house)
    handover_id = _id_of(case, dealing, stage)
    if dealing.leg.find_sent(handover_id):
        return dealing
    due_at = terms.due(stage, wish.at)
    said = CaseFile(summary=_summary(case, wish), code_check=wish.code_check)
    dealing.file = file_of(case, dealing, said)
    dealing.acted_by = wish.by
    offered = Terms(
        handover_id=handover_id,
        form=Form.REVIEW,
        sender=house.me,
        to=reviewer,
        epoch=dealing.leg.epoch,
        until=due_at,
        reason=BASES[stage],
        due=due_at,
    )
    decide(dealing, sending.offer(dealing.leg, offered, at=wish.at), work, house)
    case.note(
        ReviewAsked,
        at=wish.at,
        stage=stage.value,
        reviewer_id=reviewer,
        reviewer_name=house.name_of(reviewer),
        due_at=due_at,
    )
    return dealing


def _id_of(case: Case, dealing: Dealing, stage: Stage) -> UUID:
    """Return the id of this request: another one once it ended without an opinion."""
    assert case.resolution is not None
    asked = f"{stage}:{case.resolution.revision}"
    vain = sum(
        each.terms.form is Form.REVIEW and each.state in UNANSWERED
        for each in dealing.leg.sent
    )
    return uuid5(dealing.matter_id, f"{asked}:{vain}" if vain else asked)


def _summary(case: Case, wish: Wish) -> str:
    reply = case.resolution.reply if case.resolution else ""
    return f"{wish.reason[:SAID]}\n原答复：{reply[:SAID]}"
