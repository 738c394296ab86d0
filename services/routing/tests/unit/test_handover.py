"""The hand-over protocol by example: every form, every refusal, both clocks."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from minqing_kernel.errors import TransitionRefused
from routing.domain.errors import KeyReused, OutOfTime
from routing.domain.handover import receiving, sending
from routing.domain.handover.errors import (
    Designated,
    HandOverNotFound,
    HandOverOpen,
    NothingOwed,
    NothingToReturn,
    NotTheOwner,
    OfferExpired,
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
from services.routing.tests.handover_link import Link
from services.routing.tests.handover_world import (
    BUREAU,
    DISTRICT,
    IN_TIME,
    LATE,
    STREET,
    UNTIL,
    terms,
)

pytestmark = pytest.mark.unit

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
DUTIES = [form for form in Form if not FORMS[form].ownership]
UPWARD = [Form.RAISE, Form.LEAD]


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
def test_b39_what_goes_up_leaves_the_sender_co_owner_and_the_result_flows_back(
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
    with pytest.raises(Designated):
        link.offer(by=DISTRICT, to=STREET, number=2)
    link.offer(Form.ASSIST, by=DISTRICT, to=STREET, number=2)


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
    for form in (Form.TRANSFER, Form.RAISE):
        disguised = terms(link[DISTRICT], 2, form, STREET, returns=ONE)
        with pytest.raises(NothingToReturn):
            sending.hand_back(link[DISTRICT], disguised, at=IN_TIME, return_by=UNTIL)
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


@pytest.mark.parametrize("machine", [SENDING, RECEIVING])
def test_the_page_shows_both_tables(machine):
    page = Path(__file__).parents[4] / "docs" / "handover.md"
    assert machine.as_mermaid() in page.read_text("utf-8")
