"""The receiver's side: it votes, and obeys what the sender decided."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from routing.domain.handover.errors import (
    Designated,
    NothingOwed,
    NotTheOwner,
    OfferExpired,
    ReturnTooLate,
)
from routing.domain.handover.learning import undone
from routing.domain.handover.leg import Decision, Leg
from routing.domain.handover.lifecycle import ReceivedState, ReceivedStep, SentState
from routing.domain.handover.terms import Received, Terms
from routing.domain.handover.words import (
    AboutOne,
    Accept,
    Closed,
    Confirm,
    Deny,
    GiveBack,
    News,
    Offer,
    Refuse,
    Result,
    Seen,
    Settled,
    Taken,
)

R = ReceivedState
SAYS: Mapping[ReceivedState, type[AboutOne]] = MappingProxyType(
    {
        R.OFFERED: Seen,
        R.ACCEPTED: Accept,
        R.REFUSED: Refuse,
        R.CLOSED: Refuse,
        R.TAKEN: Taken,
        R.WORKING: Seen,
        R.KEPT: Seen,
        R.RETURNING: GiveBack,
        R.RETURNED: GiveBack,
        R.FINISHED: Result,
        R.ANSWERED: Result,
    }
)
"""What the receiver says of a hand-over in each state, as often as it is needed."""

WAITING = frozenset({R.OFFERED, R.ACCEPTED, R.WORKING, R.KEPT, R.RETURNING, R.FINISHED})
"""The receiver needs to hear from the sender, or that nothing changed there."""
TO_OFFER = frozenset({R.OFFERED, R.ACCEPTED, R.REFUSED, R.CLOSED})
TO_CONFIRM = frozenset(R) - {R.OFFERED, R.ACCEPTED, R.WORKING, R.KEPT}
"""In which states an offer, a confirmation gets an answer."""


def accept(leg: Leg, handover_id: UUID, *, at: datetime, said: str = "") -> Decision:
    """Vote for taking it; nothing is owned or begun before the sender confirms.

    Raises OfferExpired by this side's clock, a courtesy: the sender's decides.
    """
    leg.ensure_live()
    row = leg.received_row(handover_id)
    if at >= row.terms.until:
        raise OfferExpired
    return _stepped(leg, row.step(ReceivedStep.ACCEPT, said))


def refuse(leg: Leg, handover_id: UUID, *, reason: str) -> Decision:
    """Vote against taking it; raise Designated where a superior named this agency."""
    leg.ensure_live()
    row = leg.received_row(handover_id)
    if row.terms.designated_by:
        raise Designated
    return _stepped(leg, row.step(ReceivedStep.REFUSE, reason))


def give_back(
    leg: Leg, handover_id: UUID, *, reason: str, at: datetime, return_by: datetime
) -> Decision:
    """Ask the sender to take a duty back, until `return_by` (条例第23条)."""
    leg.ensure_live()
    row = leg.received_row(handover_id)
    if row.terms.designated_by:
        raise Designated
    if at > return_by:
        raise ReturnTooLate
    return _stepped(leg, row.step(ReceivedStep.GIVE_BACK, reason))


def finish(leg: Leg, handover_id: UUID, *, result: str) -> Decision:
    """Tell the sender what came of it.

    Raises NothingOwed for a return, NotTheOwner for who passed the matter on and has
    not been told itself.
    """
    leg.ensure_live()
    row = leg.received_row(handover_id)
    if not row.terms.moves.owes_result:
        raise NothingOwed
    if row.terms.moves.ownership and not (leg.acts or _was_told(leg, row.terms)):
        raise NotTheOwner
    return _stepped(leg, row.step(ReceivedStep.FINISH, result))


def _was_told(leg: Leg, terms: Terms) -> bool:
    answered = SentState.ANSWERED
    return any(e.terms.epoch > terms.epoch and e.state is answered for e in leg.sent)


# -- what the sender's words do --------------------------------------------------------


def heard_offer(leg: Leg, word: Offer, at: datetime) -> Decision:
    """Put it before the people here, once; answer any repetition as it stands."""
    row = leg.find_received(word.terms.handover_id)
    if row is not None:
        return _answered(leg, row, TO_OFFER)
    if not _in_time(leg, word):
        return Decision(leg, (leg.say(News, word.sender),))
    return _stepped(leg, Received(terms=word.terms))


def heard_confirm(leg: Leg, word: Confirm, at: datetime) -> Decision:
    """Own it, or begin; what a restore forgot begins where the sender says."""
    row = leg.find_received(word.terms.handover_id)
    if word.terms.moves.ownership:
        return _taken(leg, row, word)
    return _begun(leg, row, word, ReceivedStep.START)


def heard_deny(leg: Leg, word: Deny, at: datetime) -> Decision:
    """Keep the duty: its return was not agreed to."""
    row = leg.find_received(word.terms.handover_id)
    return _begun(leg, row, word, ReceivedStep.KEEP)


def heard_settled(leg: Leg, word: Settled, at: datetime) -> Decision:
    """Rest: the sender has the result; so it is where a restore forgot all of it."""
    row = leg.find_received(word.terms.handover_id)
    if row is None and leg.incarnation:
        row = Received(terms=word.terms, state=R.ANSWERED)
        return Decision(leg.with_received(row))
    return _quietly(leg, word, ReceivedStep.SETTLE)


def heard_closed(leg: Leg, word: Closed, at: datetime) -> Decision:
    """Stop: it ended otherwise."""
    return _quietly(leg, word, ReceivedStep.CLOSE)


def _taken(leg: Leg, row: Received | None, word: Confirm) -> Decision:
    """Answer the owner before; the history was learned, and with it the ownership."""
    ways = {each.handover_id for each in leg.history}
    if row is None and word.terms.handover_id in ways:
        row = Received(terms=word.terms, state=R.TAKEN)
        # A return that was forgotten undoes what it returned only now that it is known.
        return Decision(undone(leg.with_received(row)), (word_of(leg, row),))
    return _answered(leg, row, TO_CONFIRM)


def _begun(
    leg: Leg, row: Received | None, word: AboutOne, step: ReceivedStep
) -> Decision:
    if row is None and not _in_time(leg, word):
        return Decision(leg, (leg.say(News, word.sender),))
    row = row or Received(terms=word.terms)
    if row.may(step):
        return Decision(leg.with_received(row.step(step)))
    return _answered(leg, row, TO_CONFIRM)


# -- what these are made of ------------------------------------------------------------


def word_of(leg: Leg, row: Received) -> AboutOne:
    """Return what the receiver says of that hand-over as it stands."""
    return leg.say(SAYS[row.state], row.terms.sender, terms=row.terms, said=row.said)


def waits(row: Received) -> bool:
    """Tell whether the receiver needs a word of the sender's."""
    return row.state in WAITING


def _in_time(leg: Leg, word: AboutOne) -> bool:
    """Tell whether the sender owns the matter at the epoch that its terms name."""
    epoch = word.terms.epoch - word.terms.moves.ownership
    return leg.owner == word.sender and leg.epoch == epoch


def _stepped(leg: Leg, row: Received) -> Decision:
    leg = leg.with_received(row)
    return Decision(leg, (word_of(leg, row),))


def _quietly(leg: Leg, word: AboutOne, step: ReceivedStep) -> Decision:
    row = leg.find_received(word.terms.handover_id)
    if row is None or not row.may(step):
        return Decision(leg)
    return Decision(leg.with_received(replace(row.step(step))))


def _answered(
    leg: Leg, row: Received | None, states: frozenset[ReceivedState]
) -> Decision:
    if row is None or row.state not in states:
        return Decision(leg)
    return Decision(leg, (word_of(leg, row),))
