"""Whose consent a publication rests upon (个人信息保护法第15、25条; A-17).

A petitioner says so themselves, by the web, and takes it back there: their own word
goes before any that staff put on file for them.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from registry.application.ledgers.ports import LedgersWork
from registry.application.ledgers.reach import petition_of
from registry.application.ledgers.withdrawing import take_back
from registry.domain.archive.petitions import Standing
from registry.domain.ledgers.item import About, LedgerItem, Move
from registry.domain.ledgers.policy import AboutKind
from registry.domain.ledgers.publication import PublicWords, WithdrawalReason

OF_SOMEBODY: Final = frozenset({AboutKind.RESIDENT, AboutKind.HOUSEHOLD})


def agreed(
    item: LedgerItem, words: PublicWords, work: LedgersWork, today: date
) -> tuple[PublicWords, bool]:
    """Return the words with whose consent they rest upon, and whether they need one.

    Whoever petitions and agreed is asked by nobody again: the day and their receipt
    stand there. What they took back is somebody's own story from then on. Raises
    Invalid where consent is needed and none holds.
    """
    standing = petition_of(item.account, work)
    personal = tells_of_somebody(item, words)
    if standing is not None and standing.consent.given_on:
        own = standing.consent.given_on
        words = replace(words, consent_on=own, consent_ref=standing.receipt)
        words.check_consent(today, personal=personal)
        return words, personal
    taken_back = standing.consent.ended_on if standing is not None else None
    personal = personal or taken_back is not None
    ends = [taken_back, work.publications.consent_ended(item.item_id)]
    ended = max((day for day in ends if day is not None), default=None)
    words.check_consent(today, personal=personal, ended=ended)
    return words, personal


def tells_of_somebody(item: LedgerItem, words: PublicWords) -> bool:
    """Tell whether it is somebody's own story: it needs their consent (第25条)."""
    said = item.account
    return words.personal or said.about.kind in OF_SOMEBODY or said.home_id is not None


def take_back_unagreed(standing: Standing, work: LedgersWork, move: Move) -> None:
    """Withdraw what the public sees of a petition whose petitioner agrees no more.

    What rests upon a consent of a later day stays.
    """
    ended = standing.consent.ended_on
    if ended is None:
        return
    about = About(kind=AboutKind.PETITION, id=str(standing.petition_id))
    for publication_id, item_id in work.publications.public_of(about):
        item = work.ledgers.get(item_id)
        publication = work.publications.get(publication_id)
        given = publication.words.consent_on
        if given is None or given <= ended:
            take_back(publication, item, move, WithdrawalReason.CONSENT_WITHDRAWN)
