"""复查、复核 by the agency above, where nobody above the answer serves here.

A request is offered upward as such, owed within 30 days (条例第35、36条); its result is
the reviewer's opinion. The agency above explains (维持), resolves it otherwise (变更),
or refers it back (责令重新处理). Of what another agency answered the agency above that
one is asked, in a round of its own: who answered goes on owning theirs.
"""

from collections.abc import Callable
from typing import Any, Final

from minqing_kernel.errors import DomainError
from routing.application.guard import keep_from_the_accused
from routing.application.handovers.beginning import (
    dealing_to_offer,
    dealing_to_review,
)
from routing.application.handovers.commands import AskAbove
from routing.application.handovers.opinions import DONE, held
from routing.application.handovers.ports import HandOverWork, House
from routing.application.handovers.receipts import ensure_own_listed
from routing.application.handovers.review_offers import (
    Wish,
    ensure_answered,
    ensure_in_time,
    offer_review,
    stage_of,
)
from routing.application.handovers.rounds import is_review_alone, is_review_of, rounds
from routing.application.handovers.speaking import ensure_may_send, may_be_told
from routing.application.reviews.commands import AskReview, HearReview
from routing.application.reviews.handlers import answering_organ
from routing.domain.case import Case
from routing.domain.errors import OutOfTime
from routing.domain.handover.dealing import Dealing
from routing.domain.handover.forms import Form
from routing.domain.reviews.errors import (
    MatterFinal,
    NoSuperiorOrgan,
    NothingToReview,
    ReviewedElsewhere,
    ReviewTooLate,
)
from routing.domain.reviews.events import ReviewDeclined
from routing.domain.reviews.reviewer import reviewer_above

AGENCY: Final = "agency:"
"""How it begins who resolved a case that another agency answered."""
OVER: Final = (MatterFinal, NoSuperiorOrgan, NothingToReview, OutOfTime)
"""Refusals after which nobody else is to be asked either."""


def ask_above(command: AskAbove, work: HandOverWork, *, house: House) -> Dealing:
    """Take a request at the desk; asked twice of one answer, it is asked once.

    Raises NotYours, Forbidden, NothingToReview, ReviewTooLate, OutOfTime, MatterFinal,
    NoSuperiorOrgan where nobody above takes it, ReviewedElsewhere where another agency
    answered and the one above that takes nothing from here, and what the protocol
    refuses.
    """
    keep_from_the_accused(command, work)
    case = work.cases.get(command.petition_id)
    units = work.directory.units
    ensure_may_send(command.actor, case, units, house.desks)
    wish = Wish(
        received_on=command.answer_received_on,
        reason=command.reason,
        by=command.actor.id,
        at=house.clock.now(),
    )
    return _ask(case, wish, work, house)


def hearing_above(
    hear: Callable[[Any, Any], Any], house: House
) -> Callable[[Any, Any], Any]:
    """Return what takes a petitioner's own request, within this agency or above it."""

    def hear_review(command: HearReview, work: Any) -> Any:  # noqa: ANN401
        found = work.cases.get_many([command.petition_id])
        case = found.get(command.petition_id)
        owner = answered_by(case, work) if case else None
        if case is None or not (owner or _goes_up(case, work, house)):
            return hear(command, work)
        wish = _wish_of(command)
        try:
            return _ask(case, wish, work, house)
        except DomainError as no:
            asks = owner is not None and not isinstance(no, OVER)
            told = _whom_to_ask(case, owner or "", wish, work, house) if asks else {}
            case.note(ReviewDeclined, at=house.clock.now(), why=no.code, **told)

    return hear_review


