"""The case follows the hand-over: it leaves, comes back, is opened, is answered."""

from datetime import datetime
from uuid import UUID

from routing.application.handovers.opinions import (
    DONE,
    hear_no_opinion,
    hear_opinion,
    stand_again,
)
from routing.application.handovers.ports import HandOverWork, House
from routing.domain.case import Case
from routing.domain.deadline import Owed, Won
from routing.domain.dossier import Dossier, Severity
from routing.domain.handover.dealing import Dealing, Place, filed, place_of
from routing.domain.handover.errors import IncompleteFile, ReplyTooLong
from routing.domain.handover.file import EMPTY, CaseFile
from routing.domain.handover.forms import Form
from routing.domain.handover.leg import Decision, Leg
from routing.domain.handover.lifecycle import ReceivedState, SentState
from routing.domain.handover.receiving import finish
from routing.domain.handover.telling import HandOverTurned
from routing.domain.handover.terms import Received, Sent, Terms
from routing.domain.lifecycle import LIFECYCLE, CaseState, CaseStep
from routing.domain.resolution import Outcome, Resolution
from routing.domain.rule import Matter

COME = frozenset({ReceivedState.TAKEN, ReceivedState.WORKING})
OWING = COME | {ReceivedState.KEPT}
LONGEST_REPLY = 12_000
"""Characters: three bytes each, and the letter stays below what is read."""


def decide(
    dealing: Dealing, decision: Decision, work: HandOverWork, house: House
) -> None:
    """Take a decision and bring the case into line with it."""
    before, at = dealing.leg, house.clock.now()
    dealing.decide(decision, salt=house.salt, at=at)
    moved = _moved(before, dealing.leg)
    case = work.cases.get_many([dealing.petition_id]).get(dealing.petition_id)
    came = [e for e in moved if isinstance(e, Received) and e.state in COME]
    answered = moved
    if case is None and came:
        # After a restore a result may be known before the case that it answers.
        answered = list(dealing.leg.rows)
        case = _opened(dealing, came[-1].terms, work, house, at)
    elif case is not None and came and case.state in DONE:
        terms = came[-1].terms
        again, clocks = terms.reason or "再次移交", house.clocks
        case.rework(again, clocks, at=at, instructed=_instructed(terms))
    for row in moved:
        tell_turn(dealing, row, row.state.value, case, house, at)
    if case is None:
        return
    _tell(case, moved, at)
    was_away = case.is_gone
    _move(case, dealing, None if came else before, house, at)
    came_here = was_away and not case.is_gone
    passed_on = case.is_gone and before.owner != dealing.leg.owner
    here = (came or came_here) and case.state is not CaseState.WITHDRAWN
    if passed_on or here:
        locate(case, dealing, house, at)
    _own_date(dealing, case)
    stand_again(case, [] if was_away else moved, at)
    hear_no_opinion(case, moved, house, at)
    for row in answered:
        if isinstance(row, Sent) and row.state is SentState.ANSWERED:
            _hear_result(case, row.terms, dealing, work, house)


def tell_turn(
    dealing: Dealing,
    row: Sent | Received,
    state: str,
    case: Case | None,
    house: House,
    at: datetime,
) -> None:
    """Let the house know how a hand-over stands, with the names of who takes part."""
    terms, ours = row.terms, isinstance(row, Sent)
    far = terms.to if ours else terms.sender
    told = dealing.theirs.get(terms.handover_id, EMPTY)
    dealing.record(
        HandOverTurned(
            handover_id=terms.handover_id,
            petition_id=dealing.petition_id,
            receipt=dealing.receipt or told.receipt,
            organisation_id=case.organisation_id if case else None,
            revision=len(dealing.chain),
            direction="out" if ours else "in",
            agency=far,
            agency_name=house.name_of(far),
            form=terms.form.value,
            state=state,
            at=at,
            until=terms.until,
            due_at=terms.due,
            owner_id=dealing.leg.owner,
        )
    )


def answer_back(case: Case, dealing: Dealing, work: HandOverWork, house: House) -> None:
    """Send what was answered here to whoever handed it over, hop by hop.

    Raises ReplyTooLong, and what the protocol refuses.
    """
    resolution = case.resolution
    if resolution is None:
        return
    owed = [e.terms for e in dealing.leg.received if e.state in OWING]
    for terms in [each for each in owed if each.moves.owes_result]:
        _send_result(terms.handover_id, resolution, dealing, work, house)


def _send_result(
    handover_id: UUID,
    resolution: Resolution,
    dealing: Dealing,
    work: HandOverWork,
    house: House,
) -> None:
    if len(resolution.reply) > LONGEST_REPLY:
        raise ReplyTooLong(fields={"reply": "too-long"})
    outcome = resolution.outcome.value
    filed(dealing, outcome=outcome, reply=resolution.reply)
    decision = finish(dealing.leg, handover_id, result=outcome)
    decide(dealing, decision, work, house)


def _hear_result(
    case: Case, terms: Terms, dealing: Dealing, work: HandOverWork, house: House
) -> None:
    told = dealing.theirs.get(terms.handover_id)
    if told is None or not told.reply:
        return
    words = {each.value for each in Outcome}
    outcome = Outcome(told.outcome) if told.outcome in words else Outcome.EXPLAINED
    at = house.clock.now()
    if terms.form is Form.REVIEW:
        hear_opinion(case, terms, outcome, dealing, house, at)
    if not terms.moves.ownership:
        return
    if case.hear_result(outcome, told.reply, f"agency:{terms.to}", at):
        answer_back(case, dealing, work, house)


