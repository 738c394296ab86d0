"""The use cases of hand-overs between agencies in memory, at random and by name."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings

from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Role
from routing.application.commands import ResolveCase
from routing.application.handovers.commands import (
    AcceptOffer,
    BeginAgain,
    DecideDutyReturn,
    KeepHandOvers,
    OfferMatter,
    ReturnMatter,
    WaiveNeighbour,
)
from routing.application.handovers.following import answer_back
from routing.application.handovers.speaking import speaks_for_all
from routing.domain.errors import KeyReused, NotYours
from routing.domain.handover.errors import (
    HandOverNotFound,
    HandOverOpen,
    NotGranted,
    NotOfferable,
    OldIncarnation,
    Reconciling,
    ReplyTooLong,
)
from routing.domain.handover.forms import Form
from routing.domain.handover.leg import Leg
from routing.domain.handover.lifecycle import ReceivedState
from routing.domain.lifecycle import CaseState
from routing.domain.resolution import Outcome
from services.routing.tests.agencies_town import (
    BUREAU,
    DISTRICT_HALL,
    STREET_OFFICE,
    TOP,
)
from services.routing.tests.builders import (
    COMMUNITY,
    STREET,
    a_handler,
    an_actor,
    the_units,
)
from services.routing.tests.fakes_handovers import a_town
from services.routing.tests.handover_lives import LIVES, Life, live_through

pytestmark = pytest.mark.unit


@settings(max_examples=100, deadline=None)
@given(lives=LIVES)
def test_c20_whatever_the_wire_does_there_is_one_owner_and_one_history(lives):
    live_through(Life(a_town()), lives)


def test_a_countersignature_that_is_not_theirs_is_not_kept(town):
    town[STREET_OFFICE].trusts = lambda *_: False
    town.handed()
    seals = {
        name: [e.seals for d in town[name].kept["matters"].values() for e in d.chain]
        for name in (STREET_OFFICE, DISTRICT_HALL)
    }
    assert not any(seals[STREET_OFFICE])
    assert any(seals[DISTRICT_HALL])


def test_a_countersignature_counts_though_its_key_ended_while_it_was_on_its_way(town):
    """A letter of the key's last day that comes the day after is sound whole."""
    street, ended = town[STREET_OFFICE], town.clock.now()
    street.trusts = lambda *told: told[-1] < ended
    street.letters_take = timedelta(minutes=1)
    petition, _ = town.handed()
    chain = street.kept["matters"][petition].chain
    [release] = [each for each in chain if each.what == "releasing"]
    assert {each.agency for each in release.seals} == {DISTRICT_HALL}


def test_c20_a_rule_that_is_broken_is_found(town, monkeypatch):
    """Who acts as soon as it accepted makes a second owner; the check sees it."""
    eager = ReceivedState.ACCEPTED
    took = property(
        lambda leg: leg.owner == leg.me or any(e.state is eager for e in leg.received)
    )
    monkeypatch.setattr(Leg, "acts", took)
    life = Life(town)
    deeds = [("offer", 0), ("deliver", 0), ("deliver", 0), ("accept", 0)]
    with pytest.raises(AssertionError):
        live_through(life, deeds)


def test_d06_a_duty_returns_once_its_sender_agrees(town):
    petition, handover = town.handed("entrust", DISTRICT_HALL, STREET_OFFICE)
    town.give_back(handover, by=STREET_OFFICE)
    town.wire.settle()
    town.act(DecideDutyReturn, handover, DISTRICT_HALL, granted=True)
    town.wire.settle()
    assert town[STREET_OFFICE].row(handover)["state"] == "closed"
    assert town[STREET_OFFICE].state(petition) == "handed-over"
    assert town[DISTRICT_HALL].state(petition) == "assigned"


def test_d06_a_duty_whose_return_is_denied_stays_there(town):
    petition, handover = town.handed("entrust", DISTRICT_HALL, STREET_OFFICE)
    town.give_back(handover, by=STREET_OFFICE)
    town.wire.settle()
    town.act(DecideDutyReturn, handover, DISTRICT_HALL, granted=False)
    town.wire.settle()
    assert town[STREET_OFFICE].row(handover)["state"] == "kept"
    town.answer(petition, by=STREET_OFFICE)
    town.wire.settle()
    assert town[DISTRICT_HALL].row(handover)["state"] == "answered"


