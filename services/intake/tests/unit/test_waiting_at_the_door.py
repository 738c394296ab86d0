"""The fifteen days, 一次性告知, what a visitor leaves open, and who hears of delay."""

from datetime import UTC, datetime, timedelta

import pytest

from intake.adapters.translation import TELL
from intake.domain.contact import Contact
from intake.domain.deciding import Decision
from intake.domain.errors import (
    AskedBefore,
    BrokenPetition,
    IncompletePetition,
    NothingAsked,
    StaleRevision,
)
from intake.domain.events import (
    AcceptanceMissed,
    PetitionContacted,
    SupplementGiven,
    SupplementRequested,
)
from intake.domain.handling import CaseKind, Handling, Mode
from intake.domain.lifecycle import PetitionState
from intake.domain.nature import Nature
from intake.domain.particulars import NOTHING_STATED, Particulars
from intake.domain.policy import IntakePolicy, Requirement
from intake.domain.requirements import KNOWN, missing
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.text import Unreadable
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    STREET,
    a_petition,
    a_waiting_petition,
)

SIXTH_OF_DECEMBER = datetime(2026, 12, 6, 15, 59, 59, tzinfo=UTC)
"""The end of 2026-12-06 in China, which is a Sunday."""


def an_asked_petition(*items):
    petition = a_waiting_petition()
    petition.ask(items or ("身份证复印件", "合同"), at=NOON + DAY)
    petition.release()
    return petition


def test_art22_the_clock_ends_with_the_fifteenth_day_also_on_a_sunday():
    assert a_waiting_petition().accept_by == SIXTH_OF_DECEMBER


def test_art22_the_days_count_from_the_arrival_not_from_the_typing():
    petition = a_petition(category=None, received_at=NOON - 3 * DAY)
    petition.arrive(NOON)
    assert petition.accept_by == SIXTH_OF_DECEMBER - 3 * DAY


def test_another_agency_may_promise_to_decide_sooner():
    petition = a_petition(category=None)
    petition.arrive(NOON, IntakePolicy(acceptance_days=5))
    assert petition.accept_by == SIXTH_OF_DECEMBER - 10 * DAY
    assert petition.rule == "statute: 信访工作条例第22、23条"


def test_what_is_accepted_on_arrival_has_no_clock_at_the_door():
    petition = a_petition()
    petition.arrive(NOON)
    assert (petition.accept_by, petition.watch_at) == (None, None)


def test_b05_all_that_is_missing_is_told_in_one_list():
    petition = a_waiting_petition()
    petition.ask((" 身份证复印件 ", "合同"), at=NOON + DAY, seen=1)
    [fact] = petition.release()
    assert isinstance(fact, SupplementRequested)
    assert petition.state is PetitionState.AWAITING
    event = TELL[type(fact)](fact).event
    assert event.missing == ["身份证复印件", "合同"]
    assert event.answer_by == SIXTH_OF_DECEMBER + DAY


@pytest.mark.parametrize("answered", [False, True])
def test_b05_a_second_list_is_refused(answered):
    petition = an_asked_petition()
    if answered:
        petition.answer("都在这里。", at=NOON + 2 * DAY)
    with pytest.raises(AskedBefore):
        petition.ask(("还有一样",), at=NOON + 3 * DAY)


def test_b05_the_clock_stands_until_the_petitioner_answers():
    petition = an_asked_petition()
    assert petition.watch_at == petition.supplement.answer_by
    petition.answer(" 都在这里。 ", at=NOON + 8 * DAY)
    assert petition.accept_by == SIXTH_OF_DECEMBER + 7 * DAY
    assert petition.watch_at == petition.accept_by
    [fact] = petition.release()
    assert isinstance(fact, SupplementGiven)
    assert TELL[type(fact)](fact).event.accept_by == petition.accept_by
    assert petition.supplement.answer == "都在这里。"


def test_b05_an_answer_of_the_same_day_moves_nothing():
    petition = an_asked_petition()
    petition.answer("都在这里。", at=NOON + DAY + timedelta(hours=1))
    assert petition.accept_by == SIXTH_OF_DECEMBER


