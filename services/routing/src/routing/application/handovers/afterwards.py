"""What goes on after a hand-over: a date that moves, and how the matter ends.

Nothing waits for these: they go with the word that was said last (`Taken`, `Seen`,
`Settled`) as a field of its file, which an older neighbour passes over.
"""

from datetime import datetime
from itertools import takewhile
from typing import Final

from routing.application.handovers.following import date_told, locate
from routing.application.handovers.ports import HandOverWork, House
from routing.application.handovers.rounds import (
    is_review_alone,
    is_review_given,
    rounds,
)
from routing.domain.case import Case
from routing.domain.handover import receiving
from routing.domain.handover.dealing import Dealing, Place, filed
from routing.domain.handover.file import Ending
from routing.domain.handover.leg import Leg
from routing.domain.handover.lifecycle import DOING, ReceivedState
from routing.domain.handover.protocol import is_void
from routing.domain.handover.words import AboutOne, Settled
from routing.domain.lifecycle import OPEN, CaseState

IN_HAND: Final = DOING | {ReceivedState.TAKEN}
UNENDED: Final = IN_HAND | {
    ReceivedState.OFFERED,
    ReceivedState.ACCEPTED,
    ReceivedState.FINISHED,
    ReceivedState.KEPT,
    ReceivedState.RETURNING,
}
ENDINGS: Final = frozenset(each.value for each in Ending)


def tell_all_afterwards(
    case: Case, dealing: Dealing | None, work: HandOverWork, at: datetime
) -> None:
    """Tell who has to do with it; a review's round lets who answered hear, too."""
    for each in rounds(dealing, work):
        _tell_afterwards(case, each, work, at)
        if not (is_review_alone(each) or is_review_given(each)):
            return


def _tell_afterwards(
    case: Case, dealing: Dealing, work: HandOverWork, at: datetime
) -> None:
    """Tell who handed it here a date that moved, and who answered it how it ended.

    What is worked on in a later round, as a review given here is, was not taken up
    from who answered before.
    """
    if dealing.leg.asked or dealing.leg.rival:
        return
    _tell_date(case, dealing, at)
    ending = _ending(case, dealing.leg)
    if ending is Ending.REOPENED and not _is_current(dealing, work):
        return
    if ending is not None and ending != dealing.file.ending:
        filed(dealing, ending=ending.value)
        dealing.tell_ending(at=at)


def hear_afterwards(
    word: AboutOne,
    before: Leg,
    known: datetime | None,
    dealing: Dealing,
    work: HandOverWork,
    house: House,
) -> None:
    """Take in the other agency's new date, or how the matter ended there.

    `known`: their date before the word came.
    """
    at = house.clock.now()
    case = work.cases.get_many([dealing.petition_id]).get(dealing.petition_id)
    if case is None or is_void(before, word) or not _is_latest(dealing, work):
        return
    stays = before.owner == dealing.leg.owner and dealing.place is Place.AWAY
    if stays and case.is_gone and date_told(dealing) not in {None, known}:
        locate(case, dealing, house, at)
    if isinstance(word, Settled):
        _hear_ending(word, case, dealing, at)


def _tell_date(case: Case, dealing: Dealing, at: datetime) -> None:
    ours = case.deadline.due_at if case.deadline else None
    rows = [each for each in dealing.leg.received if each.state in IN_HAND]
    if rows and ours is not None and ours != dealing.file.due_at and not case.is_gone:
        filed(dealing, due_at=ours)
        words = tuple(receiving.word_of(dealing.leg, each) for each in rows)
        dealing.say(words, at=at)


def _ending(case: Case, leg: Leg) -> Ending | None:
    """Return what became of what others answered; None: that is not known yet."""
    if case.state is CaseState.CLOSED:
        return Ending.CLOSED
    taken_up = case.state in OPEN and leg.owner != leg.me and not leg.works
    return Ending.REOPENED if taken_up else None


def _hear_ending(word: Settled, case: Case, dealing: Dealing, at: datetime) -> None:
    """End what was answered to them; what our own petitioner was, they alone end."""
    if dealing.leg.first == dealing.leg.me:
        return
    told = dealing.theirs.get(word.terms.handover_id)
    row = dealing.leg.find_received(word.terms.handover_id)
    if told is None or row is None or not row.terms.moves.owes_result:
        return
    answered = row.state is ReceivedState.ANSWERED and not dealing.leg.asked
    goes_on = any(each.state in UNENDED for each in dealing.leg.received)
    resolved = case.state is CaseState.RESOLVED
    if goes_on or not answered or not resolved or told.ending not in ENDINGS:
        return
    case.tell_hand_over(told.ending, word.sender, word.terms.form.value, at=at)
    case.end(at=at)


def _is_current(dealing: Dealing, work: HandOverWork) -> bool:
    every = rounds(work.dealings.latest(dealing.petition_id), work)
    newer = takewhile(lambda each: each.round > dealing.round, every)
    return all(map(is_review_alone, newer))


def _is_latest(dealing: Dealing, work: HandOverWork) -> bool:
    return work.dealings.latest(dealing.petition_id) is dealing
