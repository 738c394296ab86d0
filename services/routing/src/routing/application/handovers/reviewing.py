"""复查、复核 by the agency above, where nobody above the answer serves here.

A request is offered upward as such, owed within 30 days (条例第35、36条); its result is
the reviewer's opinion. The agency above explains (维持), resolves it otherwise (变更),
or refers it back (责令重新处理).
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import uuid5

from minqing_kernel.errors import DomainError
from minqing_kernel.working_time import local_day
from routing.application.guard import keep_from_the_accused
from routing.application.handovers.acts import file_of
from routing.application.handovers.beginning import dealing_to_offer
from routing.application.handovers.commands import AskAbove
from routing.application.handovers.following import decide
from routing.application.handovers.ports import HandOverWork, House
from routing.application.handovers.speaking import ensure_may_send
from routing.application.reviews.commands import AskReview, HearReview
from routing.application.reviews.handlers import answering_organ
from routing.domain.case import Case
from routing.domain.errors import OutOfTime
from routing.domain.handover import sending
from routing.domain.handover.dealing import Dealing
from routing.domain.handover.file import CaseFile
from routing.domain.handover.forms import Form
from routing.domain.handover.lifecycle import SentState
from routing.domain.handover.terms import Terms
from routing.domain.lifecycle import CaseState
from routing.domain.reviews.errors import (
    MatterFinal,
    NoSuperiorOrgan,
    NothingToReview,
    ReviewedElsewhere,
    ReviewTooLate,
)
from routing.domain.reviews.events import ReviewAsked, ReviewDeclined
from routing.domain.reviews.reviewer import reviewer_above
from routing.domain.reviews.terms import ReviewTerms, Stage

BASES: Final[Mapping[Stage, str]] = MappingProxyType(
    {
        Stage.REVIEW: "请求复查（《信访工作条例》第三十五条）",
        Stage.RECHECK: "请求复核（《信访工作条例》第三十六条）",
    }
)
SAID: Final = 900
"""So much of the request, and of the answer, goes with the offer."""
AGENCY: Final = "agency:"
"""How it begins who resolved a case that another agency answered."""
ANSWERED: Final = frozenset({CaseState.RESOLVED, CaseState.CLOSED})


def ask_above(command: AskAbove, work: HandOverWork, *, house: House) -> Dealing:
    """Take a request at the desk; asked twice of one answer, it is asked once.

    Raises NotYours, Forbidden, NothingToReview, ReviewTooLate, OutOfTime, MatterFinal,
    NoSuperiorOrgan where nobody above takes it, ReviewedElsewhere for what another
    agency answered, and what the protocol refuses.
    """
    keep_from_the_accused(command, work)
    case = work.cases.get(command.petition_id)
    units = work.directory.units
    ensure_may_send(command.actor, case, units, house.desks)
    at, received_on = house.clock.now(), command.answer_received_on
    return _ask(case, received_on, command.reason, command.actor.id, at, work, house)


def hearing_above(
    hear: Callable[[Any, Any], Any], house: House
) -> Callable[[Any, Any], Any]:
    """Return what takes a petitioner's own request, within this agency or above it."""

    def hear_review(command: HearReview, work: Any) -> Any:  # noqa: ANN401
        found = work.cases.get_many([command.petition_id])
        case = found.get(command.petition_id)
        owner = answered_by(case, work) if case else None
        if case is not None and owner is not None:
            return _send_on(case, owner, command, house)
        if case is None or not _goes_up(case, work, house):
            return hear(command, work)
        said, at = command.answer_received_on, command.requested_at
        try:
            return _ask(case, said, command.reason, "resident", at, work, house)
        except DomainError as no:
            return case.note(ReviewDeclined, at=house.clock.now(), why=no.code)

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
    if case.state not in ANSWERED or not by.startswith(AGENCY):
        return None
    dealing = work.dealings.latest(case.petition_id)
    return (dealing and dealing.leg.owner) or by.removeprefix(AGENCY)


def _send_on(case: Case, owner: str, said: HearReview, house: House) -> None:
    """Tell the petitioner who reviews the answer of another agency, and until when."""
    terms = ReviewTerms.under(house.clocks.policy, house.clocks.calendar)
    last = terms.last_moment(Stage.REVIEW, said.answer_received_on)
    above = house.directory.above(owner)
    takes = (e for e in above if house.directory.takes(e, owner, Form.REVIEW))
    reviewer = next(takes, next(iter(above), None))
    known = {}
    if reviewer is not None and said.requested_at <= last:
        name = house.name_of(reviewer)
        known = {"reviewer_id": reviewer, "reviewer_name": name, "due_at": last}
    late = said.requested_at > last
    why = ReviewTooLate.code if late else ReviewedElsewhere.code
    case.note(ReviewDeclined, at=house.clock.now(), why=why, **known)


def _goes_up(case: Case, work: Any, house: House) -> bool:  # noqa: ANN401
    """Tell whether nobody here reviews it, and an agency above does."""
    if not _reviewers(house) or work.reviews.get_many([case.petition_id]):
        return False
    try:
        organ = answering_organ(case, work)
    except NothingToReview:
        return False
    return reviewer_above(organ, case, work.directory.units) is None


def _ask(
    case: Case,
    received_on: date,
    reason: str,
    by: str,
    at: datetime,
    work: HandOverWork,
    house: House,
) -> Dealing:
    if answered_by(case, work):
        raise ReviewedElsewhere
    if case.state not in ANSWERED or case.resolution is None:
        raise NothingToReview
    answered = local_day(case.resolution.resolved_at)
    if not answered <= received_on <= local_day(at):
        raise OutOfTime(fields={"answer_received_on": "out-of-time"})
    terms = ReviewTerms.under(house.clocks.policy, house.clocks.calendar)
    dealing = dealing_to_offer(case, work, house, _reviewers(house))
    stage, reviewer = _next(dealing, house)
    if at > terms.last_moment(stage, received_on):
        raise ReviewTooLate
    asked = f"{stage}:{case.resolution.revision}"
    handover_id = uuid5(dealing.matter_id, asked)
    if dealing.leg.find_sent(handover_id):
        return dealing
    due_at = terms.due(stage, at)
    said = f"{reason[:SAID]}\n原答复：{case.resolution.reply[:SAID]}"
    dealing.file = file_of(case, dealing, CaseFile(summary=said))
    dealing.acted_by = by
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
    decide(dealing, sending.offer(dealing.leg, offered, at=at), work, house)
    case.note(
        ReviewAsked,
        at=at,
        stage=stage.value,
        reviewer_id=reviewer,
        reviewer_name=house.name_of(reviewer),
        due_at=due_at,
    )
    return dealing


def _next(dealing: Dealing, house: House) -> tuple[Stage, str]:
    """Return which review is asked for now, and who gives it: 复查, 复核, no third.

    Raises MatterFinal, NoSuperiorOrgan.
    """
    given = sum(
        each.terms.form is Form.REVIEW and each.state is SentState.ANSWERED
        for each in dealing.leg.sent
    )
    if given > 1:
        raise MatterFinal
    above = _reviewers(house)
    if given >= len(above):
        raise NoSuperiorOrgan
    return (Stage.RECHECK if given else Stage.REVIEW), above[given]


def _reviewers(house: House) -> list[str]:
    """Return the agencies above that take requests for review, the nearest first."""
    directory = house.directory
    above = directory.above(house.me)
    return [each for each in above if directory.takes(each, house.me, Form.REVIEW)]
