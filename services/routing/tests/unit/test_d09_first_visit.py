"""D-09 首访督办: a re-visit goes to whom received the first, by its own date."""

from dataclasses import replace
from functools import partial
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing_kernel.messages import Incoming
from routing.application.commands import (
    AssignCase,
    RecordOrganisation,
    ResolveCase,
    SetRule,
)
from routing.application.repeating import (
    HearNoRepeat,
    HearRepeat,
    SettleRepeats,
    Visit,
    hear_no_repeat,
    hear_repeat,
    settle_repeats,
)
from routing.domain.deadline import Clocks
from routing.domain.events import CaseAssigned
from routing.domain.policy import STATUTE, RoutingPolicy
from routing.domain.resolution import Outcome
from routing.domain.rule import FIRST_VISIT
from services.routing.tests.builders import (
    COMMUNITY,
    NOON,
    STATION,
    STREET,
    a_cause,
    a_clerk,
    a_handler,
    a_matter,
    a_rule,
    a_unit,
    an_operator,
    later,
    to_open,
)
from services.routing.tests.unit.test_handlers import House

pytestmark = pytest.mark.unit

FIRST, AGAIN = UUID(int=1), UUID(int=2)
SUPERVISES = RoutingPolicy(code="dapeng@2022-05-01", first_receiver_supervises=True)
HEARD = Visit(petition_id=AGAIN, first_petition_id=FIRST, visit=2, repeated_at=NOON)


class Street(House):
    def __init__(self, policy=SUPERVISES):
        super().__init__()
        timed = {"clock": self.clock, "clocks": Clocks(policy=policy)}
        self.bus._handlers |= {
            HearRepeat: partial(hear_repeat, **timed),
            HearNoRepeat: hear_no_repeat,
            SettleRepeats: partial(settle_repeats, **timed),
        }
        self.do(SetRule(actor=an_operator(), rule=a_rule()))

    def open_as(self, petition_id, **changes):
        self.do(to_open(petition_id, receipt=f"T-{petition_id.int}", **changes))

    def hear(self):
        self.do(HearRepeat(visit=HEARD))

    def owner(self, petition_id=AGAIN):
        return self.case(petition_id).organisation_id


@pytest.fixture
def street():
    return Street()


def at_the_station(**changes):
    return a_matter(organisation_id=STATION, **changes)


def test_d09_it_goes_to_the_unit_whose_door_the_first_came_through(street):
    street.open_as(FIRST, matter=at_the_station())
    street.open_as(AGAIN)
    due_at = street.case(AGAIN).deadline.due_at
    street.hear()
    assert street.owner() == STATION
    case = street.case(AGAIN)
    assert case.deadline.due_at == due_at
    assert (case.assignment.rule, "首访督办" in case.assignment.why) == (
        FIRST_VISIT,
        True,
    )
    assert [type(f) for f in street.database.facts].count(CaseAssigned) == 3


def test_d09_the_visit_keeps_by_which_policy_it_went_there(street):
    street.open_as(FIRST, matter=at_the_station())
    street.open_as(AGAIN)
    street.hear()
    assert street.database.stored.visits[AGAIN].rule == SUPERVISES.code


def test_d09_where_the_policy_does_not_say_so_a_repeat_stays_by_its_own_rule():
    street = Street(STATUTE)
    street.open_as(FIRST, matter=at_the_station())
    street.open_as(AGAIN)
    street.hear()
    visit = street.database.stored.visits[AGAIN]
    assert (street.owner(), visit.done, visit.rule) == (COMMUNITY, True, None)


def test_d09_without_a_door_to_the_unit_that_the_first_was_given_to_first(street):
    street.open_as(FIRST)
    street.do(AssignCase(actor=a_clerk(), petition_id=FIRST, organisation_id=STREET))
    street.open_as(AGAIN)
    street.do(AssignCase(actor=a_clerk(), petition_id=AGAIN, organisation_id=STATION))
    street.hear()
    assert street.owner() == COMMUNITY


