"""Learning who owned the matter from what another agency knows of it."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from routing.domain.handover.errors import AnotherBeginning, NotAccepted
from routing.domain.handover.leg import Leg
from routing.domain.handover.lifecycle import (
    ReceivedState,
    ReceivedStep,
    SentState,
    SentStep,
)
from routing.domain.handover.terms import History, Received, Sent, Terms

Ids: TypeAlias = AbstractSet[UUID | None]


def learn(leg: Leg, told: History, by: str) -> Leg:
    """Adopt a history that goes on from ours; a different one is a rival's claim.

    Where two differ neither side acts until a superior decided, and who gave way says
    so itself. Raises AnotherBeginning for one that begins with another agency,
    NotAccepted for one that gives the matter to this agency unasked.
    """
    common = min(len(told), leg.epoch)
    if told[:1] != leg.history[:1] and common:
        raise AnotherBeginning
    if told[:common] != leg.history[:common]:
        gave_way = by == leg.owner
        return adopt(leg, told) if gave_way else replace(leg, rival=told)
    if len(told) > leg.epoch:
        _ensure_accepted(leg, told[leg.epoch :])
        return adopt(leg, told)
    if told == leg.history and leg.rival and leg.rival[-1].owner == by:
        return replace(leg, rival=())
    return leg


def _ensure_accepted(leg: Leg, new: History) -> None:
    """Refuse a matter that nobody here accepted; who was restored may have forgotten.

    Raises NotAccepted.
    """
    for each in new if not leg.incarnation else ():
        if each.owner == leg.me and each.handover_id is not None:
            row = leg.find_received(each.handover_id)
            if row is None or row.state is not ReceivedState.ACCEPTED:
                raise NotAccepted


def adopt(leg: Leg, told: History) -> Leg:
    """Take that history for true, and bring every hand-over in line with it."""
    leg = replace(leg, history=told, rival=())
    ways = _ways(leg)
    sent = tuple(_sent(each, ways, leg.epoch) for each in leg.sent)
    received = tuple(_received(each, ways, leg.epoch) for each in leg.received)
    return undone(replace(leg, sent=sent, received=received))


def undone(leg: Leg) -> Leg:
    """Return the leg in which whatever was handed back counts as returned."""
    ways = _ways(leg)
    every = [each.terms for each in leg.sent] + [each.terms for each in leg.received]
    back = {terms.returns for terms in every if terms.handover_id in ways}
    sent = tuple(_sent_back(each, back) for each in leg.sent)
    received = tuple(_received_back(each, back) for each in leg.received)
    return replace(leg, sent=sent, received=received)


def _ways(leg: Leg) -> Ids:
    return {each.handover_id for each in leg.history}


def _sent(row: Sent, ways: Ids, epoch: int) -> Sent:
    if row.terms.handover_id in ways:
        return row.step(SentStep.LET_GO) if row.may(SentStep.LET_GO) else row
    undone = row.state is SentState.HANDED_OVER or _is_late(row.terms, epoch)
    may = row.may(SentStep.SUPERSEDE)
    return row.step(SentStep.SUPERSEDE) if undone and may else row


def _received(row: Received, ways: Ids, epoch: int) -> Received:
    if row.terms.handover_id in ways:
        return row.step(ReceivedStep.TAKE) if row.may(ReceivedStep.TAKE) else row
    if row.may(ReceivedStep.LOSE):
        return row.step(ReceivedStep.LOSE)
    if _is_late(row.terms, epoch) and row.may(ReceivedStep.CLOSE):
        return row.step(ReceivedStep.CLOSE)
    return row


def _is_late(terms: Terms, epoch: int) -> bool:
    """Tell whether its sender is no longer the owner, or not by this hand-over."""
    return epoch >= terms.epoch + (not terms.moves.ownership)


def _sent_back(row: Sent, back: Ids) -> Sent:
    gone = row.state is SentState.HANDED_OVER and row.terms.handover_id in back
    return row.step(SentStep.COME_BACK) if gone else row


def _received_back(row: Received, back: Ids) -> Received:
    taken = row.may(ReceivedStep.COME_BACK) and row.terms.handover_id in back
    return row.step(ReceivedStep.COME_BACK) if taken else row