def test_b05_whoever_never_answers_may_still_be_decided():
    petition = an_asked_petition()
    petition.accept("roads", COMMUNITY, at=NOON + 9 * DAY)
    assert petition.state is PetitionState.ACCEPTED


def test_b05_nobody_answers_what_was_not_asked():
    with pytest.raises(NothingAsked):
        a_waiting_petition().answer("材料", at=NOON)


def test_b05_what_was_answered_is_not_answered_again():
    petition = an_asked_petition()
    petition.answer("都在这里。", at=NOON + 2 * DAY)
    with pytest.raises(TransitionRefused):
        petition.answer("又来了。", at=NOON + 3 * DAY)


def test_b05_whoever_saw_an_older_petition_looks_again():
    with pytest.raises(StaleRevision):
        a_waiting_petition().ask(("合同",), at=NOON, seen=2)


@pytest.mark.parametrize(
    "items, code",
    [
        ((), "required"),
        ((" ",), "required"),
        (("x" * 201,), "too-long"),
        (("x",) * 31, "too-long"),
    ],
)
def test_b05_a_list_has_items_of_a_fitting_length(items, code):
    petition = a_waiting_petition()
    with pytest.raises(BrokenPetition) as refusal:
        petition.ask(items, at=NOON)
    assert refusal.value.fields == {"missing": code}
    assert petition.state is PetitionState.RECEIVED


@pytest.mark.parametrize("words, code", [(" ", "required"), ("x" * 20_001, "too-long")])
def test_b05_an_answer_has_words_of_a_fitting_length(words, code):
    petition = an_asked_petition()
    with pytest.raises(BrokenPetition) as refusal:
        petition.answer(words, at=NOON)
    assert refusal.value.fields == {"text": code}
    assert petition.state is PetitionState.AWAITING


def test_art22_what_nobody_decided_in_time_is_told_to_the_superior_once():
    petition = a_waiting_petition()
    late = SIXTH_OF_DECEMBER + timedelta(seconds=1)
    petition.miss(STREET, at=late)
    petition.miss(STREET, at=late + DAY)
    [fact] = petition.release()
    assert isinstance(fact, AcceptanceMissed)
    event = TELL[type(fact)](fact).event
    assert (event.accept_by, event.superior_id) == (SIXTH_OF_DECEMBER, STREET)
    assert petition.watch_at is None


@pytest.mark.parametrize(
    "petition, at",
    [
        (a_waiting_petition(), SIXTH_OF_DECEMBER),
        (an_asked_petition(), SIXTH_OF_DECEMBER + DAY),
        (a_petition(state=PetitionState.ACCEPTED), SIXTH_OF_DECEMBER + DAY),
    ],
    ids=["has time left", "waits for its petitioner", "is decided"],
)
def test_art22_nobody_is_told_of_what_is_not_late(petition, at):
    petition.miss(STREET, at=at)
    assert not petition.release()


FIVE = {"name": "周某", "address": "东街65号9栋"}


@pytest.mark.parametrize(
    "contact, words, lacking",
    [
        (FIVE, {"request": "修路灯", "reasons": "走夜路危险"}, ()),
        (FIVE, {}, ("request", "reasons")),
        ({"name": "周某"}, {"request": "修路灯", "reasons": "危险"}, ("address",)),
        ({}, {"request": "修路灯", "reasons": "危险"}, ("name", "address")),
    ],
)
def test_art19_a_visitor_states_five_things(contact, words, lacking):
    told = Particulars.of(Contact.of(**contact), visit=True, **words)
    assert told.lacking == lacking


def test_art19_whoever_was_not_asked_lacks_nothing():
    told = Particulars.of(Contact.of(**FIVE), visit=False)
    assert (told.lacking, told.identified) == ((), True)
    assert Particulars.of(Contact.of(name="周某"), visit=False) is not None
    assert Particulars.of(Contact(), visit=False) == NOTHING_STATED


