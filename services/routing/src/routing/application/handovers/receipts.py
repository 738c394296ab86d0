"""Whose receipt numbers are whose: no neighbour takes one that is still to come."""

from datetime import date

from minqing_kernel.working_time import local_day
from routing.application.handovers.beginning import is_new
from routing.application.handovers.ports import HandOverWork, House
from routing.domain.case import Case
from routing.domain.handover.dealing import Dealing
from routing.domain.handover.errors import (
    ForeignReceipt,
    UngivenReceipt,
    UnknownReceipt,
    UnlistedReceipt,
)
from routing.domain.handover.file import CaseFile, allowed
from routing.domain.handover.words import AboutOne


def ensure_receipt(
    word: AboutOne, file: CaseFile, dealing: Dealing, work: HandOverWork, house: House
) -> None:
    """Refuse a number that is not of who received the petitioner first.

    What is known here under that number is looked at no further. Who was restored may
    have forgotten one of its own. Raises UnknownReceipt for one that another petition
    has here, ForeignReceipt, UngivenReceipt.
    """
    receipt, petition_id = file.receipt, dealing.petition_id
    if "receipt" not in allowed(type(word), word.terms.form) or not receipt:
        return
    if work.dealings.receipt_of_another(receipt, petition_id):
        raise UnknownReceipt
    case = work.cases.get_many([petition_id]).get(petition_id)
    if case is not None and case.receipt == receipt:
        return
    origin = word.history[0].owner if word.history else word.sender
    if not house.directory.issues(origin, receipt, _today(house)):
        raise ForeignReceipt
    mine = work.dealings.incarnation()
    forgotten = mine.number and not is_new(word.history, mine)
    if origin == house.me and not forgotten:
        raise UngivenReceipt


def ensure_listed(case: Case, dealing: Dealing, house: House) -> None:
    """Refuse to send what would be put into quarantine there; UnlistedReceipt."""
    if dealing.leg.history and dealing.leg.history[0].owner == house.me:
        ensure_own_listed(case, house)


def ensure_own_listed(case: Case, house: House) -> None:
    """Refuse a number that nobody would believe to be ours; raise UnlistedReceipt."""
    if not house.directory.issues(house.me, case.receipt, _today(house)):
        raise UnlistedReceipt


def _today(house: House) -> date:
    return local_day(house.clock.now())
