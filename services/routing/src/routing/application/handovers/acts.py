"""What people do in a hand-over: offer, accept, refuse, return, recall."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from minqing_kernel.messages import Actor
from minqing_kernel.working_time import Span, SpanUnit
from routing.application.guard import keep_from_the_accused
from routing.application.handovers.beginning import dealing_to_offer
from routing.application.handovers.commands import (
    AcceptOffer,
    DecideDutyReturn,
    HandOverAction,
    OfferMatter,
    RecallOffer,
    RefuseOffer,
    ReturnMatter,
)
from routing.application.handovers.following import decide
from routing.application.handovers.ports import HandOverWork, House
from routing.application.handovers.receipts import ensure_listed
from routing.application.handovers.speaking import (
    ensure_may_send,
    ensure_speaker,
    may_be_told,
)
from routing.domain.accused import is_hidden_from
from routing.domain.case import Case
from routing.domain.errors import AccusedUnit, BouncesBack, KeyReused
from routing.domain.handover import receiving, sending
from routing.domain.handover.dealing import Dealing
from routing.domain.handover.errors import (
    CategoryNotGranted,
    HandOverNotFound,
    NotGranted,
    NotOfferable,
)
from routing.domain.handover.file import ABOUT_THE_PERSON, EMPTY, FACTS, CaseFile
from routing.domain.handover.forms import FORMS, Form
from routing.domain.handover.leg import Decision
from routing.domain.handover.terms import Received, Terms
from routing.domain.lifecycle import OFFERABLE
from routing.domain.policy import TermKind

BY_STATUTE = Span(5, SpanUnit.WORKING_DAYS)
"""Until when it is returned (条例第23条), where no policy says less."""
HANDED_ON = ABOUT_THE_PERSON | {"summary", "content", "place"}
"""What came with the matter and may go on with it."""


@dataclass(frozen=True, kw_only=True)
class _About:
    """A case, for the guard that keeps it from the accused."""

    actor: Actor
    petition_id: UUID


def offer_matter(command: OfferMatter, work: HandOverWork, *, house: House) -> Dealing:
    """Offer a case to another agency; it stays here until that one has accepted."""
    keep_from_the_accused(command, work)
    case, units = work.cases.get(command.petition_id), work.directory.units
    ensure_may_send(command.actor, case, units, house.desks)
    known = work.dealings.latest(command.petition_id)
    if known is not None and _is_repeated(command, known):
        return known
    _ensure_granted(command, case, house)
    _ensure_kept_from_the_accused(case, command.to, house)
    moves = FORMS[command.form]
    _ensure_no_bounce(command, known)
    if not may_leave(case, work) and (moves.ownership or case.is_away):
        raise NotOfferable
    dealing = dealing_to_offer(case, work, house, (command.to,))
    ensure_listed(case, dealing, house)
    dealing.file = file_of(case, dealing, command.file)
    dealing.acted_by = command.actor.id
    terms = Terms(
        handover_id=command.handover_id,
        form=command.form,
        sender=house.me,
        to=command.to,
        epoch=dealing.leg.epoch + moves.ownership,
        until=command.until,
        reason=command.reason,
        due=command.due,
    )
    decision = sending.offer(dealing.leg, terms, at=house.clock.now())
    decide(dealing, decision, work, house)
    return dealing


def accept_offer(command: AcceptOffer, work: HandOverWork, *, house: House) -> Dealing:
    """Vote for taking it, as who speaks for this agency."""
    dealing = _received(command, work, house)
    decision = receiving.accept(
        dealing.leg, command.handover_id, at=house.clock.now(), said=command.leader
    )
    return _done(decision, dealing, command, work, house)


def refuse_offer(command: RefuseOffer, work: HandOverWork, *, house: House) -> Dealing:
    """Vote against taking it."""
    dealing = _received(command, work, house)
    decision = receiving.refuse(dealing.leg, command.handover_id, reason=command.reason)
    return _done(decision, dealing, command, work, house)


def return_matter(
    command: ReturnMatter, work: HandOverWork, *, house: House
) -> Dealing:
    """Ask the sender to take it back, within five working days (条例第23条).

    Ownership is offered back; a duty returns once its sender agrees.
    """
    dealing = _mine(command, work, house)
    if dealing.leg.find_sent(command.return_id):
        return dealing
    row, at = dealing.leg.received_row(command.handover_id), house.clock.now()
    decision = (
        _handed_back(command, row, dealing, work, house)
        if row.terms.moves.ownership
        else receiving.give_back(
            dealing.leg,
            command.handover_id,
            reason=command.reason,
            at=at,
            return_by=_return_by(row, dealing, work, house),
        )
    )
    return _done(decision, dealing, command, work, house)


def recall_offer(command: RecallOffer, work: HandOverWork, *, house: House) -> Dealing:
    """Take back what was not confirmed, or a duty that has no result."""
    dealing = _mine(command, work, house)
    decision = sending.recall(dealing.leg, command.handover_id)
    return _done(decision, dealing, command, work, house)


def decide_duty_return(
    command: DecideDutyReturn, work: HandOverWork, *, house: House
) -> Dealing:
    """Agree that a duty returns (经核实同意), or leave it there."""
    dealing = _mine(command, work, house)
    act = sending.grant_return if command.granted else sending.deny_return
    decision = act(dealing.leg, command.handover_id)
    return _done(decision, dealing, command, work, house)


# -- who may, and what goes with it ----------------------------------------------------


def may_leave(case: Case, work: HandOverWork) -> bool:
    """Tell whether ownership may go: it is open here, and nobody rests for it."""
    rests = case.state in OFFERABLE and work.merges.resting_for(case.petition_id)
    return case.state in OFFERABLE and not rests


def _ensure_granted(command: OfferMatter, case: Case, house: House) -> None:
    """Refuse here what their directory, which is ours, does not let through there.

    Raises NotGranted, CategoryNotGranted.
    """
    way = (command.to, house.me, command.form)
    if not house.directory.takes(*way):
        raise NotGranted(fields={"to": "not-granted"})
    if not house.directory.lets(*way, case.matter.category):
        raise CategoryNotGranted(fields={"to": "category-not-granted"})


def _ensure_kept_from_the_accused(case: Case, to: str, house: House) -> None:
    """Let an accusation go to who stands above, and is told whom it accuses.

    Raises AccusedUnit.
    """
    if not may_be_told(case, to, house):
        raise AccusedUnit(fields={"to": "accused-unit"})


def _ensure_no_bounce(command: OfferMatter, known: Dealing | None) -> None:
    """Refuse to pass a matter on to who had it before it came here.

    It goes back by a return, with its reason and within its days (条例第23条), or the
    common superior decides (条例第24条). Raises BouncesBack.
    """
    if known is None or command.form is not Form.TRANSFER or not known.leg.history:
        return
    *before, tenure = known.leg.history
    way = tenure.handover_id and known.leg.find_received(tenure.handover_id)
    if way and way.terms.form is not Form.RETURN:
        had = {each.owner for each in before}
        if command.to in had:
            raise BouncesBack(fields={"to": "bounces-back"})


def _is_repeated(command: OfferMatter, known: Dealing) -> bool:
    """Tell whether the same request made this very offer; raise KeyReused if not so."""
    row = known.leg.find_sent(command.handover_id)
    if row is None:
        return False
    terms = row.terms
    said = (command.form, command.to, command.reason, command.due)
    if said != (terms.form, terms.to, terms.reason, terms.due):
        raise KeyReused
    return True


def file_of(case: Case, dealing: Dealing, said: CaseFile) -> CaseFile:
    """Return what is known of the case here, what came with it, and what was said."""
    came = EMPTY
    for told in dealing.theirs.values():
        came = came.with_known(told.only(HANDED_ON))
    due_at = case.deadline.due_at if case.deadline else None
    own = CaseFile(
        petition_id=case.petition_id,
        receipt=case.receipt,
        category=case.matter.category,
        division_code=case.matter.division_code,
        received_at=case.received_at,
        accepted_at=case.accepted_at,
        severity=case.dossier.severity.value,
        channel=case.channel or "",
        due_at=due_at,
        accused=case.matter.accused,
    )
    given = said.only({f.name for f in fields(CaseFile)} - FACTS | {"summary"})
    return own.with_known(came).with_known(given)


def _received(command: HandOverAction, work: HandOverWork, house: House) -> Dealing:
    """Return the matter of an offer that this agency is to answer."""
    dealing = _found(command, work)
    ensure_speaker(command.actor, work.directory.units, house.desks)
    dealing.leg.received_row(command.handover_id)
    return dealing


def _mine(command: HandOverAction, work: HandOverWork, house: House) -> Dealing:
    """Return the matter of a case that the actor's unit stands over."""
    dealing = _found(command, work)
    case = work.cases.get(dealing.petition_id)
    ensure_may_send(command.actor, case, work.directory.units, house.desks)
    return dealing


