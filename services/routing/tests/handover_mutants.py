"""Rules of the hand-over protocol, each broken on purpose: the explorer must see it."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from minqing_kernel.state_machine import StateMachine, on
from routing.domain.handover import (
    learning,
    protocol,
    receiving,
    reconciling,
    sending,
    terms,
)
from routing.domain.handover.leg import Decision, Leg
from routing.domain.handover.lifecycle import (
    SENDING,
    SentState,
    SentStep,
)
from routing.domain.handover.terms import Tenure
from routing.domain.handover.words import Ask

S, T = SentState, SentStep


def receiver_owns_as_soon_as_it_accepts(patch):
    accept = receiving.accept

    def owning(leg, handover_id, *, at, said=""):
        decision = accept(leg, handover_id, at=at, said=said)
        way = leg.received_row(handover_id).terms
        if not way.moves.ownership:
            return decision
        tenure = Tenure(owner=leg.me, handover_id=handover_id, since=at)
        return Decision(
            learning.adopt(decision.leg, (*leg.history, tenure)), decision.words
        )

    patch.setattr(receiving, "accept", owning)


def sender_acts_on_after_its_confirmation(patch):
    patch.setattr(Leg, "acts", property(lambda leg: leg.accountable and not leg.asked))


def sender_forgets_the_matter_at_its_confirmation(patch):
    listed = property(
        lambda leg: (
            leg.owner == leg.me
            and not any(each.state is S.RELEASING for each in leg.sent)
        )
    )
    patch.setattr(Leg, "accountable", listed)


def recall_after_the_confirmation(patch):
    _unguarded(patch)
    steps = [
        on(step, leaving={state}, reach=SENDING.after(state, step))
        for state in S
        for step in SENDING.steps_from(state)
    ]
    late = on(T.RECALL, leaving={S.RELEASING}, reach=S.RECALLED)
    patch.setattr(terms, "SENDING", StateMachine(*steps, late))


def acceptance_obeyed_after_the_offer_ended(patch):
    _unguarded(patch)
    heard = sending.heard_accept

    def obeying(leg, word, at):
        row = leg.find_sent(word.terms.handover_id)
        if row and row.state in (S.EXPIRED, S.RECALLED) and leg.accountable:
            tenure = Tenure(
                owner=word.sender, handover_id=word.terms.handover_id, since=at
            )
            words = leg.say(
                sending.Confirm,
                word.sender,
                terms=row.terms,
                history=(*leg.history, tenure),
            )
            return Decision(leg, (words,))
        return heard(leg, word, at)

    _hear(patch, "OF_RECEIVER", sending.Accept, obeying)


def nobody_tells_incarnations_apart(patch):
    _unguarded(patch)
    patch.setattr(protocol, "is_void", lambda leg, word: False)


def words_meant_for_an_older_incarnation_obeyed(patch):
    _unguarded(patch)
    patch.setattr(
        protocol,
        "is_void",
        lambda leg, word: word.incarnation < leg.heard(word.sender),
    )


def words_of_an_older_incarnation_obeyed(patch):
    _unguarded(patch)
    patch.setattr(
        protocol,
        "is_void",
        lambda leg, word: word.heard != leg.incarnation and not isinstance(word, Ask),
    )


def acts_at_once_after_a_restore(patch):
    restored = reconciling.restored

    def hasty(leg, incarnation, neighbours):
        decision = restored(leg, incarnation, neighbours)
        return Decision(replace(decision.leg, asked=frozenset()), decision.words)

    patch.setattr("services.routing.tests.handover_explorer.restored", hasty)


def two_restored_agencies_wait_for_each_other(patch):
    heard = reconciling.heard_ask

    def waiting(leg, word):
        decision = heard(leg, word)
        (told,) = decision.words
        # Whoever reconciles gives no answer that counts.
        awaits = frozenset({"itself"}) if leg.asked else frozenset()
        return Decision(decision.leg, (replace(told, awaits=awaits),))

    patch.setattr(protocol, "heard_ask", waiting)


def what_was_taken_is_never_said(patch):
    confirm = receiving.heard_confirm

    def mute(leg, word, at):
        return Decision(confirm(leg, word, at).leg)

    _hear(patch, "OF_SENDER", receiving.Confirm, mute)


def a_closed_offer_is_not_told_again(patch):
    _hear(patch, "OF_RECEIVER", receiving.Seen, lambda leg, word, at: Decision(leg))


def the_receiver_repeats_nothing(patch):
    patch.setattr(receiving, "waits", lambda row: False)


def the_sender_repeats_nothing(patch):
    patch.setattr(sending, "waits", lambda row: False)


def a_forgotten_duty_is_not_remembered(patch):
    patch.setattr(reconciling, "_remembered", lambda leg, terms, at: leg)


def a_review_leaves_the_sender_free(patch):
    patch.setattr(Leg, "frozen", False)


def _unguarded(patch):
    """Let the receiver own what it did not accept, as it would refuse to."""
    patch.setattr(learning, "_ensure_accepted", lambda leg, new: None)


def _hear(patch, table, kind, does):
    heard: Mapping = getattr(protocol, table)
    patch.setattr(protocol, table, MappingProxyType({**heard, kind: does}))


def nothing_is_said_again(patch):
    patch.setattr("services.routing.tests.handover_world.again", lambda *_: ())
