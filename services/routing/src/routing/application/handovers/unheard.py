"""What came while this agency asked its neighbours is asked for as soon as it may."""

from routing.application.handovers.ports import HandOverWork, House
from routing.domain.handover.dealing import Dealing
from routing.domain.statements.letters import Request


def ask_for_unheard(dealing: Dealing, work: HandOverWork, house: House) -> None:
    """Have whoever was passed over while the asking went on say it again, at once.

    Who reads no statements says it again by its own reminder, minutes later.
    """
    if dealing.leg.asked or not dealing.unheard:
        return
    for agency in sorted(dealing.unheard.intersection(work.accounts.listeners())):
        letter = Request(
            sender=house.me,
            to=agency,
            incarnation=work.dealings.incarnation().number,
            heard=work.dealings.heard_of(agency),
            matters=(dealing.matter_id,),
        )
        work.accounts.send(letter, house.clock.now())
    dealing.unheard.clear()