def _move(
    case: Case, dealing: Dealing, before: Leg | None, house: House, at: datetime
) -> None:
    """Bring the case to where the matter now is; `before` is None for one that came.

    What was answered elsewhere and is worked on here anew stays, whatever is said of
    the time before: only a matter that leaves now takes its case along.
    """
    steps = LIFECYCLE.steps_from(case.state)
    agency, form = _way(dealing)
    gone = before is not None and place_of(before) is Place.AWAY
    leaves = not gone or (before and before.owner) != dealing.leg.owner
    if dealing.place is Place.GOING and CaseStep.RELEASE in steps:
        case.make_ready(agency, form, at=at)
    elif dealing.place is Place.AWAY and leaves and CaseStep.LET_GO in steps:
        case.let_go(agency, form, at=at)
    elif dealing.place is Place.HERE and case.is_away:
        case.come_back(agency, form, house.clocks, at=at)
        if case.dossier.taken_back:
            case.take_back(at=at)


def _way(dealing: Dealing) -> tuple[str, str]:
    """Return with whom, and in which form, the matter last moved."""
    leg = dealing.leg
    rows = {e.terms.handover_id: e.terms for e in leg.rows}
    releasing = (e.terms for e in leg.sent if e.state is SentState.RELEASING)
    last = leg.history[-1].handover_id if leg.history else None
    terms = next(releasing, None) or (rows.get(last) if last else None)
    if terms is None:
        return leg.owner or leg.me, "transfer"
    return (terms.to if terms.sender == leg.me else terms.sender), terms.form.value


def locate(case: Case, dealing: Dealing, house: House, at: datetime) -> None:
    """Tell who answers for it now, with that agency's own date if it told one."""
    owner = dealing.leg.owner or house.me
    _, form = _way(dealing)
    case.locate(owner, house.name_of(owner), form, date_told(dealing), at=at)


def date_told(dealing: Dealing) -> datetime | None:
    """Return by when its owner owes an answer, as it told us itself."""
    theirs = dealing.theirs
    told = [theirs.get(e.terms.handover_id, EMPTY).due_at for e in _to(dealing)]
    return next(filter(None, told), None)


def _to(dealing: Dealing) -> list[Sent]:
    """Return by what it went to its owner, the newest first."""
    owner = dealing.leg.owner
    gone = [e for e in dealing.leg.sent if e.terms.to == owner]
    return sorted(gone, key=lambda each: -each.terms.epoch)


def _tell(case: Case, moved: list[Sent | Received], at: datetime) -> None:
    for row in moved:
        terms = row.terms
        far = terms.to if isinstance(row, Sent) else terms.sender
        case.tell_hand_over(
            row.state.value,
            far,
            terms.form.value,
            at=at,
            until=terms.until if row.state is SentState.OFFERED else terms.due,
        )


def _opened(
    dealing: Dealing, terms: Terms, work: HandOverWork, house: House, at: datetime
) -> Case:
    """Open the case as if intake had told of it, under the same receipt number.

    Its days run from the first agency's acceptance; a duty's own date holds where it is
    earlier. Nobody is told here: the petitioner hears from who received them first.
    """
    told = dealing.theirs.get(terms.handover_id, CaseFile())
    if not told.receipt or told.received_at is None or told.accepted_at is None:
        raise IncompleteFile
    case = Case(
        petition_id=dealing.petition_id,
        receipt=told.receipt,
        matter=Matter(
            category=told.category,
            division_code=told.division_code,
            accused=told.accused,
        ),
        received_at=told.received_at,
        accepted_at=told.accepted_at,
        opened_at=at,
        reachable=False,
        channel=told.channel or None,
        dossier=Dossier(
            severity=_severity(told),
            first_agency=_first(dealing),
            barred=_barred(terms, work, house),
        ),
    )
    due = _instructed(terms)
    case.judge(work.directory, house.clocks, at=at, instructed=due)
    work.cases.add(case)
    dealing.receipt = case.receipt
    return case


def _instructed(terms: Terms) -> Owed | None:
    """Return the date that whoever sent it set, if they did."""
    if terms.due is None:
        return None
    return Owed(due_at=terms.due, won=Won.LEADER, basis=terms.sender)


def _barred(terms: Terms, work: HandOverWork, house: House) -> tuple[str, ...]:
    """Return the units of who sent it up, as they stand in the register here."""
    sender = house.directory.find(terms.sender)
    below = house.me in house.directory.above(terms.sender)
    if sender is None or sender.unit is None or not below:
        return ()
    return tuple(sorted(work.directory.units.under(sender.unit)))


def _first(dealing: Dealing) -> str:
    """Return who received the petitioner, if that was another; it tells them all."""
    return "" if dealing.leg.first == dealing.leg.me else dealing.leg.first


def _severity(told: CaseFile) -> Severity:
    known = {each.value for each in Severity}
    return Severity(told.severity) if told.severity in known else Severity.ORDINARY


def _own_date(dealing: Dealing, case: Case) -> None:
    """Let the other side see by when an answer is owed here."""
    filed(dealing, due_at=case.deadline.due_at if case.deadline else None)


def _moved(before: Leg, after: Leg) -> list[Sent | Received]:
    known = {e.terms.handover_id: e.state for e in before.rows}
    return [e for e in after.rows if known.get(e.terms.handover_id) != e.state]
