"""What a reviewer above says of an answer, and what is left when it says nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from routing.application.handovers.ports import House
from routing.domain.case import Case
from routing.domain.handover.dealing import Dealing
from routing.domain.handover.file import EMPTY
from routing.domain.handover.forms import Form
from routing.domain.handover.lifecycle import ReceivedState, SentState
from routing.domain.handover.terms import Received, Sent, Terms
from routing.domain.lifecycle import CaseState
from routing.domain.resolution import Outcome
from routing.domain.reviews.events import ReviewAnswered, ReviewDeclined
from routing.domain.reviews.review import ORDERED
from routing.domain.reviews.terms import ReviewOutcome, Stage

OPINIONS: Final[Mapping[Outcome, ReviewOutcome]] = MappingProxyType(
    {
        Outcome.EXPLAINED: ReviewOutcome.UPHELD,
        Outcome.RESOLVED: ReviewOutcome.CHANGED,
        Outcome.REFERRED: ReviewOutcome.ANEW,
    }
)
"""What an agency above that answers a review has said of the answer."""
BASES: Final[Mapping[Stage, str]] = MappingProxyType(
    {
        Stage.REVIEW: "请求复查（《信访工作条例》第三十五条）",
        Stage.RECHECK: "请求复核（《信访工作条例》第三十六条）",
    }
)
"""In which words either is asked for; by them its answer is known for the last one."""
UNANSWERED: Final = frozenset(
    {
        SentState.REFUSED,
        SentState.EXPIRED,
        SentState.RECALLED,
        SentState.RETURNED,
        SentState.SUPERSEDED,
    }
)
LEFT: Final = frozenset({ReceivedState.CLOSED, ReceivedState.RETURNED})
DONE: Final = frozenset({CaseState.RESOLVED, CaseState.CLOSED})


def held(dealing: Dealing) -> int:
    """Count the opinions that let an answer stand, or changed it.

    What is answered after 责令重新处理 is reviewed as at first.
    """
    return sum(
        each.terms.form is Form.REVIEW
        and each.state is SentState.ANSWERED
        and dealing.theirs.get(each.terms.handover_id, EMPTY).outcome
        != Outcome.REFERRED
        for each in dealing.leg.sent
    )


def hear_opinion(
    case: Case,
    terms: Terms,
    outcome: Outcome,
    dealing: Dealing,
    house: House,
    at: datetime,
) -> None:
    """Take the reviewer's opinion: it stands, is changed, or is to be done anew."""
    opinion, told = OPINIONS[outcome], dealing.theirs[terms.handover_id]
    final = terms.reason == BASES[Stage.RECHECK]
    case.note(
        ReviewAnswered,
        at=at,
        stage=(Stage.RECHECK if final else Stage.REVIEW).value,
        reviewer_id=terms.to,
        reviewer_name=house.name_of(terms.to),
        outcome=opinion.value,
        final=final,
        reply=told.reply,
    )
    if opinion is ReviewOutcome.ANEW and case.state in DONE:
        case.rework(ORDERED, house.clocks, at=at)


def hear_no_opinion(
    case: Case, moved: Iterable[Sent | Received], house: House, at: datetime
) -> None:
    """Tell the petitioner and the desk that a request ended without an opinion."""
    sent = (each for each in moved if isinstance(each, Sent))
    for row in sent:
        if row.terms.form is Form.REVIEW and row.state in UNANSWERED:
            to = row.terms.to
            case.note(
                ReviewDeclined,
                at=at,
                why=f"review-{row.state.value}",
                reviewer_id=to,
                reviewer_name=house.name_of(to),
            )


def stand_again(case: Case, moved: Iterable[Sent | Received], at: datetime) -> None:
    """Let what was answered before stand, once a review here ended without an opinion.

    The case was taken up for the review alone, and let go with it; how it ends is heard
    as before.
    """
    received = (each for each in moved if isinstance(each, Received))
    ended = any(e.terms.form is Form.REVIEW and e.state in LEFT for e in received)
    answer = case.resolution
    if ended and case.is_gone and answer is not None:
        case.hear_result(answer.outcome, answer.reply, answer.resolved_by, at)