def asking_here(ask: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return what takes a request at the desk: none about another agency's answer."""

    def ask_review(command: AskReview, work: Any) -> Any:  # noqa: ANN401
        case = work.cases.get_many([command.petition_id]).get(command.petition_id)
        if case is not None and answered_by(case, work):
            raise ReviewedElsewhere
        return ask(command, work)

    return ask_review


def answered_by(case: Case, work: Any) -> str | None:  # noqa: ANN401
    """Return which other agency gave the answer that stands; None: this one did."""
    by = case.resolution.resolved_by if case.resolution else ""
    if case.state not in DONE or not by.startswith(AGENCY):
        return None
    every = rounds(work.dealings.latest(case.petition_id), work)
    owners = (each.leg.owner for each in every if not is_review_alone(each))
    return next(owners, None) or by.removeprefix(AGENCY)


def _wish_of(said: HearReview) -> Wish:
    return Wish(
        received_on=said.answer_received_on,
        reason=said.reason,
        by="resident",
        at=said.requested_at,
        code_check=said.code_check,
    )


def _whom_to_ask(
    case: Case,
    owner: str,
    wish: Wish,
    work: Any,  # noqa: ANN401
    house: House,
) -> dict[str, Any]:
    """Return who reviews another's answer next, and until when it may be asked."""
    going = _going(case, work)
    given = held(going) if going else 0
    above = house.directory.above(owner)[given:]
    takes = (e for e in above if house.directory.takes(e, owner, Form.REVIEW))
    reviewer = next(takes, next(iter(above), None))
    try:
        terms = ensure_in_time(stage_of(given), wish, house)
    except ReviewTooLate:
        return {}
    if reviewer is None:
        return {}
    last = terms.last_moment(stage_of(given), wish.received_on)
    name = house.name_of(reviewer)
    return {"reviewer_id": reviewer, "reviewer_name": name, "due_at": last}


def _goes_up(case: Case, work: Any, house: House) -> bool:  # noqa: ANN401
    """Tell whether nobody here reviews it, and an agency above does."""
    if not _reviewers(house) or work.reviews.get_many([case.petition_id]):
        return False
    try:
        organ = answering_organ(case, work)
    except NothingToReview:
        return False
    return reviewer_above(organ, case, work.directory.units) is None


def _ask(case: Case, wish: Wish, work: HandOverWork, house: House) -> Dealing:
    ensure_answered(case, wish)
    owner = answered_by(case, work)
    if owner is not None:
        return _ask_above_another(case, owner, wish, work, house)
    dealing = dealing_to_offer(case, work, house, _reviewers(house))
    reviewer = _next(dealing, _reviewers(house))
    return offer_review(case, dealing, reviewer, wish, work, house)


def _ask_above_another(
    case: Case, owner: str, wish: Wish, work: HandOverWork, house: House
) -> Dealing:
    """Ask the agency above who answered, where it takes reviews from here.

    No level is passed over (第35条: 上一级), and an accusation goes to nobody beside
    (条例第30条). What is refused begins no round. Raises ReviewedElsewhere,
    UnlistedReceipt.
    """
    going = _going(case, work)
    given = held(going) if going else 0
    ensure_in_time(stage_of(given), wish, house)
    above = house.directory.above(owner)
    if given > 1:
        raise MatterFinal
    if given >= len(above):
        raise NoSuperiorOrgan if given else ReviewedElsewhere
    reviewer = above[given]
    takes = house.directory.takes(reviewer, house.me, Form.REVIEW)
    if not takes or not may_be_told(case, reviewer, house):
        raise ReviewedElsewhere
    ensure_own_listed(case, house)
    dealing = going or dealing_to_review(case, work, house, above)
    return offer_review(case, dealing, reviewer, wish, work, house)


def _going(case: Case, work: Any) -> Dealing | None:  # noqa: ANN401
    """Return the round in which the answer that stands was reviewed so far."""
    known = work.dealings.latest(case.petition_id)
    return known if known and is_review_of(case, known) else None


def _next(dealing: Dealing, above: list[str]) -> str:
    """Return who gives the next review: 复查, 复核, no third.

    Raises MatterFinal, NoSuperiorOrgan.
    """
    given = held(dealing)
    if given > 1:
        raise MatterFinal
    if given >= len(above):
        raise NoSuperiorOrgan
    return above[given]


def _reviewers(house: House) -> list[str]:
    """Return the agencies above that take requests for review, the nearest first."""
    directory = house.directory
    above = directory.above(house.me)
    return [each for each in above if directory.takes(each, house.me, Form.REVIEW)]