@pytest.mark.parametrize(
    "words, fault", [("x" * 5_001, BrokenPetition), ("\x00", Unreadable)]
)
def test_art19_what_is_said_has_a_fitting_length(words, fault):
    with pytest.raises(fault):
        Particulars.of(Contact(), request=words, visit=True)


def test_art19_a_visit_that_leaves_something_open_is_written_down_and_waits():
    petition = a_petition(particulars=Particulars(visit=True, named=True))
    petition.arrive(NOON)
    assert petition.state is PetitionState.RECEIVED


def test_art19_it_is_accepted_only_with_a_reason_why_it_is_all_the_same():
    petition = a_waiting_petition(particulars=Particulars(visit=True))
    with pytest.raises(IncompletePetition) as refusal:
        petition.accept("roads", COMMUNITY, at=NOON)
    assert set(refusal.value.fields) == {"name", "address", "request", "reasons"}
    decision = Decision(despite="不愿留名，事实清楚。")
    petition.accept("roads", COMMUNITY, at=NOON, decision=decision)
    assert petition.state is PetitionState.ACCEPTED
    assert petition.despite == "不愿留名，事实清楚。"


MODE_OF_JOINT = Requirement(
    fields=frozenset({"mode", "place", "telephone"}), case_kind="reply", basis="B-04"
)


@pytest.mark.parametrize(
    "handling, place, absent",
    [
        (
            Handling(case_kind=CaseKind.REPLY),
            "",
            {"handling.mode", "place", "telephone"},
        ),
        (Handling(case_kind=CaseKind.REPLY, mode=Mode.DIRECT), "桥头", {"telephone"}),
        (Handling(case_kind=CaseKind.IMMEDIATE), "", set()),
    ],
)
def test_b03_a_place_may_ask_for_more_before_it_accepts(handling, place, absent):
    policy = IntakePolicy(requirements=(MODE_OF_JOINT,))
    petition = a_waiting_petition(place=place)
    decision = Decision(handling=handling)
    if not absent:
        petition.accept("roads", COMMUNITY, at=NOON, decision=decision, policy=policy)
        return
    with pytest.raises(IncompletePetition) as refusal:
        petition.accept("roads", COMMUNITY, at=NOON, decision=decision, policy=policy)
    assert set(refusal.value.fields) == absent
    assert petition.state is PetitionState.RECEIVED


@pytest.mark.parametrize("name", KNOWN)
def test_b03_every_field_that_a_place_may_ask_for_can_be_missing(name):
    rule = Requirement(fields=frozenset({name}), basis="here")
    petition = a_petition()
    nothing = (petition, Nature(), Handling(), "", "")
    asked = missing(nothing, IntakePolicy(requirements=(rule,)))
    assert asked == {KNOWN[name][0]: "required"}


def test_b03_what_a_place_asks_for_keeps_a_petition_waiting_on_arrival():
    rule = Requirement(fields=frozenset({"place"}), channel="web", basis="A-10")
    policy = IntakePolicy(requirements=(rule,))
    silent, telling = a_petition(), a_petition(place="桥头")
    for each in (silent, telling):
        each.arrive(NOON, policy)
    assert (silent.state, telling.state) == ("received", "accepted")


def test_art20_a_place_may_allow_fewer_to_speak_for_many():
    policy = IntakePolicy(representatives_at_most=3)
    petition = a_petition(nature=Nature(representatives=4))
    with pytest.raises(BrokenPetition):
        petition.arrive(NOON, policy)
    a_petition(nature=Nature(representatives=3)).arrive(NOON, policy)


def test_a09_a_later_contact_leaves_the_first_channel_as_it_was():
    petition = a_waiting_petition()
    petition.meet("hotline", at=NOON + DAY)
    [fact] = petition.release()
    assert isinstance(fact, PetitionContacted)
    assert (petition.channel, fact.by, fact.revision) == ("web", "hotline", 2)
    assert TELL[type(fact)](fact).event is None
