"""What both agencies learn after a hand-over: a date that moves, and how it ended."""

from dataclasses import replace
from datetime import timedelta

import pytest

from routing.application.commands import HearAnswer, HearRelapse, StartCase
from routing.application.handovers.commands import BeginAgain, HearWord
from routing.application.steering import AskExtension, DecideExtension
from routing.domain.events import CaseClosed
from routing.domain.handover.file import EMPTY, allowed
from routing.domain.handover.forms import Form
from routing.domain.handover.words import Settled, Taken
from routing.domain.leaving import CaseLocated
from routing.domain.resolution import Verdict
from services.routing.tests.agencies_town import (
    BUREAU,
    DISTRICT_HALL,
    STREET_OFFICE,
    TOP,
)
from services.routing.tests.builders import COMMUNITY, a_handler, an_answer

pytestmark = pytest.mark.unit


def answered(town, petition=None, **way):
    petition = petition or town.open(way.get("by", STREET_OFFICE))
    town.hand_over(petition, **way)
    town.answer(petition, by=way.get("to", DISTRICT_HALL))
    town.wire.settle()
    return petition


def says(town, petition, verdict=Verdict.CLOSE, at=STREET_OFFICE):
    case = town[at].database.stored.cases[petition]
    said = an_answer(case, verdict, answered_at=town.clock.now())
    town[at].do(HearAnswer(petition_id=petition, answer=said))


def states(town, petition, *names):
    return [town[name].state(petition) for name in names]


def test_b04_the_receivers_case_closes_when_the_petitioner_is_content(town):
    petition = answered(town)
    says(town, petition)
    assert states(town, petition, DISTRICT_HALL) == ["resolved"]
    town.wire.settle()
    assert states(town, petition, STREET_OFFICE, DISTRICT_HALL) == ["closed"] * 2
    [closed] = town[DISTRICT_HALL].told(CaseClosed)
    assert not closed.reachable


def test_b04_what_the_first_agency_has_again_rests_until_it_is_handed_over_anew(town):
    petition = answered(town)
    says(town, petition, Verdict.REOPEN)
    town.wire.settle()
    assert states(town, petition, STREET_OFFICE, DISTRICT_HALL) == [
        "assigned",
        "closed",
    ]
    town.hand_over(petition)
    assert states(town, petition, DISTRICT_HALL) == ["assigned"]
    town.answer(petition)
    town.wire.settle()
    assert states(town, petition, DISTRICT_HALL) == ["resolved"]
    says(town, petition)
    town.wire.settle()
    assert states(town, petition, STREET_OFFICE, DISTRICT_HALL) == ["closed"] * 2


def test_b04_the_end_is_told_hop_by_hop(town):
    petition, _ = town.handed()
    answered(town, by=DISTRICT_HALL, to=BUREAU, petition=petition)
    says(town, petition)
    town.wire.settle()
    every = (STREET_OFFICE, DISTRICT_HALL, BUREAU)
    assert states(town, petition, *every) == ["closed"] * 3


def test_b04_entrusted_work_closes_with_the_answer_it_was_for(town):
    way = {"form": "entrust", "by": DISTRICT_HALL, "to": STREET_OFFICE}
    petition = answered(town, **way)
    assert states(town, petition, STREET_OFFICE) == ["resolved"]
    town.answer(petition, by=DISTRICT_HALL)
    town.wire.settle()
    assert states(town, petition, STREET_OFFICE) == ["resolved"]
    says(town, petition, at=DISTRICT_HALL)
    town.wire.settle()
    assert states(town, petition, STREET_OFFICE) == ["closed"]


def test_b04_an_end_that_was_lost_on_the_way_is_told_again_the_next_day(town):
    petition = answered(town)
    says(town, petition)
    town.wire.lose()
    town.clock.advance(timedelta(days=1, hours=1))
    town[STREET_OFFICE].run()
    town.wire.settle()
    assert states(town, petition, DISTRICT_HALL) == ["closed"]
    assert len(town[DISTRICT_HALL].told(CaseClosed)) == 1


def held_back(town):
    """Take what was just said off the wire."""
    town.wire.collect()
    held = list(town.wire.on_way)
    town.wire.on_way.clear()
    return held


def test_b04_a_late_end_of_one_round_does_not_end_the_next(town):
    petition = answered(town)
    says(town, petition, Verdict.REOPEN)
    late = held_back(town)
    town.hand_over(petition)
    town.answer(petition)
    town.wire.settle()
    assert late
    town.wire.on_way += late
    town.wire.settle()
    assert states(town, petition, DISTRICT_HALL) == ["resolved"]


def test_b04_a_late_end_does_not_end_work_that_was_entrusted_anew(town):
    way = {"form": "entrust", "by": DISTRICT_HALL, "to": STREET_OFFICE}
    petition = answered(town, **way)
    town.answer(petition, by=DISTRICT_HALL)
    says(town, petition, at=DISTRICT_HALL)
    late = held_back(town)
    case = town[DISTRICT_HALL].database.stored.cases[petition]
    found = an_answer(case, Verdict.REOPEN, answered_at=town.clock.now())
    town[DISTRICT_HALL].do(HearRelapse(petition_id=petition, found=found))
    held_back(town)
    town.hand_over(petition, **way)
    town.answer(petition, by=STREET_OFFICE)
    result = held_back(town)
    assert late
    town.wire.on_way += late
    town.wire.settle()
    assert states(town, petition, STREET_OFFICE) == ["resolved"]
    town.wire.on_way += result
    town.wire.settle()
    assert states(town, petition, STREET_OFFICE) == ["resolved"]


