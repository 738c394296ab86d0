"""Refusing at once what the directory lets nobody offer here, so its sender knows."""

from routing.application.handovers.beginning import is_new
from routing.application.handovers.commands import DeclineOffer
from routing.application.handovers.ports import HandOverWork, House
from routing.domain.handover.words import Offer, Refuse


def decline_offer(command: DeclineOffer, work: HandOverWork, *, house: House) -> None:
    """Answer a sound offer with a refusal; nothing of it begins here.

    Nothing is said of a hand-over that is known here, or was before a restore: it may
    have been accepted while it was granted. Nor of what its sender said before its own.
    """
    offer = command.offer
    if _may_be_known(offer, work) or offer.incarnation < work.dealings.heard_of(
        offer.sender
    ):
        return
    refusal = Refuse(
        matter_id=offer.matter_id,
        sender=house.me,
        to=offer.sender,
        first=offer.first,
        incarnation=work.dealings.incarnation().number,
        heard=offer.incarnation,
        history=(),
        terms=offer.terms,
        said=command.reason,
    )
    work.dealings.answer(refusal, house.clock.now())


def _may_be_known(offer: Offer, work: HandOverWork) -> bool:
    mine, known = work.dealings.incarnation(), work.dealings.find(offer.matter_id)
    if known is not None and known.leg.find_received(offer.terms.handover_id):
        return True
    return mine.number > 0 and not is_new(offer.history, mine)
