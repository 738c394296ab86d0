"""The hand-over protocol by example: every form, every refusal, both clocks."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from minqing_kernel.errors import TransitionRefused
from routing.domain.errors import KeyReused, OutOfTime
from routing.domain.handover import receiving, reconciling, sending
from routing.domain.handover.errors import (
    AnotherBeginning,
    Contested,
    Designated,
    HandOverNotFound,
    HandOverOpen,
    NotAccepted,
    NotContested,
    NothingOwed,
    NothingToReturn,
    NotTheOwner,
    OfferExpired,
    OldIncarnation,
    Reconciling,
    ReturnTooLate,
    TermsDiffer,
    ToItself,
    WrongAddressee,
)
from routing.domain.handover.forms import FORMS, Form
from routing.domain.handover.lifecycle import (
    RECEIVING,
    SENDING,
    ReceivedState,
    SentState,
)
from routing.domain.handover.protocol import obey
from routing.domain.handover.terms import Tenure
from routing.domain.handover.words import (
    Accept,
    Closed,
    Confirm,
    Deny,
    Digest,
    News,
    Result,
    Seen,
    Settled,
)
from services.routing.tests.handover_world import (
    BUREAU,
    DISTRICT,
    DUE,
    IN_TIME,
    LATE,
    STREET,
    UNTIL,
    begin,
    terms,
)

pytestmark = pytest.mark.unit

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
DUTIES = [form for form in Form if not FORMS[form].ownership]
UPWARD = [Form.RAISE, Form.LEAD]


class Link:
    """Agencies whose words arrive at once; `lost` keeps what was said instead."""

    def __init__(self, *agencies):
        self.legs = begin(*agencies or (STREET, DISTRICT))
        self.cut, self.lost, self.told = False, [], []

    def __getitem__(self, agency):
        return self.legs[agency]

    def do(self, decision, at=IN_TIME):
        self.legs[decision.leg.me] = decision.leg
        self.say(decision.words, at)

    def say(self, words, at=IN_TIME):
        for word in words:
            (self.lost if self.cut else self.told).append(word)
            if not self.cut:
                self.do(obey(self[word.to], word, at=at), at)

    def offer(self, form=Form.TRANSFER, to=DISTRICT, by=STREET, number=1, **changed):
        made = terms(self[by], number, form, to, **changed)
        self.do(sending.offer(self[by], made, at=IN_TIME))

    def accept(self, number=1, by=DISTRICT, at=IN_TIME, said=""):
        key = UUID(int=number)
        self.do(receiving.accept(self[by], key, at=IN_TIME, said=said), at)

    def hand_over(self, form=Form.TRANSFER, **changed):
        self.offer(form, **changed)
        self.accept(changed.get("number", 1), by=changed.get("to", DISTRICT))

    def hand_back(self, by=DISTRICT, number=2, of=1, at=IN_TIME):
        back = UUID(int=of)
        to = self[by].received_row(back).terms.sender
        made = terms(self[by], number, Form.RETURN, to, returns=back)
        self.do(sending.hand_back(self[by], made, at=at, return_by=UNTIL))

    def sent(self, number=1, by=STREET):
        return self[by].sent_row(UUID(int=number)).state

    def received(self, number=1, by=DISTRICT):
        return self[by].received_row(UUID(int=number)).state

    def restore(self, agency, leg, number=1):
        others = set(self.legs) - {agency}
        self.do(reconciling.restored(leg, number, others))


@pytest.fixture
def link():
    return Link()


# -- ownership moves -------------------------------------------------------------------


def test_a24_a_transfer_moves_the_matter_with_one_actor_and_a_trail(link):
    link.offer()
    assert (link[STREET].acts, link[DISTRICT].acts) == (True, False)
    link.accept(said="张主任")
    assert (link[STREET].acts, link[DISTRICT].acts) == (False, True)
    assert [each.owner for each in link[STREET].history] == [STREET, DISTRICT]
    assert link[STREET].history == link[DISTRICT].history
    assert link[STREET].sent_row(ONE).said == "张主任"


def test_the_sender_answers_for_the_matter_until_the_receiver_said_that_it_has_it(link):
    link.offer()
    link.cut = True
    link.accept()
    link.do(obey(link[STREET], link.lost[-1], at=IN_TIME))
    assert link.sent() is SentState.RELEASING
    assert (link[STREET].acts, link[STREET].accountable) == (False, True)
    with pytest.raises(TransitionRefused):
        sending.recall(link[STREET], ONE)


@pytest.mark.parametrize("form", UPWARD)
def test_b39_d05_what_goes_up_leaves_the_sender_co_owner_and_the_result_flows_back(
    link, form
):
    link.hand_over(form)
    assert link[STREET].co_owner
    link.do(receiving.finish(link[DISTRICT], ONE, result="已解决"))
    assert link[STREET].sent_row(ONE).said == "已解决"
    assert (link.sent(), link.received()) == (
        SentState.ANSWERED,
        ReceivedState.ANSWERED,
    )
    assert not link[STREET].co_owner


def test_d09_the_first_receiver_supervises_whoever_handles_it_later(link):
    link.hand_over()
    assert link[STREET].supervises
    assert not link[DISTRICT].supervises
    assert link[DISTRICT].first == STREET


def test_the_result_goes_back_hop_by_hop():
    link = Link(STREET, DISTRICT, BUREAU)
    link.hand_over(Form.RAISE)
    link.hand_over(Form.TRANSFER, by=DISTRICT, to=BUREAU, number=2)
    with pytest.raises(NotTheOwner):
        receiving.finish(link[DISTRICT], ONE, result="?")
    link.do(receiving.finish(link[BUREAU], TWO, result="已解决"))
    link.do(receiving.finish(link[DISTRICT], ONE, result="已解决"))
    assert link.sent() is SentState.ANSWERED


def test_a_refusal_leaves_the_sender_as_if_nothing_had_happened(link):
    link.offer()
    link.do(receiving.refuse(link[DISTRICT], ONE, reason="不属本机关职权"))
    assert link.sent() is SentState.REFUSED
    assert link[STREET].acts
    assert link[STREET].sent_row(ONE).said == "不属本机关职权"
    assert link[STREET].epoch == 1


def test_an_acceptance_counts_by_the_senders_clock(link):
    link.offer()
    link.accept(at=LATE)
    assert (link.sent(), link.received()) == (SentState.EXPIRED, ReceivedState.CLOSED)
    assert link[STREET].acts


def test_silence_ends_an_offer_and_not_before_its_time(link):
    link.offer()
    with pytest.raises(OutOfTime):
        sending.expire(link[STREET], ONE, at=UNTIL - timedelta(seconds=1))
    link.do(sending.expire(link[STREET], ONE, at=UNTIL))
    assert (link.sent(), link.received()) == (SentState.EXPIRED, ReceivedState.CLOSED)
    with pytest.raises(OfferExpired):
        receiving.accept(link[DISTRICT], ONE, at=UNTIL)


def test_recall_and_acceptance_race_in_the_senders_database(link):
    link.offer()
    link.cut = True
    link.accept()
    link.do(sending.recall(link[STREET], ONE))
    for word in link.lost:
        link.do(obey(link[word.to], word, at=IN_TIME))
    assert (link.sent(), link.received()) == (SentState.RECALLED, ReceivedState.CLOSED)
    assert link[STREET].acts


# -- returns ---------------------------------------------------------------------------


def test_art23_a_return_within_its_days_undoes_the_hand_over_once_agreed_to(link):
    link.hand_over()
    link.hand_back()
    assert link[DISTRICT].acts
    link.accept(2, by=STREET)
    assert link[STREET].acts
    assert (link.sent(), link.received()) == (
        SentState.RETURNED,
        ReceivedState.RETURNED,
    )
    with pytest.raises(NothingOwed):
        receiving.finish(link[STREET], TWO, result="?")


def test_art23_a_return_is_refused_after_its_days(link):
    link.hand_over()
    with pytest.raises(ReturnTooLate):
        link.hand_back(at=UNTIL + timedelta(seconds=1))
    link.offer(Form.ENTRUST, by=DISTRICT, to=STREET, number=2)
    link.accept(2, by=STREET)
    with pytest.raises(ReturnTooLate):
        receiving.give_back(link[STREET], TWO, reason="", at=LATE, return_by=UNTIL)


def test_art24_who_was_designated_neither_refuses_nor_returns(link):
    link.offer(designated_by="chengdu")
    with pytest.raises(Designated):
        receiving.refuse(link[DISTRICT], ONE, reason="")
    link.accept()
    with pytest.raises(Designated):
        link.hand_back()


def test_art24_a_designated_duty_is_not_given_back(link):
    link.hand_over(Form.ENTRUST, designated_by="chengdu")
    with pytest.raises(Designated):
        receiving.give_back(link[DISTRICT], ONE, reason="", at=IN_TIME, return_by=UNTIL)


def test_only_what_is_owned_by_that_very_hand_over_is_returned(link):
    with pytest.raises(HandOverNotFound):
        made = terms(link[STREET], 2, Form.RETURN, DISTRICT, returns=ONE)
        sending.hand_back(link[STREET], made, at=IN_TIME, return_by=UNTIL)
    link.offer()
    with pytest.raises(NothingToReturn):
        link.hand_back()
    link.accept()
    bare = terms(link[DISTRICT], 2, Form.RETURN, STREET)
    with pytest.raises(NothingToReturn):
        sending.hand_back(link[DISTRICT], bare, at=IN_TIME, return_by=UNTIL)
    with pytest.raises(NothingToReturn):
        sending.offer(link[DISTRICT], bare, at=IN_TIME)
    astray = terms(link[DISTRICT], 2, Form.RETURN, BUREAU, returns=ONE)
    with pytest.raises(NothingToReturn):
        sending.hand_back(link[DISTRICT], astray, at=IN_TIME, return_by=UNTIL)


# -- duties ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", DUTIES)
def test_a_duty_moves_the_work_and_leaves_the_answer(link, form):
    link.hand_over(form)
    assert link[STREET].accountable
    assert link[STREET].acts is not FORMS[form].freezes
    assert (link[DISTRICT].works, link[DISTRICT].accountable) == (True, False)
    link.do(receiving.finish(link[DISTRICT], ONE, result="已办"))
    assert link[STREET].acts
    assert link[STREET].sent_row(ONE).said == "已办"
    assert not link[DISTRICT].works


def test_art35_while_a_superior_reviews_nothing_else_is_handed_on(link):
    link.hand_over(Form.REVIEW)
    for form in (Form.ASSIST, Form.TRANSFER):
        with pytest.raises(HandOverOpen):
            link.offer(form, number=2)


def test_several_duties_go_on_at_once_and_ownership_stays_meanwhile():
    link = Link(STREET, DISTRICT, BUREAU)
    link.hand_over(Form.ENTRUST)
    link.hand_over(Form.ASSIST, to=BUREAU, number=2)
    with pytest.raises(HandOverOpen):
        link.offer(number=3)
    for number in (1, 2):
        link.do(sending.recall(link[STREET], UUID(int=number)))
    assert link.received() is ReceivedState.CLOSED
    link.offer(number=3)
    with pytest.raises(HandOverOpen):
        link.offer(Form.ASSIST, number=4)


@pytest.mark.parametrize(
    ("decide", "sent", "received"),
    [
        (sending.grant_return, SentState.RETURNED, ReceivedState.CLOSED),
        (sending.deny_return, SentState.KEPT, ReceivedState.KEPT),
    ],
)
def test_art23_a_duty_returns_when_its_sender_agrees_and_is_asked_once(
    link, decide, sent, received
):
    link.hand_over(Form.ENTRUST)
    asked = {"reason": "不属职权", "at": IN_TIME, "return_by": UNTIL}
    link.do(receiving.give_back(link[DISTRICT], ONE, **asked))
    assert link.sent() is SentState.RETURN_ASKED
    link.do(decide(link[STREET], ONE))
    assert (link.sent(), link.received()) == (sent, received)
    with pytest.raises(TransitionRefused):
        receiving.give_back(link[DISTRICT], ONE, **asked)


# -- what is refused -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"to": STREET}, ToItself),
        ({"until": IN_TIME}, OutOfTime),
        ({"form": Form.ENTRUST, "due": None}, OutOfTime),
        ({"form": Form.ENTRUST, "due": IN_TIME}, OutOfTime),
    ],
)
def test_an_offer_that_means_nothing_is_refused(link, changed, refused):
    with pytest.raises(refused):
        link.offer(**changed)


def test_who_does_not_own_offers_nothing(link):
    with pytest.raises(NotTheOwner):
        link.offer(by=DISTRICT, to=STREET)
    stale = replace(terms(link[STREET], 1, Form.TRANSFER, DISTRICT), epoch=5)
    with pytest.raises(NotTheOwner):
        sending.offer(link[STREET], stale, at=IN_TIME)
    link.offer()
    with pytest.raises(KeyReused):
        link.offer()
    with pytest.raises(KeyReused):
        link.offer(by=DISTRICT, to=STREET)
    with pytest.raises(HandOverNotFound):
        sending.recall(link[STREET], TWO)


def test_a_word_for_others_or_with_other_terms_is_refused(link):
    link.offer()
    (word,) = receiving.accept(link[DISTRICT], ONE, at=IN_TIME).words
    changed = replace(word.terms, to=BUREAU)
    for astray in (
        replace(word, to=BUREAU),
        replace(word, matter_id=ONE),
        replace(word, sender=STREET),
        replace(word, sender=BUREAU),
        replace(word, terms=changed),
    ):
        with pytest.raises(WrongAddressee):
            obey(link[STREET], astray, at=IN_TIME)
    with pytest.raises(TermsDiffer):
        later = replace(word, terms=replace(word.terms, until=LATE))
        obey(link[STREET], later, at=IN_TIME)


# -- late and repeated words -----------------------------------------------------------


def say(link, kind, by, number=1, **about):
    leg = link[by]
    row = leg.find_sent(UUID(int=number)) or leg.received_row(UUID(int=number))
    to = ({row.terms.sender, row.terms.to} - {by}).pop()
    return leg.say(kind, to, terms=row.terms, **about)


def test_every_repeated_word_is_answered_again_from_what_is_stored(link):
    link.hand_over(Form.ENTRUST)
    accepted = say(link, Accept, DISTRICT)
    assert [type(each) for each in obey(link[STREET], accepted, at=LATE).words] == [
        Confirm
    ]
    link.do(receiving.finish(link[DISTRICT], ONE, result="已办"))
    for kind in (Accept, Seen, Result):
        words = obey(link[STREET], say(link, kind, DISTRICT), at=LATE).words
        assert [type(each) for each in words] == [Settled]
    for kind in (Confirm, Deny):
        words = obey(link[DISTRICT], say(link, kind, STREET), at=LATE).words
        assert [type(each) for each in words] == [Result]


def test_an_old_offer_is_answered_with_who_owns_it_now():
    link = Link(STREET, DISTRICT, BUREAU)
    for form in (Form.TRANSFER, Form.ENTRUST):
        old = terms(link[STREET], 3, form, BUREAU, due=DUE)
        link.lost.append(sending.offer(link[STREET], old, at=IN_TIME).words[0])
    link.hand_over()
    link.hand_over(by=DISTRICT, to=BUREAU, number=2)
    begun = replace(link.lost[1])
    confirmed = link[STREET].say(
        Confirm, BUREAU, terms=begun.terms, history=begun.history
    )
    for word in (*link.lost, confirmed):
        decision = obey(link[BUREAU], word, at=IN_TIME)
        (answer,) = decision.words
        assert decision.leg == link[BUREAU]
        assert type(answer) is News
        assert answer.history[-1].owner == BUREAU


def test_words_about_what_nobody_knows_are_closed_or_pass(link):
    link.hand_over(Form.ENTRUST)
    blank = begin(STREET, DISTRICT)
    words = obey(blank[STREET], say(link, Accept, DISTRICT), at=IN_TIME).words
    assert [(type(each), each.said) for each in words] == [(Closed, sending.UNKNOWN)]
    for kind in (Closed, Settled):
        decision = obey(blank[DISTRICT], say(link, kind, STREET), at=IN_TIME)
        assert decision.words == ()
        assert decision.leg.received == ()


# -- coming back from a backup ---------------------------------------------------------


def test_after_a_restore_nothing_is_done_before_all_neighbours_were_heard():
    link = Link(STREET, DISTRICT, BUREAU)
    backup = link[STREET]
    link.hand_over()
    link.cut = True
    link.restore(STREET, backup)
    assert not link[STREET].acts
    with pytest.raises(Reconciling) as refusal:
        sending.offer(
            link[STREET], terms(link[STREET], 9, Form.TRANSFER, BUREAU), at=IN_TIME
        )
    assert refusal.value.fields == {DISTRICT: "not-heard", BUREAU: "not-heard"}
    link.cut = False
    link.say([word for word in link.lost if word.to == BUREAU])
    assert link[STREET].asked
    link.say([word for word in link.lost if word.to == DISTRICT])
    assert not link[STREET].asked
    assert link[STREET].owner == DISTRICT
    assert link.sent() is SentState.HANDED_OVER


def test_an_incarnation_is_never_used_twice(link):
    with pytest.raises(OldIncarnation):
        link.restore(STREET, link[STREET], number=0)


def test_who_has_yet_to_hear_itself_does_not_end_anothers_waiting():
    """Restored: street and district. The bureau alone knows, and its link is cut."""
    link = Link(STREET, DISTRICT, BUREAU)
    backup = link[STREET], link[DISTRICT]
    link.hand_over()
    link.hand_over(by=DISTRICT, to=BUREAU, number=2)
    street = reconciling.restored(backup[0], 1, {DISTRICT})
    district = reconciling.restored(backup[1], 1, {STREET, BUREAU})
    link.legs |= {STREET: street.leg, DISTRICT: district.leg}
    link.say(street.words)
    assert link[STREET].asked
    assert reconciling.remind(link[STREET]) == reconciling.questions(link[STREET])
    link.say(word for word in district.words if word.to == STREET)
    assert link[DISTRICT].asked
    link.say(word for word in district.words if word.to == BUREAU)
    link.say(reconciling.remind(link[STREET]))
    assert not link[STREET].asked
    assert link[STREET].owner == BUREAU


def test_a_neighbour_that_is_long_away_is_waived_and_the_higher_epoch_wins_later(link):
    backup = link[STREET]
    link.hand_over()
    link.cut = True
    link.restore(STREET, backup)
    link.legs[STREET] = reconciling.waive(link[STREET], DISTRICT)
    assert (link[STREET].acts, link[DISTRICT].acts) == (True, True)
    link.cut = False
    link.say(reconciling.compare(link[STREET], {DISTRICT}))
    assert (link[STREET].acts, link[DISTRICT].acts) == (False, True)


def contested():
    """The street came back, waived the others, and gave the matter to the bureau."""
    link = Link(STREET, DISTRICT, BUREAU)
    backup = link[STREET]
    link.hand_over()
    link.cut = True
    link.restore(STREET, backup)
    for away in (DISTRICT, BUREAU):
        link.legs[STREET] = reconciling.waive(link[STREET], away)
    link.cut = False
    link.say(reconciling.compare(link[STREET], {BUREAU}))
    link.hand_over(to=BUREAU, number=2)
    assert link[BUREAU].acts
    return link


def ask_around(link):
    for me in (STREET, DISTRICT, BUREAU):
        link.say(reconciling.compare(link[me], {STREET, DISTRICT, BUREAU} - {me}))


def test_art24_of_two_histories_both_owners_rest_until_a_superior_decides():
    link = contested()
    link.say(reconciling.compare(link[BUREAU], {DISTRICT}))
    assert (link[BUREAU].acts, link[DISTRICT].acts) == (False, False)
    with pytest.raises(Contested) as refusal:
        link.offer(by=DISTRICT, to=STREET, number=3)
    assert refusal.value.fields == {"owner": BUREAU}
    task = terms(link[DISTRICT], 7, Form.ASSIST, BUREAU)
    asked = link[BUREAU].say(Seen, DISTRICT, terms=task)
    assert obey(link[DISTRICT], asked, at=IN_TIME).words == ()


def test_art24_who_gives_way_ends_the_contest_for_everybody():
    link = contested()
    ask_around(link)
    link.do(reconciling.concede(link[BUREAU]))
    ask_around(link)
    ask_around(link)
    assert (link[BUREAU].acts, link[DISTRICT].acts) == (False, True)
    assert len({link[me].history for me in (STREET, DISTRICT, BUREAU)}) == 1
    assert not any(link[me].rival for me in (STREET, DISTRICT, BUREAU))
    assert link.sent(2) is SentState.SUPERSEDED
    assert link.received(2, by=BUREAU) is ReceivedState.CLOSED
    with pytest.raises(NotContested):
        reconciling.concede(link[BUREAU])


def test_a_longer_history_that_contradicts_ours_is_not_believed_either():
    link = contested()
    longer = (*link[BUREAU].history, replace(link[BUREAU].history[0]))
    told = link[BUREAU].say(News, DISTRICT, history=longer)
    after = obey(link[DISTRICT], told, at=IN_TIME).leg
    assert (after.owner, after.acts) == (DISTRICT, False)


def test_nobody_is_made_owner_who_never_accepted(link):
    link.cut = True
    link.offer()
    given = Tenure(owner=DISTRICT, handover_id=ONE, since=IN_TIME)
    history = (*link[STREET].history, given)
    offered = link.lost[0]
    dumped = link[STREET].say(Confirm, DISTRICT, terms=offered.terms, history=history)
    for leg in (link[DISTRICT], obey(link[DISTRICT], offered, at=IN_TIME).leg):
        with pytest.raises(NotAccepted):
            obey(leg, dumped, at=IN_TIME)


def test_a_matter_begins_at_one_agency(link):
    other = begin(BUREAU, STREET)[BUREAU].say(News, STREET)
    with pytest.raises(AnotherBeginning):
        obey(link[STREET], other, at=IN_TIME)


def test_an_answer_to_an_earlier_restore_counts_for_nothing(link):
    late = link[DISTRICT].say(Digest, STREET)
    link.cut = True
    link.restore(STREET, link[STREET])
    assert obey(link[STREET], late, at=IN_TIME).leg.asked


def test_a_digest_from_who_was_not_asked_teaches_and_decides_nothing(link):
    link.cut = True
    link.restore(STREET, link[STREET])
    told = replace(begin(STREET, BUREAU)[BUREAU].say(Digest, STREET), heard=1)
    assert obey(link[STREET], told, at=IN_TIME).leg.asked == link[STREET].asked


def test_a_lost_duty_is_remembered_and_a_lost_offer_is_not(link):
    backup = link[STREET]
    link.hand_over(Form.ENTRUST)
    link.offer(Form.ASSIST, number=2)
    link.restore(STREET, backup)
    assert link.sent() is SentState.WORKING
    assert link[STREET].find_sent(TWO) is None
    link.say(reconciling.remind(link[DISTRICT]))
    assert link.received(2) is ReceivedState.CLOSED


def test_what_was_taken_and_answered_is_told_to_who_forgot_it(link):
    backup = link[DISTRICT]
    link.hand_over(Form.RAISE)
    link.restore(DISTRICT, backup)
    assert link[DISTRICT].acts
    link.say(reconciling.remind(link[STREET]))
    assert link.received() is ReceivedState.TAKEN


def test_a_tenure_tells_nothing_of_people():
    fields = {"owner", "handover_id", "since", "proof"}
    assert set(Tenure.__dataclass_fields__) == fields


@pytest.mark.parametrize("machine", [SENDING, RECEIVING])
def test_the_page_shows_both_tables(machine):
    page = Path(__file__).parents[4] / "docs" / "handover.md"
    assert machine.as_mermaid() in page.read_text("utf-8")


def test_what_was_offered_by_a_former_owner_ends_with_its_tenure():
    """The bureau was offered a task; then the matter went on, as it hears later."""
    link = Link(STREET, DISTRICT, BUREAU)
    link.hand_over(Form.ASSIST, to=BUREAU)
    after = (
        *link[STREET].history,
        Tenure(owner=DISTRICT, handover_id=TWO, since=IN_TIME),
    )
    for me in (BUREAU, STREET):
        told = link[DISTRICT].say(News, me, history=after)
        link.do(obey(link[me], told, at=IN_TIME))
    assert link.received(by=BUREAU) is ReceivedState.CLOSED
    assert link.sent() is SentState.SUPERSEDED
