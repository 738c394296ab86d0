"""What comes from another agency, or comes back: refused where it cannot be true."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from routing.application.commands import HearAnswer
from routing.application.taking_back import TakeCaseBack
from routing.domain.lifecycle import CaseState
from routing.domain.resolution import Answer, Verdict
from services.routing.tests.agencies_town import DISTRICT_HALL, STREET_OFFICE
from services.routing.tests.builders import CLOCKS, a_handed_over_case, later, the_units

pytestmark = pytest.mark.unit


def test_a_receipt_number_of_another_petition_is_refused(town):
    receipt = "JQ-1"
    mine = town.open(DISTRICT_HALL)
    town[DISTRICT_HALL].database.stored.cases[mine].receipt = receipt
    petition = town.open()
    town[STREET_OFFICE].database.stored.cases[petition].receipt = receipt
    town.offer(petition)
    town.wire.collect()
    assert town.wire.deliver() == "receipt-taken"
    assert town[DISTRICT_HALL].leg(petition) is None


def test_a_word_about_another_matter_than_its_file_says_is_refused(town):
    petition = town.open()
    town.offer(petition)
    town.wire.collect()
    [(to, (word, file, head, last))] = town.wire.on_way
    strange = (word, replace(file, petition_id=uuid4()), head, last)
    assert town[to].take(strange) == "wrong-addressee"


def test_a_petition_that_was_received_here_is_not_handed_to_us_as_anothers(town):
    petition = town.open()
    copy = town[STREET_OFFICE].database.stored.cases[petition]
    town[DISTRICT_HALL].database.stored.cases[petition] = replace(
        copy, opened_at=copy.opened_at - timedelta(days=1)
    )
    town.offer(petition)
    town.wire.collect()
    assert town.wire.deliver() == "another-beginning"


def test_a_case_that_comes_without_its_facts_is_not_opened(town):
    petition = town.open()
    handover = town.offer(petition)
    town.wire.settle()
    town.accept(handover)
    town[DISTRICT_HALL].kept["matters"][petition].theirs.clear()
    town.wire.collect()
    town.wire.deliver()
    town.wire.collect()
    [(to, (word, file, head, last))] = town.wire.on_way
    bare = (word, replace(file, receipt=""), head, last)
    assert town[to].take(bare) == "file-incomplete"
    assert town[to].take((word, file, head, last)) == "obeyed"


def test_b04_what_was_unrouted_comes_back_to_a_person(town):
    petition = town.open()
    street = town[STREET_OFFICE]
    case = street.database.stored.cases[petition]
    case.assignments.clear()
    case.state = CaseState.UNROUTED
    handover = town.offer(petition)
    town.wire.settle()
    town.accept(handover)
    town.wire.settle()
    assert street.state(petition) == "handed-over"
    back = town.give_back(handover)
    town.wire.settle()
    town.accept(back, by=STREET_OFFICE)
    town.wire.settle()
    assert street.state(petition) == "unrouted"


def test_what_was_withdrawn_while_it_was_away_ends_when_it_comes_back(town):
    petition, handover = town.handed()
    town[STREET_OFFICE].do(TakeCaseBack(petition_id=petition))
    assert town[STREET_OFFICE].state(petition) == "handed-over"
    back = town.give_back(handover)
    town.wire.settle()
    town.accept(back, by=STREET_OFFICE)
    town.wire.settle()
    assert town[STREET_OFFICE].state(petition) == "withdrawn"


def test_what_was_not_done_there_goes_out_as_another_round(town):
    petition, _ = town.handed()
    town.answer(petition)
    town.wire.settle()
    street = town[STREET_OFFICE]
    revision = street.database.stored.cases[petition].resolution.revision
    again = Answer(
        case_revision=revision,
        verdict=Verdict.REOPEN,
        reason="没有修好",
        answered_at=town.clock.now(),
    )
    street.do(HearAnswer(petition_id=petition, answer=again))
    handover = town.offer(petition)
    town.wire.settle()
    town.accept(handover)
    town.wire.settle()
    assert town[DISTRICT_HALL].state(petition) == "assigned"
    assert street.row(handover)["matter_id"] != petition


def test_art30_what_accuses_its_unit_comes_back_from_away_to_a_person():
    case = a_handed_over_case()
    case.matter = replace(case.matter, accused=(case.organisation_id,))
    case.leave_the_accused(the_units(), CLOCKS, at=later(days=3))
    assert (case.state, case.organisation_id) == (CaseState.HANDED_OVER, None)
    case.come_back("jinniu", "transfer", CLOCKS, at=later(days=4))
    assert case.state is CaseState.UNROUTED
