"""What other agencies say, and what time brings up between them."""

from dataclasses import replace
from datetime import datetime

from routing.application.handovers.acts import may_leave
from routing.application.handovers.afterwards import (
    hear_afterwards,
    tell_all_afterwards,
)
from routing.application.handovers.beginning import (
    ask_all,
    begin_of_case,
    dealing_of_word,
    is_new,
)
from routing.application.handovers.commands import (
    BeginAgain,
    HearWord,
    KeepHandOvers,
)
from routing.application.handovers.following import date_told, decide, tell_turn
from routing.application.handovers.ports import HandOverWork, House, Incarnation
from routing.application.handovers.receipts import ensure_receipt
from routing.application.handovers.unheard import ask_for_unheard
from routing.domain.handover import sending
from routing.domain.handover.dealing import Dealing
from routing.domain.handover.errors import (
    CategoryNotGranted,
    NotAccepted,
    NotGranted,
    OldIncarnation,
)
from routing.domain.handover.file import allowed
from routing.domain.handover.leg import Leg
from routing.domain.handover.lifecycle import ReceivedState, SentState
from routing.domain.handover.protocol import obey
from routing.domain.handover.proving import is_hearsay
from routing.domain.handover.telling import WAITS
from routing.domain.handover.terms import Sent
from routing.domain.handover.words import (
    AboutOne,
    Accept,
    Confirm,
    Deny,
    Word,
)
from routing.domain.timeline.chain import to_sign


def hear_word(command: HearWord, work: HandOverWork, *, house: House) -> Dealing:
    """Obey a word, once, however often it comes; answer it as the protocol says."""
    word, at = _believed(command, work, house), house.clock.now()
    dealing = dealing_of_word(word, command.file, work, house)
    _take_proof(command, dealing, house)
    work.dealings.keep(word, command.body, command.signature, command.said_at)
    if isinstance(word, Confirm | Deny):
        _ensure_accepted(word, command.file.category, dealing, work, house)
    if isinstance(word, AboutOne):
        ensure_receipt(word, command.file, dealing, work, house)
    if isinstance(word, Accept):
        _recall_what_is_gone(word, dealing, work, house)
    before, known = dealing.leg, date_told(dealing)
    if before.asked:
        dealing.pass_over(word)
    decision = obey(dealing.leg, word, at=at)
    _ensure_not_given(word, dealing.leg, decision.leg, work)
    if isinstance(word, AboutOne) and _is_known(word, decision.leg):
        names = allowed(type(word), word.terms.form)
        dealing.hear_file(word.terms.handover_id, command.file.only(names))
    decide(dealing, decision, work, house)
    ask_for_unheard(dealing, work, house)
    if isinstance(word, AboutOne):
        hear_afterwards(word, before, known, dealing, work, house)
    _tell_on(dealing, work, at)
    return dealing


def keep_handovers(command: KeepHandOvers, work: HandOverWork, *, house: House) -> None:
    """End what nobody answered in time, and say again what is waited for."""
    at = house.clock.now()
    for matter_id in command.matter_ids:
        petition_id = work.dealings.petition_of(matter_id)
        work.cases.get_many([petition_id] if petition_id else [])
        dealing = work.dealings.find(matter_id)
        if dealing is not None:
            _keep(dealing, work, house, at)


def begin_again(command: BeginAgain, work: HandOverWork, *, house: House) -> int:
    """Ask about every matter, and every open case, before anything is done.

    Raises OldIncarnation for a number that was used before.
    """
    if command.incarnation <= work.dealings.incarnation().number:
        raise OldIncarnation
    now = Incarnation(number=command.incarnation, since=house.clock.now())
    work.dealings.begin_again(now)
    every = work.dealings.every()
    theirs = filter(None, map(work.dealings.petition_of, every))
    work.cases.get_many(sorted(set(theirs)))  # the cases' locks before the matters'
    known = [work.dealings.find(each) for each in every]
    cases = work.cases.get_many(work.dealings.petitions_to_ask_about())
    begun = [begin_of_case(case, work, house) for case in cases.values()]
    dealings = [*filter(None, known), *begun]
    for dealing in dealings:
        ask_all(dealing, command.incarnation, house)
    return len(dealings)


def _believed(command: HearWord, work: HandOverWork, house: House) -> Word:
    """Return a word without where it says that a matter began, if that is hearsay.

    Who was restored may have forgotten what it began itself, and is told.
    """
    word = command.word
    if not is_hearsay(word, house.is_signed, command.said_at):
        return word
    begun_here = word.history[0].owner == house.me
    if begun_here and work.dealings.incarnation().number:
        return word
    return replace(word, history=())


