"""The one door for what other agencies say: obeyed, answered, or void."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from routing.domain.handover import receiving, sending
from routing.domain.handover.errors import TermsDiffer, WrongAddressee
from routing.domain.handover.learning import learn
from routing.domain.handover.leg import Decision, Leg
from routing.domain.handover.reconciling import heard_ask, heard_digest, waited_for
from routing.domain.handover.words import (
    AboutOne,
    Accept,
    Ask,
    Closed,
    Confirm,
    Deny,
    Digest,
    GiveBack,
    News,
    Offer,
    Refuse,
    Result,
    Seen,
    Settled,
    Taken,
    Word,
)

Obey = Callable[[Leg, Any, datetime], Decision]

OF_SENDER: Mapping[type[Word], Obey] = MappingProxyType(
    {
        Offer: receiving.heard_offer,
        Confirm: receiving.heard_confirm,
        Deny: receiving.heard_deny,
        Settled: receiving.heard_settled,
        Closed: receiving.heard_closed,
    }
)
OF_RECEIVER: Mapping[type[Word], Obey] = MappingProxyType(
    {
        Seen: sending.heard_seen,
        Accept: sending.heard_accept,
        Refuse: sending.heard_refuse,
        Taken: sending.heard_taken,
        Result: sending.heard_result,
        GiveBack: sending.heard_give_back,
    }
)
"""Who says what, and what it does at the other side."""


def obey(leg: Leg, word: Word, *, at: datetime) -> Decision:
    """Let a word have its effect, once, however often and late it comes.

    Raises WrongAddressee and TermsDiffer for what no honest neighbour says.
    """
    _ensure_addressed(leg, word)
    void = is_void(leg, word)
    leg = leg.having_heard(word.sender, word.incarnation)
    if void:
        return Decision(leg, () if _is_quiet(leg, word) else (_news(leg, word),))
    if isinstance(word, Ask):
        return heard_ask(leg, word)
    if isinstance(word, Digest):
        return heard_digest(leg, word, at)
    if leg.asked:
        return Decision(leg)
    leg = learn(leg, word.history, word.sender)
    if leg.rival:
        return Decision(leg)
    if not isinstance(word, AboutOne):
        # News say that a word of ours was void: what still waits is said anew.
        return Decision(leg, waited_for(leg, word.sender))
    return _about(leg, word)(leg, word, at)


def is_void(leg: Leg, word: Word) -> bool:
    """Tell whether either side was restored since the word was said.

    A question is not void by what its speaker has not heard: it is how one hears.
    """
    if word.incarnation < leg.heard(word.sender):
        return True
    return word.heard != leg.incarnation and not isinstance(word, Ask)


def _is_quiet(leg: Leg, word: Word) -> bool:
    """Tell whether a void word is left unanswered: it was an answer itself, or who
    heard it knows nothing for certain.
    """
    return bool(leg.asked) or isinstance(word, News | Digest)


def _news(leg: Leg, word: Word) -> News:
    return leg.say(News, word.sender)


def _ensure_addressed(leg: Leg, word: Word) -> None:
    if (word.to, word.matter_id) != (leg.me, leg.matter_id) or word.sender == leg.me:
        raise WrongAddressee
    if not isinstance(word, AboutOne):
        return
    sides = (word.terms.sender, word.terms.to)
    ours = type(word) in OF_RECEIVER
    expected = (leg.me, word.sender) if ours else (word.sender, leg.me)
    if sides != expected:
        raise WrongAddressee


def _about(leg: Leg, word: AboutOne) -> Obey:
    """Return what that word does; raise TermsDiffer where it tells other terms."""
    row = leg.find_sent(word.terms.handover_id) or leg.find_received(
        word.terms.handover_id
    )
    if row is not None and row.terms != word.terms:
        raise TermsDiffer
    return {**OF_SENDER, **OF_RECEIVER}[type(word)]
