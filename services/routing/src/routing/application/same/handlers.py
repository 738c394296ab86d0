"""Fingerprints kept, compared and told: which matters two agencies may share."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from routing.application.handovers.ports import House
from routing.application.same.commands import (
    ForgetMarks,
    HearMarks,
    KeepMarks,
    TellMarks,
)
from routing.application.same.ports import SameWork
from routing.domain.same.matters import (
    MOST_MARKS,
    Mark,
    Marks,
    OwnMark,
    Same,
    grade_of,
)


def own_mark_handlers(
    clock: Clock,
) -> Mapping[type[Command], Callable[[Any, Any], Any]]:
    """Return what answers intake, in an agency that stands alone, too."""
    return {
        KeepMarks: partial(keep_marks, clock=clock),
        ForgetMarks: partial(forget_marks, clock=clock),
    }


def mark_handlers(house: House) -> Mapping[type[Command], Callable[[Any, Any], Any]]:
    """Return what answers neighbours."""
    return {
        HearMarks: partial(hear_marks, house=house),
        TellMarks: partial(tell_marks, house=house),
    }


def keep_marks(command: KeepMarks, work: SameWork, *, clock: Clock) -> None:
    """Keep a petition's fingerprints; see whether a neighbour has the same matter."""
    for mine in command.marks:
        work.same.keep(mine)
        theirs = work.same.theirs_like(mine.agency, mine.looked)
        found = [same for each in theirs for same in _same(mine, each)]
        work.same.note(found, clock.now())


def hear_marks(command: HearMarks, work: SameWork, *, house: House) -> None:
    """Keep what a neighbour tells, and see whether any of it is here, too.

    It may be answered only of what it was told itself: whoever answers a number that
    nobody told it learns nothing, and nothing is shown.
    """
    letter, far = command.letter, command.letter.sender
    now = house.clock.now()
    work.same.hear(far, letter.marks, command.said_at)
    work.same.let_go(far, letter.gone, command.said_at)
    for each in letter.marks:
        ours = work.same.ours_like(far, each.prints)
        work.same.note([same for mine in ours for same in _same(mine, each)], now)
    told = work.same.told(far, [each.mark_id for each in letter.same])
    echoes = [
        Same(
            petition_id=each.mark_id,
            agency=far,
            mark_id=each.matter_id,
            receipt=each.receipt,
            grade=each.grade,
            found_here=False,
        )
        for each in letter.same
        if each.mark_id in told
    ]
    work.same.note(echoes, now)


def tell_marks(command: TellMarks, work: SameWork, *, house: House) -> bool:
    """Write one letter of what a neighbour is to be told; say whether more waits."""
    now, far = house.clock.now(), command.to
    marks = tuple(work.same.to_tell(far, now, MOST_MARKS))
    gone = tuple(work.same.to_take_back(far, now, MOST_MARKS))
    same = tuple(work.same.to_answer(far, now, MOST_MARKS))
    if marks or gone or same:
        letter = Marks(
            sender=house.me,
            to=far,
            incarnation=work.dealings.incarnation().number,
            heard=work.dealings.heard_of(far),
            marks=marks,
            gone=gone,
            same=same,
        )
        work.accounts.send(letter, now)
    return MOST_MARKS in {len(marks), len(gone), len(same)}


def forget_marks(command: ForgetMarks, work: SameWork, *, clock: Clock) -> None:
    """Let go of what is of no more use."""
    work.same.forget(clock.now())


def _same(mine: OwnMark, theirs: Mark) -> Iterator[Same]:
    """Yield the finding; what was handed over is one matter without looking."""
    grade = grade_of(mine.looked, theirs.prints)
    if grade is not None and mine.petition_id != theirs.mark_id:
        yield Same(
            petition_id=mine.petition_id,
            agency=mine.agency,
            mark_id=theirs.mark_id,
            receipt=theirs.receipt,
            grade=grade,
            found_here=True,
        )