def _tell_on(dealing: Dealing, work: HandOverWork, at: datetime) -> None:
    """Pass on what the word changed, hop by hop."""
    case = work.cases.get_many([dealing.petition_id]).get(dealing.petition_id)
    if case is not None:
        tell_all_afterwards(case, dealing, work, at)


def _take_proof(command: HearWord, dealing: Dealing, house: House) -> None:
    """Keep how far its timeline goes, and its signature of ours, if it is one."""
    if command.head is not None:
        mark = replace(command.head, incarnation=command.word.incarnation)
        dealing.hear_head(mark)
    seal = command.seal
    entry = next((e for e in dealing.chain if e.number == command.number), None)
    if seal is None or entry is None:
        return
    told = to_sign(entry, seal.agency)
    if house.is_signed(seal.agency, told, seal.signature, command.said_at):
        dealing.countersign(entry.number, seal)


def _ensure_accepted(
    word: Confirm | Deny,
    category: str,
    dealing: Dealing,
    work: HandOverWork,
    house: House,
) -> None:
    """Refuse what a neighbour gives before anybody here accepted it.

    Who was restored may have forgotten an acceptance, of a matter from before, in a
    form and of a category that are granted. Raises NotAccepted, NotGranted,
    CategoryNotGranted.
    """
    row = dealing.leg.find_received(word.terms.handover_id)
    mine = work.dealings.incarnation()
    if row is not None and row.state is not ReceivedState.OFFERED:
        return
    if not mine.number or is_new(word.history, mine):
        raise NotAccepted
    way = (house.me, word.sender, word.terms.form)
    if not house.directory.takes(*way):
        raise NotGranted
    if isinstance(word, Confirm) and not house.directory.lets(*way, category):
        raise CategoryNotGranted


def _ensure_not_given(word: Word, before: Leg, after: Leg, work: HandOverWork) -> None:
    """Refuse a matter from after the restore that nobody here accepted; NotAccepted."""
    mine = work.dealings.incarnation()
    if not mine.number or not is_new(word.history, mine):
        return
    for each in after.history[before.epoch :]:
        row = each.handover_id and before.find_received(each.handover_id)
        voted = row and row.state is ReceivedState.ACCEPTED
        if each.owner == before.me and each.handover_id and not voted:
            raise NotAccepted


def _is_known(word: AboutOne, leg: Leg) -> bool:
    """Tell whether there is such a hand-over: files of others would only fill rows."""
    handover_id = word.terms.handover_id
    return bool(leg.find_sent(handover_id) or leg.find_received(handover_id))


def _recall_what_is_gone(
    word: Accept, dealing: Dealing, work: HandOverWork, house: House
) -> None:
    """End an offer of ownership before an acceptance counts that comes too late.

    What was answered here, or joined to another petition, is nobody else's any more;
    nor goes what accuses somebody since it was offered.
    """
    row = dealing.leg.find_sent(word.terms.handover_id)
    case = work.cases.get_many([dealing.petition_id]).get(dealing.petition_id)
    if row is None or case is None or not _is_offered(row) or dealing.leg.asked:
        return
    untold = set(case.matter.accused) - set(dealing.file.accused)
    if untold or not may_leave(case, work):
        decision = sending.recall(dealing.leg, row.terms.handover_id)
        decide(dealing, decision, work, house)


def _is_offered(row: Sent) -> bool:
    return row.state is SentState.OFFERED and row.terms.moves.ownership


def _keep(dealing: Dealing, work: HandOverWork, house: House, at: datetime) -> None:
    if not dealing.leg.asked and not dealing.leg.rival:
        late = [e for e in dealing.leg.sent if _is_late(e, at)]
        for row in late:
            decision = sending.expire(dealing.leg, row.terms.handover_id, at=at)
            decide(dealing, decision, work, house)
    for offer in dealing.halfway(at=at):
        about = {"handover_id": str(offer.terms.handover_id)}
        dealing.note(WAITS, about, salt=house.salt(), at=at)
        tell_turn(dealing, offer, WAITS, None, house, at)
    if dealing.remind_at is not None and dealing.remind_at <= at:
        dealing.remind(at=at)
    if dealing.compare_at is not None and dealing.compare_at <= at:
        dealing.compare(at=at)


def _is_late(row: Sent, at: datetime) -> bool:
    return row.state is SentState.OFFERED and row.terms.until <= at
