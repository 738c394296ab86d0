"""What is heard of a petition, and is public no more: an accusation, no consent."""

from uuid import uuid5

from minqing_kernel.clock import Clock
from registry.application.archive.commands import HearPetition
from registry.application.archive.petitions import hear_petition
from registry.application.ledgers.agreeing import take_back_unagreed
from registry.application.ledgers.ports import LedgersWork
from registry.application.ledgers.withdrawing import take_back_all
from registry.domain.ledgers.item import About, Move
from registry.domain.ledgers.lifecycle import LedgerStep
from registry.domain.ledgers.policy import AboutKind
from registry.domain.ledgers.publication import WithdrawalReason
from registry.domain.values import civil_day


def hear_of_matter(command: HearPetition, work: LedgersWork, *, clock: Clock) -> None:
    """Take in a word of a petition; of an accusation nothing stays public (条例第30条).

    Nor does what its petitioner agrees to no more (个人信息保护法第15条).
    The matter and what is public of it are held before the petition, in the order of
    those who publish and of meetings.
    """
    told = command.standing
    about = About(kind=AboutKind.PETITION, id=str(told.petition_id))
    ends = bool(told.accused) or told.consent.ended_on is not None
    if ends:
        work.ledgers.lock_matter(about)
        work.ledgers.get_many(item for _, item in work.publications.public_of(about))
    hear_petition(command, work, clock=clock)
    known = work.petitions.lock(told.petition_id) if ends else None
    if known is None:
        return
    now = clock.now()
    move = Move(
        step_id=uuid5(told.petition_id, LedgerStep.WITHDRAW.value),
        step=LedgerStep.WITHDRAW,
        on=civil_day(now),
        at=now,
        by=command.actor,
    )
    if known.accused:
        take_back_all(about, work, move, WithdrawalReason.OTHER)
    else:
        take_back_unagreed(known, work, move)