def test_d09_told_again_it_stays_where_a_person_put_it_since(street):
    street.open_as(FIRST, matter=at_the_station())
    street.open_as(AGAIN)
    street.hear()
    street.do(AssignCase(actor=a_clerk(), petition_id=AGAIN, organisation_id=STREET))
    street.hear()
    street.do(SettleRepeats(petition_ids=[AGAIN, FIRST]))
    assert street.owner() == STREET


def test_d09_one_that_is_there_already_or_answered_stays(street):
    street.open_as(FIRST, matter=at_the_station())
    street.open_as(AGAIN)
    street.do(
        ResolveCase(
            actor=a_handler(), petition_id=AGAIN, outcome=Outcome.RESOLVED, reply="好"
        )
    )
    street.hear()
    assert street.owner() == COMMUNITY
    other = Street()
    other.open_as(FIRST)
    other.open_as(AGAIN)
    facts = len(other.database.facts)
    other.hear()
    assert len(other.database.facts) == facts


def test_d09_a_receiver_that_serves_no_more_receives_nothing(street):
    street.open_as(FIRST, matter=at_the_station())
    street.open_as(AGAIN)
    gone = a_unit(STATION, STREET, revision=9, active=False)
    street.do(RecordOrganisation(unit=gone))
    street.hear()
    assert street.owner() == COMMUNITY


def test_art30_a_receiver_that_is_accused_receives_nothing(street):
    street.open_as(FIRST, matter=at_the_station(accused=(STATION,)))
    street.open_as(AGAIN, matter=a_matter(accused=(STATION,)))
    street.hear()
    assert street.owner() == COMMUNITY


def test_d09_a_first_visit_that_nobody_received_changes_nothing():
    street = Street()
    matter = a_matter(accused=("d-1",))
    street.open_as(FIRST, matter=matter)
    street.open_as(AGAIN)
    street.hear()
    assert street.owner() == COMMUNITY


def test_d09_one_that_waits_for_a_dispatcher_is_given_by_the_first_visit(street):
    street.open_as(FIRST)
    street.open_as(AGAIN, matter=a_matter(accused=("nobody",)))
    waiting = Street()
    waiting.open_as(FIRST, matter=at_the_station())
    waiting.open_as(AGAIN, matter=a_matter(accused=(COMMUNITY, STREET, "d-1")))
    waiting.hear()
    assert waiting.owner() is None


def test_d09_what_was_no_repeat_after_all_is_sent_nowhere():
    undone = HearNoRepeat(
        petition_id=AGAIN, first_petition_id=FIRST, repeated_at=HEARD.repeated_at
    )
    street = Street()
    street.do(undone)
    street.open_as(FIRST, matter=at_the_station())
    street.open_as(AGAIN)
    own = street.owner()
    street.hear()
    assert street.owner() == own != STATION
    again = replace(HEARD, visit=3, repeated_at=later(hours=1))
    street.do(HearRepeat(visit=again))
    street.do(undone)
    assert street.owner() == STATION
    assert street.database.stored.visits[AGAIN].visit == 3


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_d09_any_order_and_repetition_of_what_is_told_ends_the_same(data):
    told = [
        to_open(FIRST, receipt="T-1", matter=at_the_station()),
        to_open(AGAIN, receipt="T-2", accepted_at=later(days=1)),
        HearRepeat(visit=HEARD),
    ]
    again = data.draw(st.lists(st.sampled_from(range(3)), max_size=3))
    street = Street()
    for number in data.draw(st.permutations([0, 1, 2, *again])):
        message = Incoming(
            command=told[number], cause=a_cause(), message_id=UUID(int=number + 9)
        )
        street.bus.handle_group([message])
    street.do(SettleRepeats(petition_ids=[AGAIN]))
    assert street.owner() == STATION
    assert street.database.stored.visits[AGAIN].done