def test_what_others_rest_for_or_is_answered_goes_nowhere(town):
    petition = town.open()
    town.answer(petition, by=STREET_OFFICE)
    with pytest.raises(NotOfferable):
        town.offer(petition)


def test_an_answer_that_no_letter_holds_is_refused_before_it_is_given(town):
    petition, _ = town.handed()
    long = ResolveCase(
        actor=a_handler(),
        petition_id=petition,
        outcome=Outcome.RESOLVED,
        reply="长" * 12_001,
    )
    with pytest.raises(ReplyTooLong):
        town[DISTRICT_HALL].do(long)
    assert town[DISTRICT_HALL].state(petition) == "assigned"


def test_nobody_acts_on_what_is_not_there_or_not_theirs(town):
    petition, handover = town.handed()
    with pytest.raises(HandOverNotFound):
        town[STREET_OFFICE].do(
            DecideDutyReturn(
                actor=TOP, matter_id=uuid4(), handover_id=handover, granted=True
            )
        )
    handler = replace(TOP, role=Role.HANDLER)
    clerk_below = an_actor(Role.CLERK, "c-1")
    for actor, refusal in ((handler, Forbidden), (clerk_below, NotYours)):
        with pytest.raises(refusal):
            town[STREET_OFFICE].do(
                WaiveNeighbour(actor=actor, agency=DISTRICT_HALL, reason="停机")
            )
    clerk = replace(TOP, role=Role.CLERK)
    with pytest.raises(Forbidden):
        town[STREET_OFFICE].do(
            WaiveNeighbour(actor=clerk, agency=DISTRICT_HALL, reason="停机")
        )
    assert town[STREET_OFFICE].leg(petition).owner == DISTRICT_HALL


def test_a_restored_agency_rests_until_all_were_heard_or_waived(town):
    street = town[STREET_OFFICE]
    petition, _ = town.handed()
    other = town.open()
    assert street.do(BeginAgain(incarnation=5)) == 2
    with pytest.raises(OldIncarnation):
        street.do(BeginAgain(incarnation=5))
    with pytest.raises(Reconciling):
        town.answer(other, by=STREET_OFFICE)
    for agency in (DISTRICT_HALL, BUREAU):
        street.do(WaiveNeighbour(actor=TOP, agency=agency, reason="停机"))
    town.answer(other, by=STREET_OFFICE)
    town.wire.heal(town.clock)
    assert not town.differ(petition)


def test_a_matter_that_began_after_the_restore_is_dealt_with_at_once(town):
    town[DISTRICT_HALL].do(BeginAgain(incarnation=5))
    town.clock.advance(timedelta(hours=1))
    street = town[STREET_OFFICE]
    petition = town.open()
    case = street.database.stored.cases[petition]
    assert case.opened_at == town.clock.now()
    handover = town.offer(petition)
    town.wire.settle()
    assert not town[DISTRICT_HALL].leg(petition).asked
    town.wire.heal(town.clock, rounds=1)
    assert town[DISTRICT_HALL].row(handover)["state"] == "offered"


def test_a_matter_from_before_the_restore_is_asked_about_first(town):
    petition = town.open()
    town.clock.advance(timedelta(hours=1))
    town[DISTRICT_HALL].do(BeginAgain(incarnation=5))
    handover = town.offer(petition)
    town.wire.heal(town.clock)
    assert town[DISTRICT_HALL].row(handover)["state"] == "offered"


def test_an_offer_that_no_agency_takes_is_refused_and_a_handler_sends_none(town):
    petition = town.open()
    with pytest.raises(NotGranted):
        town.offer(petition, form="entrust")
    handover = town.offer(petition)
    town.wire.settle()
    handler = replace(TOP, role=Role.HANDLER)
    matter = {"matter_id": petition, "handover_id": handover}
    with pytest.raises(Forbidden):
        town[DISTRICT_HALL].do(AcceptOffer(actor=handler, **matter))
    with pytest.raises(HandOverOpen):
        town.offer(petition)


