"""Coming back from a backup: nothing is done before the neighbours were compared.

Whoever restores counts its incarnation up. A word of an older incarnation, or meant for
one, is answered and never obeyed; so what was on its way before the restore is void as
soon as the neighbour has heard of it, and it has when it answers.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from routing.domain.handover import receiving, sending
from routing.domain.handover.errors import NotContested, OldIncarnation
from routing.domain.handover.learning import adopt, learn, undone
from routing.domain.handover.leg import TAKEN_OVER, Asked, Decision, Leg
from routing.domain.handover.lifecycle import SentState, SentStep
from routing.domain.handover.terms import Sent, Terms
from routing.domain.handover.words import Ask, Digest, News, Word


def restored(leg: Leg, incarnation: int, neighbours: Iterable[str]) -> Decision:
    """Begin again from a backup: ask every neighbour before anything is done.

    Raises OldIncarnation for one that was used before.
    """
    if incarnation <= leg.incarnation:
        raise OldIncarnation
    asked = frozenset(Asked(agency=each) for each in neighbours)
    leg = replace(leg, incarnation=incarnation, asked=asked)
    return Decision(leg, questions(leg))


def waive(leg: Leg, agency: str) -> Leg:
    """Go on without that neighbour's answer, as a supervisor decided."""
    asked = frozenset(each for each in leg.asked if each.agency != agency)
    return _concluded(replace(leg, asked=asked))


def concede(leg: Leg) -> Decision:
    """Give way to the rival claim, as the common superior decided (条例第24条)."""
    if not leg.rival:
        raise NotContested
    leg = adopt(leg, leg.rival)
    others = {each.owner for each in leg.history} - {leg.me}
    return Decision(leg, tuple(leg.say(News, each) for each in sorted(others)))


def remind(leg: Leg) -> tuple[Word, ...]:
    """Return what this side says again because it waits for an answer.

    Whoever waits repeats its last word; so no word needs to arrive at the first time.
    """
    if leg.asked:
        return questions(leg)
    sent = (sending.word_of(leg, each) for each in leg.sent if sending.waits(each))
    received = (e for e in leg.received if receiving.waits(e))
    return (*sent, *(receiving.word_of(leg, each) for each in received))


def waited_for(leg: Leg, neighbour: str) -> tuple[Word, ...]:
    """Return what is said again because that neighbour's answer is waited for."""
    return tuple(each for each in remind(leg) if each.to == neighbour)


def again(leg: Leg, neighbour: str) -> tuple[Word, ...]:
    """Return how everything between these two stands here, as it was last said.

    For a neighbour that seems to lack it: saying again what was heard changes nothing.
    """
    if leg.asked:
        return waited_for(leg, neighbour)
    sent = (sending.word_of(leg, e) for e in leg.sent if e.terms.to == neighbour)
    received = (e for e in leg.received if e.terms.sender == neighbour)
    return (*sent, *(receiving.word_of(leg, each) for each in received))


def settled(leg: Leg) -> tuple[Word, ...]:
    """Return once more, to each who sent a result, that it arrived."""
    answered = (each for each in leg.sent if each.state is SentState.ANSWERED)
    return tuple(sending.word_of(leg, each) for each in answered)


def compare(leg: Leg, neighbours: Iterable[str]) -> tuple[Word, ...]:
    """Return the daily question to neighbours whether they know anything newer."""
    return tuple(leg.say(Ask, each) for each in sorted(neighbours))


def questions(leg: Leg) -> tuple[Word, ...]:
    """Return the questions whose answers this side, restored, still needs."""
    open_ones = (e.agency for e in leg.asked if e.awaits is None or e.awaits)
    return compare(leg, open_ones)


def residue(leg: Leg) -> frozenset[str]:
    """Return whose knowledge this side lacks, itself or through who answered it."""
    heard = {each.agency for each in leg.asked if each.awaits is not None}
    lacking = {each.agency for each in leg.asked} - heard
    lacking |= {far for each in leg.asked for far in each.awaits or ()}
    return frozenset(lacking - heard - {leg.me})


def heard_ask(leg: Leg, word: Ask) -> Decision:
    """Tell what is known here; ask back where the question tells of more."""
    if not leg.asked:
        leg = learn(leg, word.history, word.sender)
    works = tuple(
        each.terms
        for each in leg.received
        if each.terms.sender == word.sender and each.state in TAKEN_OVER
    )
    told = leg.say(Digest, word.sender, awaits=residue(leg), works=works)
    return Decision(leg, (told,))


def heard_digest(leg: Leg, word: Digest, at: datetime) -> Decision:
    """Learn what the restore lost; begin again once nothing more can be learned."""
    restoring = bool(leg.asked)
    leg = learn(leg, word.history, word.sender)
    if not restoring:
        return Decision(leg)
    for terms in word.works:
        # What another one works on that one tells itself.
        leg = _remembered(leg, terms, at) if terms.to == word.sender else leg
    answered = {e for e in leg.asked if e.agency == word.sender}
    if not answered:
        return Decision(leg)
    new = Asked(agency=word.sender, awaits=word.awaits)
    leg = replace(leg, asked=(leg.asked - answered) | {new})
    return Decision(_concluded(undone(leg)))


def _concluded(leg: Leg) -> Leg:
    return leg if residue(leg) else replace(leg, asked=frozenset())


def _remembered(leg: Leg, terms: Terms, at: datetime) -> Leg:
    """Put back a hand-over that the backup did not have, or not as far."""
    row = leg.find_sent(terms.handover_id) or Sent(terms=terms)
    if row.state is not SentState.OFFERED or terms.sender != leg.me:
        return leg
    if not terms.moves.ownership:
        held = leg.accountable and leg.epoch == terms.epoch
        return leg.with_sent(row.step(SentStep.START)) if held else leg
    gone = terms.handover_id in {each.handover_id for each in leg.history}
    return leg.with_sent(row.step(SentStep.LET_GO)) if gone else leg
