"""B-05: who was asked and stays silent is reminded once, then it counts as given up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from intake.adapters.details import details_document, details_from
from intake.adapters.translation import TELL
from intake.application.commands import AcceptPetition
from intake.application.door_commands import AskPetitioner, TakeAnswer, WatchWaiting
from intake.domain.events import PetitionLapsed, SupplementGiven, SupplementReminded
from intake.domain.lifecycle import PetitionState
from intake.domain.policy import STATUTORY_POLICY, IntakePolicy
from minqing_kernel.errors import TransitionRefused
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    STORY,
    a_clerk,
    a_waiting_petition,
    a_waiting_submission,
)
from services.intake.tests.unit.test_merging import House

pytestmark = pytest.mark.unit

SECOND = timedelta(seconds=1)
PLACE = IntakePolicy(
    code="here", correction_days=5, silence_days=3, bases={"silence_days": "B-05 [M]"}
)
FIRST_END = STATUTORY_POLICY.day_end(NOON, 5)
REMINDED = FIRST_END + SECOND
CLOSE_BY = STATUTORY_POLICY.day_end(REMINDED, 3)


def an_asked_petition():
    petition = a_waiting_petition()
    petition.ask(("合同",), at=NOON, policy=PLACE)
    petition.release()
    return petition


def a_lapsed_petition():
    petition = an_asked_petition()
    petition.mind_silence(at=REMINDED, policy=PLACE)
    petition.mind_silence(at=CLOSE_BY + SECOND, policy=PLACE)
    petition.release()
    return petition


def test_b05_whoever_is_asked_is_watched_until_the_last_day():
    petition = an_asked_petition()
    assert petition.watch_at == FIRST_END
    petition.mind_silence(at=FIRST_END, policy=PLACE)
    assert not petition.release()


def test_b05_who_does_not_answer_is_reminded_once_of_the_same_list():
    petition = an_asked_petition()
    petition.mind_silence(at=REMINDED, policy=PLACE)
    petition.mind_silence(at=REMINDED + DAY, policy=PLACE)
    [fact] = petition.release()
    assert isinstance(fact, SupplementReminded)
    event = TELL[type(fact)](fact).event
    assert (event.missing, event.close_by) == (["合同"], CLOSE_BY)
    assert (petition.state, petition.watch_at) == (PetitionState.AWAITING, CLOSE_BY)


def test_b05_after_the_second_span_silence_counts_as_giving_up_with_its_rule():
    petition = an_asked_petition()
    petition.mind_silence(at=REMINDED, policy=PLACE)
    petition.release()
    petition.mind_silence(at=CLOSE_BY, policy=PLACE)
    assert not petition.release()
    petition.mind_silence(at=CLOSE_BY + SECOND, policy=PLACE)
    [fact] = petition.release()
    assert isinstance(fact, PetitionLapsed)
    assert TELL[type(fact)](fact).event.rule == "here: B-05 [M]"
    assert (petition.state, petition.watch_at) == (PetitionState.LAPSED, None)
    assert petition.decided_at == CLOSE_BY + SECOND


def test_b05_a_later_answer_opens_it_again_and_the_days_between_do_not_count():
    petition = a_lapsed_petition()
    before = petition.accept_by
    petition.answer("合同在这里。", at=NOON + 30 * DAY, policy=PLACE)
    [fact] = petition.release()
    assert isinstance(fact, SupplementGiven)
    assert TELL[type(fact)](fact).event.reopened is True
    assert petition.state is PetitionState.RECEIVED
    assert (petition.decided_at, petition.explanation) == (None, "")
    assert petition.accept_by == before + 30 * DAY
    assert petition.watch_at == petition.accept_by


def test_b05_an_answer_in_time_reopens_nothing():
    petition = an_asked_petition()
    petition.answer("在这里。", at=NOON + DAY, policy=PLACE)
    [fact] = petition.release()
    assert fact.reopened is False


def test_b05_what_lapsed_is_left_alone_until_an_answer_comes():
    petition = a_lapsed_petition()
    petition.mind_silence(at=NOON + 90 * DAY, policy=PLACE)
    assert not petition.release()
    with pytest.raises(TransitionRefused):
        petition.accept("roads", COMMUNITY, at=NOON + 90 * DAY)


def test_b05_one_that_was_asked_without_a_date_is_not_watched():
    petition = an_asked_petition()
    petition.supplement = replace(petition.supplement, answer_by=None)
    petition.mind_silence(at=NOON + 90 * DAY, policy=PLACE)
    assert petition.watch_at is None
    assert not petition.release()


def test_b05_what_is_not_asked_has_no_silence():
    petition = a_waiting_petition()
    petition.mind_silence(at=NOON + 90 * DAY, policy=PLACE)
    assert not petition.release()


def test_b05_reminder_and_lapse_come_back_as_they_were_stored():
    petition = a_lapsed_petition()
    stored = details_from(details_document(petition), None)
    assert stored["supplement"] == petition.supplement


def test_b05_the_walk_reminds_lapses_and_leaves_what_was_decided():
    house = House(PLACE)
    intake, clerk = house.intake, a_clerk()
    silent, decided = (house.submit(a_waiting_submission()) for _ in range(2))
    for each in (silent, decided):
        asked = AskPetitioner(petition_id=each, missing=("合同",), actor=clerk)
        intake.bus.handle(asked, STORY)
    taken = AcceptPetition(
        petition_id=decided,
        category="street-lighting",
        division_code=COMMUNITY,
        actor=clerk,
    )
    intake.bus.handle(taken, STORY)
    for days in (6, 4):
        intake.clock.advance(days * DAY)
        intake.bus.handle(WatchWaiting(petition_ids=[silent, decided]), STORY)
    states = [intake.store.petitions[each].state for each in (silent, decided)]
    assert states == [PetitionState.LAPSED, PetitionState.ACCEPTED]
    answer = TakeAnswer(petition_id=silent, text="在这里。", actor=clerk)
    intake.bus.handle(answer, STORY)
    assert intake.store.petitions[silent].state is PetitionState.RECEIVED