def _found(command: HandOverAction, work: HandOverWork) -> Dealing:
    """Return the matter, locked after its case; the accused find none (条例第30条)."""
    petition_id = work.dealings.petition_of(command.matter_id)
    if petition_id is not None and work.cases.get_many([petition_id]):
        about = _About(actor=command.actor, petition_id=petition_id)
        keep_from_the_accused(about, work)
    dealing = work.dealings.find(command.matter_id) if petition_id else None
    if dealing is None or _is_told_to_accuse(command.actor, dealing, work):
        raise HandOverNotFound
    return dealing


def _is_told_to_accuse(actor: Actor, dealing: Dealing, work: HandOverWork) -> bool:
    """Tell whether the other agency says that it accuses the actor's line."""
    accused = {e for told in dealing.theirs.values() for e in told.accused}
    return is_hidden_from(actor, accused, work.directory.units)


def _handed_back(
    command: ReturnMatter,
    row: Received,
    dealing: Dealing,
    work: HandOverWork,
    house: House,
) -> Decision:
    """Offer ownership back to whom it came from."""
    at = house.clock.now()
    return_by = _return_by(row, dealing, work, house)
    terms = Terms(
        handover_id=command.return_id,
        form=Form.RETURN,
        sender=house.me,
        to=row.terms.sender,
        epoch=dealing.leg.epoch + 1,
        until=house.clocks.due(at, BY_STATUTE).at,
        reason=command.reason,
        returns=command.handover_id,
    )
    return sending.hand_back(dealing.leg, terms, at=at, return_by=return_by)


def _return_by(
    row: Received, dealing: Dealing, work: HandOverWork, house: House
) -> datetime:
    """Return until when it may be returned: five working days from its coming here."""
    way = row.terms.handover_id
    owned = (e.since for e in dealing.leg.history if e.handover_id == way)
    case = work.cases.get(dealing.petition_id)
    since = next(owned, case.opened_at)
    term = house.clocks.term(TermKind.RETURN, case.circumstances)
    return house.clocks.due(since, term.span if term else BY_STATUTE).at


def _done(
    decision: Decision,
    dealing: Dealing,
    command: HandOverAction,
    work: HandOverWork,
    house: House,
) -> Dealing:
    dealing.acted_by = command.actor.id
    decide(dealing, decision, work, house)
    return dealing
