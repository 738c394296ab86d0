"""How this agency's leg of a matter begins: with an offer, a word, or a restore."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from routing.application.handovers.ports import HandOverWork, House, Incarnation
from routing.domain.case import Case
from routing.domain.handover.dealing import Dealing, next_matter
from routing.domain.handover.errors import AnotherBeginning, WrongAddressee
from routing.domain.handover.file import CaseFile
from routing.domain.handover.leg import Decision, Leg
from routing.domain.handover.reconciling import restored
from routing.domain.handover.terms import History, Tenure
from routing.domain.handover.words import Word
from routing.domain.lifecycle import LIFECYCLE, OFFERABLE, CaseStep

MOST_ROUNDS: Final = 50
SKEW: Final = timedelta(minutes=10)
"""How far apart the clocks of two agencies may be."""


def dealing_to_offer(
    case: Case, work: HandOverWork, house: House, to: Iterable[str]
) -> Dealing:
    """Return the matter that a case is offered under; a new one for each round.

    A new one knows which of these, to whom it may go, were restored: else the offer
    would be void there, and wait for its reminder.

    What was answered elsewhere and not done (反弹) is owed here again: the petition
    begins another round, with this agency as its first owner.
    """
    known = work.dealings.latest(case.petition_id)
    if known is not None and not _is_another_round(case, known):
        return known
    return _next_round(case, known, work, house, to)


def dealing_to_review(
    case: Case, work: HandOverWork, house: House, to: Iterable[str]
) -> Dealing:
    """Begin a round for the review of what another agency answered, owned here."""
    known = work.dealings.latest(case.petition_id)
    return _next_round(case, known, work, house, to)


def _next_round(
    case: Case,
    known: Dealing | None,
    work: HandOverWork,
    house: House,
    to: Iterable[str],
) -> Dealing:
    number = known.round + 1 if known else 1
    since = case.opened_at if number == 1 else house.clock.now()
    dealing = _blank(
        next_matter(case.petition_id, number), case.petition_id, house, number
    )
    dealing.receipt = case.receipt
    dealing.leg = _ours(dealing.leg, since, work.dealings.incarnation())
    for each in to:
        dealing.leg = dealing.leg.having_heard(each, work.dealings.heard_of(each))
    work.dealings.add(dealing)
    return dealing


def dealing_of_word(
    word: Word, file: CaseFile, work: HandOverWork, house: House
) -> Dealing:
    """Return the matter that a word is about, locked after its case; begun if new.

    Raises WrongAddressee for a matter that is no round of the petition it names, and
    AnotherBeginning for another round of what is in hand here: that would take it away.
    """
    petition_id = work.dealings.petition_of(word.matter_id)
    if petition_id is None:
        return _of_unknown(word, file.petition_id or word.matter_id, work, house)
    work.cases.get_many([petition_id])
    found = work.dealings.find(word.matter_id)
    return found or _of_unknown(word, petition_id, work, house)


def begin_of_case(case: Case, work: HandOverWork, house: House) -> Dealing:
    """Begin the leg of a case that a restored agency believes to own."""
    dealing = _blank(case.petition_id, case.petition_id, house, 1)
    dealing.receipt = case.receipt
    dealing.leg = _ours(dealing.leg, case.opened_at, Incarnation())
    work.dealings.add(dealing)
    return dealing


def _is_another_round(case: Case, known: Dealing) -> bool:
    return known.leg.owner != known.leg.me and case.state in OFFERABLE


def _of_unknown(
    word: Word, petition_id: UUID, work: HandOverWork, house: House
) -> Dealing:
    number = next(
        (
            number
            for number in range(1, MOST_ROUNDS)
            if next_matter(petition_id, number) == word.matter_id
        ),
        None,
    )
    if number is None:
        raise WrongAddressee
    case = work.cases.get_many([petition_id]).get(petition_id)
    if number > 1 and case is not None and _is_in_hand(case):
        raise AnotherBeginning
    first_here = number == 1 and case is not None
    dealing = _blank(word.matter_id, petition_id, house, number)
    mine = work.dealings.incarnation()
    if first_here and case is not None:
        dealing.receipt = case.receipt
        dealing.leg = _ours(dealing.leg, case.opened_at, Incarnation())
    else:
        dealing.leg = Leg(matter_id=word.matter_id, me=house.me, first=word.first)
    work.dealings.add(dealing)
    if mine.number and (first_here or not is_new(word.history, mine)):
        ask_all(dealing, mine.number, house)
    elif mine.number:
        dealing.leg = _of_now(dealing.leg, mine)
    return dealing


def ask_all(dealing: Dealing, incarnation: int, house: House) -> None:
    """Begin the leg anew: nothing is done before all neighbours were asked."""
    neighbours = house.directory.neighbours(house.me)
    decision: Decision = restored(dealing.leg, incarnation, neighbours)
    dealing.decide(decision, salt=house.salt, at=house.clock.now())


def is_new(history: History, mine: Incarnation) -> bool:
    """Tell whether the matter began after the restore: none of it was forgotten."""
    begun = history[0].since if history else None
    return begun is not None and (mine.since is None or begun > mine.since + SKEW)


def _is_in_hand(case: Case) -> bool:
    return CaseStep.LET_GO in LIFECYCLE.steps_from(case.state)


def _blank(matter_id: UUID, petition_id: UUID, house: House, number: int) -> Dealing:
    return Dealing(
        leg=Leg(matter_id=matter_id, me=house.me, first=house.me),
        petition_id=petition_id,
        receipt="",
        round=number,
    )


def _ours(leg: Leg, since: datetime, mine: Incarnation) -> Leg:
    tenure = Tenure(owner=leg.me, handover_id=None, since=since)
    return _of_now(
        Leg(matter_id=leg.matter_id, me=leg.me, first=leg.me, history=(tenure,)),
        mine,
    )


def _of_now(leg: Leg, mine: Incarnation) -> Leg:
    return Leg(**vars(leg) | {"incarnation": mine.number})