def test_b04_who_was_restored_tells_the_end_once_it_knows_how_matters_stand(town):
    petition = answered(town)
    town[STREET_OFFICE].do(BeginAgain(incarnation=5))
    says(town, petition)
    assert not town[STREET_OFFICE].kept["matters"][petition].file.ending
    town.wire.settle()
    assert states(town, petition, STREET_OFFICE, DISTRICT_HALL) == ["closed"] * 2


@pytest.mark.parametrize("ending", ["", "burnt", "closed"])
def test_b04_only_words_that_are_known_end_what_is_answered(town, ending):
    petition, _ = town.handed()
    if ending != "closed":
        town.answer(petition)
        town.wire.settle()
    [row] = town[STREET_OFFICE].kept["matters"][petition].leg.sent
    leg = town[STREET_OFFICE].kept["matters"][petition].leg
    before = states(town, petition, DISTRICT_HALL)
    word = leg.say(Settled, DISTRICT_HALL, terms=row.terms)
    file = EMPTY.with_known(type(EMPTY)(ending=ending))
    hear = HearWord(
        word=word, file=file, body=b"", signature="", said_at=town.clock.now()
    )
    town[DISTRICT_HALL].do(hear)
    assert states(town, petition, DISTRICT_HALL) == before


WAYS = [(STREET_OFFICE, DISTRICT_HALL), (DISTRICT_HALL, BUREAU)]


@pytest.mark.parametrize(("here", "liar"), WAYS)
def test_b04_who_gave_it_back_does_not_end_what_was_answered_here(town, here, liar):
    """The petitioner's word ends it, or who is answered: nobody who returned it."""
    petition = town.open() if here == STREET_OFFICE else town.handed()[0]
    handover = town.offer(petition, here, liar)
    town.wire.settle()
    town.accept(handover, by=liar)
    town.wire.settle()
    town.give_back(handover, by=liar)
    town.wire.settle()
    received = town[here].kept["matters"][petition].leg.received
    back = next(e for e in received if e.terms.form is Form.RETURN)
    town.accept(back.terms.handover_id, by=here)
    town.wire.settle()
    town.answer(petition, by=here)
    town.wire.settle()
    assert states(town, petition, here) == ["resolved"]
    leg = town[liar].kept["matters"][petition].leg
    word = leg.say(Settled, here, terms=back.terms)
    file = EMPTY.with_known(type(EMPTY)(ending="closed"))
    about = {"body": b"", "signature": "", "said_at": town.clock.now()}
    town[here].do(HearWord(word=word, file=file, **about))
    assert states(town, petition, here) == ["resolved"]


def test_b04_what_our_own_petitioner_was_answered_no_other_agency_ends(town):
    """Not even who answered it by our own work, entrusted back to us (交办)."""
    petition, _ = town.handed("raise")
    entrusted = town.offer(petition, DISTRICT_HALL, STREET_OFFICE, "entrust")
    town.wire.settle()
    town.accept(entrusted, by=STREET_OFFICE)
    town.wire.settle()
    town.answer(petition, by=STREET_OFFICE)
    town.wire.settle()
    town.answer(petition, by=DISTRICT_HALL)
    town.wire.settle()
    before = states(town, petition, STREET_OFFICE)
    leg = town[DISTRICT_HALL].kept["matters"][petition].leg
    [row] = leg.sent
    word = leg.say(Settled, STREET_OFFICE, terms=row.terms)
    file = EMPTY.with_known(type(EMPTY)(ending="closed"))
    about = {"body": b"", "signature": "", "said_at": town.clock.now()}
    town[STREET_OFFICE].do(HearWord(word=word, file=file, **about))
    assert states(town, petition, STREET_OFFICE) == before == ["resolved"]


def test_b04_the_end_goes_with_no_other_word_and_tells_nothing_else(town):
    assert allowed(Settled, Form.TRANSFER) == {"ending"}
    assert "ending" not in allowed(Taken, Form.TRANSFER)


def test_d05_a_receivers_new_date_is_told_to_the_first_agency(town):
    petition, _ = town.handed()
    [first] = town[STREET_OFFICE].told(CaseLocated)
    hall, about = town[DISTRICT_HALL], {"petition_id": petition}
    hall.do(StartCase(actor=a_handler(), **about))
    hall.do(AskExtension(actor=a_handler(), days=20, reason="待鉴定", **about))
    assert not hall.take_out()
    head = replace(TOP, organisation_id=COMMUNITY)
    hall.do(DecideExtension(actor=head, granted=True, **about))
    town.wire.settle()
    case = hall.database.stored.cases[petition]
    located = town[STREET_OFFICE].told(CaseLocated)
    assert [each.due_at for each in located] == [first.due_at, case.deadline.due_at]
    assert case.deadline.due_at != first.due_at
    town.clock.advance(timedelta(hours=7))
    hall.run()
    town.wire.settle()
    assert len(town[STREET_OFFICE].told(CaseLocated)) == 2
