"""The sender's side: it offers, and alone decides what becomes of the offer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from routing.domain.errors import KeyReused, OutOfTime
from routing.domain.handover.errors import (
    Designated,
    HandOverOpen,
    NothingToReturn,
    NotTheOwner,
    ReturnTooLate,
    ToItself,
)
from routing.domain.handover.forms import Form
from routing.domain.handover.leg import Decision, Leg
from routing.domain.handover.lifecycle import (
    ENDED,
    SENT_OPEN,
    ReceivedState,
    SentState,
    SentStep,
)
from routing.domain.handover.terms import Sent, Tenure, Terms
from routing.domain.handover.words import (
    AboutOne,
    Accept,
    Closed,
    Confirm,
    Deny,
    GiveBack,
    Offer,
    Refuse,
    Result,
    Settled,
)

S = SentState
SAYS: Mapping[SentState, type[AboutOne]] = MappingProxyType(
    {
        S.OFFERED: Offer,
        S.RELEASING: Confirm,
        S.HANDED_OVER: Confirm,
        S.WORKING: Confirm,
        S.RETURN_ASKED: Confirm,
        S.KEPT: Deny,
        S.ANSWERED: Settled,
        **dict.fromkeys(ENDED, Closed),
    }
)
"""What the sender says of a hand-over in each state, as often as it is needed."""

UNKNOWN = "unknown"
"""Why a hand-over that the sender knows nothing of is closed."""


def offer(leg: Leg, terms: Terms, *, at: datetime) -> Decision:
    """Offer the matter, the work or a task to another agency.

    Raises NotTheOwner, HandOverOpen, ToItself, OutOfTime, KeyReused, Reconciling,
    Contested, NothingToReturn for a return, which has a way of its own, and Designated
    for a transfer by who was named to answer.
    """
    if terms.form is Form.RETURN:
        raise NothingToReturn
    if terms.form is Form.TRANSFER and _is_designated(leg):
        raise Designated
    return _offered(leg, terms, at)


def _offered(leg: Leg, terms: Terms, at: datetime) -> Decision:
    leg.ensure_live()
    _ensure_new(leg, terms, at)
    if leg.owner != leg.me or terms.sender != leg.me:
        raise NotTheOwner
    going_on = leg.open_sent()
    if leg.frozen or any(e.terms.moves.ownership for e in going_on):
        raise HandOverOpen
    if terms.moves.ownership and going_on:
        raise HandOverOpen
    row = Sent(terms=terms)
    return Decision(leg.with_sent(row), (word_of(leg, row),))


def hand_back(leg: Leg, terms: Terms, *, at: datetime, return_by: datetime) -> Decision:
    """Offer the matter back to who handed it over, until `return_by` (条例第23条).

    Raises NothingToReturn, Designated, ReturnTooLate, and as `offer` does.
    """
    leg.ensure_live()
    row = leg.received_row(terms.returns) if terms.returns else None
    if row is None or row.state is not ReceivedState.TAKEN:
        raise NothingToReturn
    if leg.history[-1].handover_id != terms.returns or terms.to != row.terms.sender:
        raise NothingToReturn
    if row.terms.designated_by:
        raise Designated
    if at > return_by:
        raise ReturnTooLate
    return _offered(leg, terms, at)


def recall(leg: Leg, handover_id: UUID) -> Decision:
    """Take an offer back before it was confirmed, or a duty before its result."""
    return _close(leg, handover_id, SentStep.RECALL)


def expire(leg: Leg, handover_id: UUID, *, at: datetime) -> Decision:
    """End an offer that nobody answered in time; raise OutOfTime when it is early."""
    if at < leg.sent_row(handover_id).terms.until:
        raise OutOfTime(fields={"until": "not-reached"})
    return _close(leg, handover_id, SentStep.EXPIRE)


def grant_return(leg: Leg, handover_id: UUID) -> Decision:
    """Agree that a duty returns (经核实同意)."""
    return _close(leg, handover_id, SentStep.GRANT_RETURN)


def deny_return(leg: Leg, handover_id: UUID) -> Decision:
    """Leave a duty where it is; it cannot be returned a second time."""
    return _close(leg, handover_id, SentStep.DENY_RETURN)


def _close(leg: Leg, handover_id: UUID, step: SentStep) -> Decision:
    leg.ensure_live()
    return _stepped(leg, leg.sent_row(handover_id).step(step))


def _is_designated(leg: Leg) -> bool:
    """Tell whether the matter is owned here because a superior said so."""
    way = leg.history[-1].handover_id if leg.history else None
    row = leg.find_received(way) if way else None
    return row is not None and row.terms.designated_by is not None


def _ensure_new(leg: Leg, terms: Terms, at: datetime) -> None:
    if leg.find_sent(terms.handover_id) or leg.find_received(terms.handover_id):
        raise KeyReused
    if terms.to == leg.me:
        raise ToItself
    if terms.until <= at:
        raise OutOfTime(fields={"until": "out-of-time"})
    if not terms.moves.ownership and (terms.due is None or terms.due <= at):
        raise OutOfTime(fields={"due": "out-of-time"})
    if (terms.form is Form.RETURN) != (terms.returns is not None):
        raise NothingToReturn
    if terms.epoch != leg.epoch + terms.moves.ownership:
        raise NotTheOwner(fields={"epoch": "out-of-date"})


# -- what the receiver's words do ------------------------------------------------------


def heard_accept(leg: Leg, word: Accept, at: datetime) -> Decision:
    """Confirm the first acceptance in time; answer any other from what is stored."""
    row = leg.find_sent(word.terms.handover_id)
    if row is None or row.state is not S.OFFERED:
        return _answered(leg, row, word, frozenset(S))
    if at >= row.terms.until:
        return _stepped(leg, row.step(SentStep.EXPIRE))
    step = SentStep.RELEASE if row.terms.moves.ownership else SentStep.START
    return _stepped(leg, replace(row.step(step), said=word.said, since=at))


def heard_refuse(leg: Leg, word: Refuse, at: datetime) -> Decision:
    """End the offer; a refusal that comes after a release is overruled by it."""
    row = leg.find_sent(word.terms.handover_id)
    if row is None or not row.may(SentStep.REFUSE):
        return Decision(leg)
    return Decision(leg.with_sent(replace(row.step(SentStep.REFUSE), said=word.said)))


def heard_result(leg: Leg, word: Result, at: datetime) -> Decision:
    """Note what came of it, and say that it arrived."""
    row = leg.find_sent(word.terms.handover_id)
    if row is None or not row.may(SentStep.ANSWER):
        return _answered(leg, row, word, ENDED | {S.ANSWERED})
    return _stepped(leg, replace(row.step(SentStep.ANSWER), said=word.said))


def heard_give_back(leg: Leg, word: GiveBack, at: datetime) -> Decision:
    """Note that the receiver asks to return it, or that it came back already."""
    row = leg.find_sent(word.terms.handover_id)
    for step in (SentStep.ASK_RETURN, SentStep.COME_BACK):
        if row is not None and row.may(step):
            row = replace(row.step(step), said=word.said)
            return Decision(leg.with_sent(row))
    return _answered(leg, row, word, ENDED | {S.ANSWERED, S.KEPT})


def heard_seen(leg: Leg, word: AboutOne, at: datetime) -> Decision:
    """Tell who still waits for a hand-over that ended."""
    row = leg.find_sent(word.terms.handover_id)
    return _answered(leg, row, word, ENDED | {S.ANSWERED})


def heard_taken(leg: Leg, word: AboutOne, at: datetime) -> Decision:
    """Nothing is left to do: its history was learned, and let the matter go."""
    return Decision(leg)


# -- what these are made of ------------------------------------------------------------


def word_of(leg: Leg, row: Sent) -> AboutOne:
    """Return what the sender says of that hand-over as it stands."""
    history = leg.history
    if row.state is S.RELEASING and row.since is not None:
        way = row.terms.handover_id
        tenure = Tenure(owner=row.terms.to, handover_id=way, since=row.since)
        history = (*history, tenure)
    how = row.state.value if row.state in ENDED else ""
    said = {"terms": row.terms, "said": how, "history": history}
    return leg.say(SAYS[row.state], row.terms.to, **said)


def waits(row: Sent) -> bool:
    """Tell whether the sender waits for a word of the receiver's."""
    owed = row.state is S.HANDED_OVER and row.terms.moves.owes_result
    return owed or row.state in SENT_OPEN


def _stepped(leg: Leg, row: Sent) -> Decision:
    leg = leg.with_sent(row)
    return Decision(leg, (word_of(leg, row),))


def _answered(
    leg: Leg, row: Sent | None, word: AboutOne, states: frozenset[SentState]
) -> Decision:
    """Answer from what is stored, where the receiver must know it."""
    if row is None:
        said = leg.say(Closed, word.sender, terms=word.terms, said=UNKNOWN)
        return Decision(leg, (said,))
    return Decision(leg, (word_of(leg, row),) if row.state in states else ())
