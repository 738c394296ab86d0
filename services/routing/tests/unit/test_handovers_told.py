"""What the house is told of hand-overs: who answers now, and who must do something."""

from datetime import timedelta

import pytest

from minqing_contracts.catalogue import dump, load
from routing.adapters.handovers.telling import HANDOVER_TELL
from routing.application.handovers import following
from routing.application.taking_back import TakeCaseBack
from routing.domain.events import CaseResolved
from routing.domain.handover.telling import WAITS, HandOverTurned
from routing.domain.leaving import CaseLocated
from services.routing.tests.agencies_town import BUREAU, DISTRICT_HALL, STREET_OFFICE

pytestmark = pytest.mark.unit


def turns(agency):
    found = agency.told(HandOverTurned)
    return [(fact.direction, fact.state) for fact in found]


def test_d05_both_sides_tell_who_answers_now_and_by_whose_date(town):
    town.handed()
    [gone] = town[STREET_OFFICE].told(CaseLocated)
    [came] = town[DISTRICT_HALL].told(CaseLocated)
    case = next(iter(town[DISTRICT_HALL].database.stored.cases.values()))
    assert (gone.here, gone.agency, gone.form) == (False, DISTRICT_HALL, "transfer")
    assert gone.due_at == case.deadline.due_at
    assert gone.first_agency is None
    assert (came.here, came.agency) == (True, DISTRICT_HALL)
    assert came.first_agency == STREET_OFFICE


def test_d05_entrusted_work_moves_no_duty_to_answer(town):
    town.handed("entrust", DISTRICT_HALL, STREET_OFFICE)
    assert town[DISTRICT_HALL].told(CaseLocated) == []


def test_d06_what_comes_back_is_here_again_by_its_own_date(town):
    petition, handover = town.handed()
    back = town.give_back(handover)
    town.wire.settle()
    town.accept(back, by=STREET_OFFICE)
    town.wire.settle()
    case = town[STREET_OFFICE].database.stored.cases[petition]
    latest = town[STREET_OFFICE].told(CaseLocated)[-1]
    assert (latest.here, latest.agency) == (True, STREET_OFFICE)
    assert latest.due_at == case.deadline.due_at


def test_d06_what_was_withdrawn_meanwhile_ends_and_is_not_here_again(town):
    petition, handover = town.handed()
    town[STREET_OFFICE].do(TakeCaseBack(petition_id=petition))
    back = town.give_back(handover)
    town.wire.settle()
    town.accept(back, by=STREET_OFFICE)
    town.wire.settle()
    assert town[STREET_OFFICE].state(petition) == "withdrawn"
    assert [fact.here for fact in town[STREET_OFFICE].told(CaseLocated)] == [False]


def test_d05_the_first_agency_learns_to_whom_it_was_passed_on(town):
    petition, _ = town.handed()
    onward = town.offer(petition, DISTRICT_HALL, BUREAU)
    town.wire.settle()
    town.accept(onward, by=BUREAU)
    town.wire.settle()
    town.clock.advance(timedelta(days=1, hours=1))
    town[STREET_OFFICE].run()
    town.wire.settle()
    assert town[STREET_OFFICE].told(CaseLocated)[-1].agency == BUREAU


def test_d06_an_offer_that_comes_is_told_and_again_when_half_its_time_is_over(town):
    town.offer(town.open())
    town.wire.settle()
    district = town[DISTRICT_HALL]
    assert turns(district) == [("in", "offered")]
    town.clock.advance(timedelta(days=2, hours=12))
    for _ in range(2):
        district.run()
    assert turns(district) == [("in", "offered"), ("in", WAITS)]
    pressed = district.told(HandOverTurned)[-1]
    assert (pressed.agency, pressed.receipt[:3]) == (STREET_OFFICE, "JQ-")


@pytest.mark.parametrize("how", ["refused", "recalled", "expired", "answered"])
def test_who_asked_is_kept_for_others_no_longer_than_it_may_have_to_be_said(town, how):
    petition = town.open()
    handover = town.offer(petition)
    town.wire.settle()
    file = lambda: town[STREET_OFFICE].kept["matters"][petition].file  # noqa: E731
    assert (file().name, file().content) == ("秦某", "三盏路灯不亮")
    if how == "refused":
        town.refuse(handover)
    elif how == "recalled":
        town.recall(handover)
    elif how == "expired":
        town.clock.advance(timedelta(days=6))
        town[STREET_OFFICE].run()
    else:
        town.accept(handover)
        town.wire.settle()
        assert file().name
        town.answer(petition)
    town.wire.settle()
    assert town[STREET_OFFICE].row(handover)["state"] == how
    kept = file()
    assert not (kept.name or kept.phone or kept.content or kept.place)
    assert kept.summary


def test_d06_nobody_is_pressed_for_what_was_answered(town):
    town.handed()
    town.clock.advance(timedelta(days=3))
    town[DISTRICT_HALL].run()
    assert ("in", WAITS) not in turns(town[DISTRICT_HALL])


def test_d06_its_sender_is_told_of_refusal_and_of_silence(town):
    refused = town.offer(town.open())
    town.wire.settle()
    town.refuse(refused)
    town.wire.settle()
    assert turns(town[STREET_OFFICE]) == [("out", "offered"), ("out", "refused")]
    town.offer(town.open())
    town.clock.advance(timedelta(days=6))
    town[STREET_OFFICE].run()
    assert turns(town[STREET_OFFICE])[-1] == ("out", "expired")


def test_b39_the_petitioner_is_owed_the_answer_where_they_came_first(town):
    petition, _ = town.handed()
    town.answer(petition)
    town.wire.settle()
    [there] = town[DISTRICT_HALL].told(CaseResolved)
    [here] = town[STREET_OFFICE].told(CaseResolved)
    assert (there.reachable, there.owed_to) == (False, STREET_OFFICE)
    assert (here.reachable, here.owed_to) == (True, None)


def test_all_that_is_told_survives_the_wire_and_says_nothing_of_a_person(town):
    petition, _ = town.handed()
    facts = [
        fact
        for name in (STREET_OFFICE, DISTRICT_HALL)
        for fact in town[name].told((CaseLocated, HandOverTurned))
    ]
    assert {type(fact) for fact in facts} == set(HANDOVER_TELL)
    for fact in facts:
        line = HANDOVER_TELL[type(fact)](fact)
        assert len(line.subject) <= 64
        body = dump(line.event)
        assert load(line.event.routing_key(), body) == line.event
        assert line.event.subject() == str(petition)
        assert not {"秦某", "1380", "三盏路灯不亮", "超出本级职权"} & set(
            map(str, body.values())
        )
    own = town[STREET_OFFICE].told(HandOverTurned)
    lines = [HANDOVER_TELL[HandOverTurned](fact) for fact in own]
    assert len({(line.subject, line.revision) for line in lines}) == len(lines)


def test_a_result_without_words_answers_nothing(town):
    petition, handover = town.handed()
    street = town[STREET_OFFICE]
    case = street.database.stored.cases[petition]
    dealing = street.kept["matters"][petition]
    dealing.theirs.clear()
    terms = dealing.leg.find_sent(handover).terms
    assert following._hear_result(case, terms, dealing, None, None) is None
    assert case.resolution is None