def test_a_return_that_is_asked_for_twice_is_one(town):
    petition, handover = town.handed()
    back = town.give_back(handover)
    again = ReturnMatter(
        actor=TOP,
        matter_id=petition,
        handover_id=handover,
        reason="不属本机关职权",
        return_id=back,
    )
    before = len(town[DISTRICT_HALL].leg(petition).sent)
    town[DISTRICT_HALL].do(again)
    assert len(town[DISTRICT_HALL].leg(petition).sent) == before


def test_nothing_is_kept_of_what_is_not_there_and_nothing_ends_while_all_are_asked(
    town,
):
    street, (petition, _) = town[STREET_OFFICE], town.handed()
    street.do(KeepHandOvers(matter_ids=[uuid4()]))
    street.do(BeginAgain(incarnation=5))
    town.clock.advance(timedelta(days=40))
    street.do(KeepHandOvers(matter_ids=[petition]))
    assert street.leg(petition).asked
    assert street.leg(petition).owner == DISTRICT_HALL


def test_a_neighbour_that_nobody_waits_for_cannot_be_waived(town):
    petition, _ = town.handed()
    before = town[STREET_OFFICE].leg(petition)
    town[STREET_OFFICE].do(
        WaiveNeighbour(actor=TOP, agency=DISTRICT_HALL, reason="停机")
    )
    assert town[STREET_OFFICE].leg(petition) == before


def test_who_has_not_answered_sends_no_result(town):
    petition, _ = town.handed()
    district = town[DISTRICT_HALL]
    case = district.database.stored.cases[petition]
    dealing = district.kept["matters"][petition]
    said = len(dealing.chain)
    answer_back(case, dealing, None, None)
    assert len(dealing.chain) == said


def test_a_result_that_comes_too_late_changes_nothing(town):
    petition, _ = town.handed()
    town.answer(petition)
    case = town[STREET_OFFICE].database.stored.cases[petition]
    case.state, before = CaseState.CLOSED, list(case.resolutions)
    town.wire.settle()
    case = town[STREET_OFFICE].database.stored.cases[petition]
    assert (case.state, case.resolutions) == (CaseState.CLOSED, before)


def test_an_operator_sees_all_and_who_is_of_no_unit_speaks_for_none():
    units, nobody = the_units(), frozenset()
    assert speaks_for_all(an_actor(Role.OPS, "nowhere"), units, nobody)
    assert not speaks_for_all(an_actor(Role.CLERK, "nowhere"), units, nobody)


def test_c20_a_desk_that_the_agency_named_speaks_for_it_and_only_that_one():
    units, desks = the_units(), frozenset({STREET})
    assert speaks_for_all(an_actor(Role.CLERK, STREET), units, desks)
    assert not speaks_for_all(an_actor(Role.HANDLER, STREET), units, desks)
    assert not speaks_for_all(an_actor(Role.CLERK, COMMUNITY), units, desks)
    assert not speaks_for_all(an_actor(Role.CLERK, STREET), units, frozenset())


def test_the_same_offer_again_is_the_same_and_another_under_its_key_is_refused(town):
    petition = town.open(STREET_OFFICE)
    handover = town.offer(petition)
    row = town[STREET_OFFICE].row(handover)
    again = OfferMatter(
        actor=TOP,
        petition_id=petition,
        handover_id=handover,
        form=Form.TRANSFER,
        to=DISTRICT_HALL,
        reason="超出本级职权",
        until=town.clock.now() + timedelta(days=5),
    )
    town[STREET_OFFICE].do(again)
    assert town[STREET_OFFICE].row(handover) == row
    with pytest.raises(KeyReused):
        town[STREET_OFFICE].do(replace(again, reason="另一个理由"))


def test_a_duty_is_asked_for_again_with_its_date_and_no_other(town):
    petition = town.open(DISTRICT_HALL)
    until = town.clock.now() + timedelta(days=5)
    duty = OfferMatter(
        actor=TOP,
        petition_id=petition,
        handover_id=uuid4(),
        form=Form.ENTRUST,
        to=STREET_OFFICE,
        reason="请你处办理",
        until=until,
        due=until + timedelta(days=10),
    )
    for told in (duty, replace(duty, until=until + timedelta(seconds=1))):
        town[DISTRICT_HALL].do(told)
    with pytest.raises(KeyReused):
        town[DISTRICT_HALL].do(replace(duty, due=until + timedelta(days=11)))
