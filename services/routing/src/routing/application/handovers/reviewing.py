"""复查、复核 by the agency above, where nobody above the answer serves here.

A request is offered upward as such, owed within 30 days (条例第35、36条); its result is
the reviewer's opinion. The agency above explains (维持), resolves it otherwise (变更),
or refers it back (责令重新处理). Of what another agency answered the agency above that
one is asked, in a round of its own: who answered goes on owning theirs. If that is this
agency itself, the reviews' room here takes it; what comes after goes up as ever.
"""

from collections.abc import Callable
from dataclasses import replace
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
    opinions,
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
from routing.domain.reviews.lifecycle import ReviewState
from routing.domain.reviews.reviewer import reviewer_above

AGENCY: Final = "agency:"
"""How it begins who resolved a case that another agency answered."""
STANDING: Final = frozenset(
    {ReviewState.ANSWERED, ReviewState.ANEW, ReviewState.REVIEWED}
)
"""A review in which somebody may ask for the next opinion."""
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
        here = disputed_here(case, owner, work, house) if case else ""
        if case is None or here is not None:
            return hear(replace(command, disputed=here or ""), work)
        wish = _wish_of(command)
        try:
            return _ask(case, wish, work, house)
        except DomainError as no:
            asks = owner is not None and not isinstance(no, OVER)
            told = _whom_to_ask(case, owner or "", wish, work, house) if asks else {}
            case.note(ReviewDeclined, at=house.clock.now(), why=no.code, **told)

    return hear_review


def asking_here(
    ask: Callable[[Any, Any], Any], house: House
) -> Callable[[Any, Any], Any]:
    """Return what takes a request at the desk: of another's answer only if we review it

    Raises ReviewedElsewhere.
    """

    def ask_review(command: AskReview, work: Any) -> Any:  # noqa: ANN401
        case = work.cases.get_many([command.petition_id]).get(command.petition_id)
        owner = answered_by(case, work) if case else None
        if case is None or owner is None:
            return ask(command, work)
        here = disputed_here(case, owner, work, house)
        if here is None:
            raise ReviewedElsewhere
        return ask(replace(command, disputed=here), work)

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
    given = opinions(case, going, work)
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


def disputed_here(
    case: Case,
    owner: str | None,
    work: Any,  # noqa: ANN401
    house: House,
) -> str | None:
    """Return whose answer an organ here reviews next; None: an agency above does.

    Of our own answer that is said by the reviews' room itself (empty), which also says
    why not, where nobody above takes reviews.
    """
    original = _unit_of(owner, work, house) if owner else _own_organ(case, work)
    review = work.reviews.get_many([case.petition_id]).get(case.petition_id)
    if owner and (not original or (review and review.original_id != original)):
        return None
    here = original if owner else ""
    if not original or (review and review.state not in STANDING):
        return here
    given = review and review.state is ReviewState.REVIEWED
    disputed = review.round.reviewer_id if given else original
    if reviewer_above(disputed, case, work.directory.units) is not None:
        return here
    return None if owner or _reviewers(house) else here


def _unit_of(owner: str, work: Any, house: House) -> str:  # noqa: ANN401
    """Return the unit here of an agency right below this one; empty: it has none."""
    agency = house.directory.find(owner)
    unit = agency.unit if agency and agency.parent == house.me else None
    return unit if unit and work.directory.units.find(unit) else ""


def _own_organ(case: Case, work: Any) -> str:  # noqa: ANN401
    try:
        return answering_organ(case, work)
    except NothingToReview:
        return ""


def _ask(case: Case, wish: Wish, work: HandOverWork, house: House) -> Dealing:
    ensure_answered(case, wish)
    owner = answered_by(case, work)
    if owner is not None:
        return _ask_above_another(case, owner, wish, work, house)
    dealing = dealing_to_offer(case, work, house, _reviewers(house))
    reviewer = _next(case, dealing, _reviewers(house), work)
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
    given = opinions(case, going, work)
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


def _next(case: Case, dealing: Dealing, above: list[str], work: HandOverWork) -> str:
    """Return who gives the next review: 复查, 复核, no third.

    Raises MatterFinal, NoSuperiorOrgan.
    """
    if opinions(case, dealing, work) > 1:
        raise MatterFinal
    given = held(dealing)
    if given >= len(above):
        raise NoSuperiorOrgan
    return above[given]


def _reviewers(house: House) -> list[str]:
    """Return the agencies above that take requests for review, the nearest first."""
    directory = house.directory
    above = directory.above(house.me)
    return [each for each in above if directory.takes(each, house.me, Form.REVIEW)]
