"""Statements of an agency that came back from a backup, and to it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from routing.application.handovers.commands import BeginAgain, WaiveNeighbour
from routing.application.handovers.ports import Incarnation
from routing.domain.handover.lifecycle import ReceivedState
from routing.domain.statements.letters import Request
from services.routing.tests.agencies_town import (
    BUREAU,
    DISTRICT_HALL,
    STREET_OFFICE,
    TOP,
)
from services.routing.tests.builders import NOON
from services.routing.tests.fakes_statements import ask_all, exchange, hear, taken, tell

pytestmark = pytest.mark.unit

EARLIER = NOON - timedelta(days=30)


def test_a_restored_agency_is_told_of_what_its_backup_did_not_have(town):
    district = town[DISTRICT_HALL]
    petition, handover = town.handed()
    district.kept["matters"].clear()
    district.database.stored.cases.pop(petition)
    district.do(BeginAgain(incarnation=7))
    assert ask_all(town, DISTRICT_HALL) == 2
    for letter in taken(district):
        hear(town, letter)
    assert DISTRICT_HALL in town[STREET_OFFICE].kept["wanted"]
    for _ in range(3):
        tell(town, STREET_OFFICE, DISTRICT_HALL)
        exchange(town)
    assert district.state(petition) == "assigned"
    assert district.leg(petition).find_received(handover).state is ReceivedState.TAKEN
    assert not town.broken(petition)


def test_what_is_new_is_offered_to_a_restored_agency_without_waiting_for_a_reminder(
    town,
):
    town[DISTRICT_HALL].do(BeginAgain(incarnation=7))
    ask_all(town, DISTRICT_HALL)
    exchange(town)
    town[STREET_OFFICE].clock.advance(timedelta(hours=1))
    _, handover = town.handed()
    assert town[DISTRICT_HALL].kept["matters"]
    leg = next(iter(town[DISTRICT_HALL].kept["matters"].values())).leg
    assert leg.find_received(handover).state is ReceivedState.TAKEN


def bring(town, quiet=()):
    """All that was said arrives, but what goes to who does not listen now."""
    for _ in range(10):
        town.wire.collect()
        here = [e for e in town.wire.on_way if e[0] not in quiet]
        accounts = [e for a in town.agencies.values() for e in taken(a)]
        if not here and not accounts:
            return
        for each in here:
            town.wire.deliver(town.wire.on_way.index(each))
        for letter in accounts:
            hear(town, letter)


@pytest.mark.parametrize("waived", [False, True])
def test_what_was_offered_while_it_asked_is_had_as_soon_as_the_asking_ends(
    town, waived
):
    """No clock moves: nobody waits for a reminder."""
    town[DISTRICT_HALL].do(BeginAgain(incarnation=7))
    petition, handover = town.offered()
    bring(town, quiet={BUREAU})
    assert town[DISTRICT_HALL].leg(petition).asked
    if waived:
        town[DISTRICT_HALL].do(
            WaiveNeighbour(actor=TOP, agency=BUREAU, reason="停机检修")
        )
    bring(town)
    row = town[DISTRICT_HALL].leg(petition).find_received(handover)
    assert row.state is ReceivedState.OFFERED
    assert town[DISTRICT_HALL].kept["matters"][petition].unheard == set()


def test_who_reads_no_statements_is_not_asked_to_say_it_again(town):
    town[DISTRICT_HALL].kept["listeners"].clear()
    town[DISTRICT_HALL].do(BeginAgain(incarnation=7))
    petition, handover = town.offered()
    bring(town)
    assert town[DISTRICT_HALL].leg(petition).find_received(handover) is None
    town.wire.heal(town.clock)
    assert town[DISTRICT_HALL].leg(petition).find_received(handover) is not None


def test_an_offer_that_was_void_is_made_anew_as_soon_as_its_sender_hears_why(town):
    petition, handover = town.offered()
    town.wire.collect()
    town[DISTRICT_HALL].kept["incarnation"] = Incarnation(number=7, since=EARLIER)
    bring(town)
    leg = town[DISTRICT_HALL].leg(petition)
    assert leg.find_received(handover).state is ReceivedState.OFFERED


def test_c20_a_result_that_is_learnt_before_its_case_still_goes_home(town):
    """Handed on to a third and answered; the one between was restored from before."""
    district, street = town[DISTRICT_HALL], town[STREET_OFFICE]
    petition, _ = town.handed()
    onward = town.offer(petition, DISTRICT_HALL, BUREAU)
    town.wire.settle()
    town.accept(onward, by=BUREAU)
    town.wire.settle()
    town.answer(petition, by=BUREAU)
    town.wire.collect()
    [town.wire.deliver() for to, _ in list(town.wire.on_way) if to == DISTRICT_HALL]
    town.wire.lose()  # the district's word to the street
    district.kept["matters"].clear()
    district.database.stored.cases.pop(petition)
    district.do(BeginAgain(incarnation=7))
    ask_all(town, DISTRICT_HALL)
    for by in (BUREAU, BUREAU, STREET_OFFICE, STREET_OFFICE, BUREAU):
        exchange(town)
        tell(town, by, DISTRICT_HALL)
    exchange(town)
    assert street.state(petition) == "resolved"
    assert not town.broken(petition)


def test_who_does_not_know_of_the_restore_is_told_and_asked_anew(town):
    town.handed()
    tell(town, STREET_OFFICE, DISTRICT_HALL)
    [statement] = taken(town[STREET_OFFICE])
    town[DISTRICT_HALL].do(BeginAgain(incarnation=7))
    hear(town, statement)
    [request] = taken(town[DISTRICT_HALL])
    assert (request.whole, request.incarnation) == (True, 7)
    hear(town, request)
    assert town[STREET_OFFICE].kept["heard"][DISTRICT_HALL] == 7


def test_a_statement_from_before_its_speakers_restore_is_void_and_not_answered(town):
    petition, _ = town.handed()
    tell(town, STREET_OFFICE, DISTRICT_HALL)
    [statement] = taken(town[STREET_OFFICE])
    newer = Request(
        sender=STREET_OFFICE, to=DISTRICT_HALL, incarnation=9, heard=0, matters=()
    )
    hear(town, newer)
    hear(town, statement)
    hear(town, replace(newer, incarnation=8, matters=(petition,), whole=True))
    assert taken(town[DISTRICT_HALL]) == []
    assert town[DISTRICT_HALL].kept["wanted"] == []
