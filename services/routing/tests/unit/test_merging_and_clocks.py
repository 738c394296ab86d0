"""12345 并单 and several clocks: a lead that is held, paused, extended, recounted."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from minqing_kernel.clock import FrozenClock
from minqing_kernel.working_time import Span
from routing.application.commands import RecomputeProvisional
from routing.application.handlers import recompute_provisional
from routing.application.merging import RecountResting
from routing.domain import events
from routing.domain.counted import Counted
from routing.domain.dossier import Ground
from routing.domain.merging import go_on, hold_to, rest_for
from routing.domain.recounting import DeadlineRecounted
from services.routing.tests.builders import (
    CLOCKS,
    NOON,
    STATION,
    a_handler,
    a_started_case,
    a_supervisor,
    a_suspended_case,
    end,
    later,
    the_units,
)
from services.routing.tests.unit.test_merging import LEAD, OTHER, THIRD, Street

pytestmark = pytest.mark.unit

EARLIEST, OWN = end(days=40), end(days=60)
PAUSE = timedelta(days=10)


def a_held_lead():
    lead = a_started_case()
    hold_to(lead, EARLIEST, CLOCKS, at=later(days=1))
    return lead


def dates(case):
    return case.deadline.due_at, case.deadline.own, case.deadline.watch_from


def resume(case, at):
    case.resume(CLOCKS, by=a_handler(), units=the_units(), at=at)


def test_12345_a_leads_pause_moves_its_own_date_alone():
    lead = a_held_lead()
    about = {"by": a_handler(), "units": the_units(), "at": later(days=5)}
    lead.suspend(Ground.PETITIONER, "补充材料", CLOCKS, **about)
    resume(lead, later(days=5) + PAUSE)
    assert dates(lead) == (EARLIEST, OWN + PAUSE, EARLIEST)


def test_12345_a_lead_that_stands_still_is_held_once_it_goes_on():
    lead = a_suspended_case()
    before = lead.deadlines[:]
    hold_to(lead, EARLIEST, CLOCKS, at=later(days=12))
    assert lead.deadlines == before
    resume(lead, later(days=20))
    assert dates(lead) == (EARLIEST, OWN + PAUSE, EARLIEST)
    told = [fact for fact in lead.release() if isinstance(fact, events.CaseGathered)]
    assert told == []


def test_12345_a_suspended_case_that_rested_is_suspended_still():
    case = a_suspended_case()
    before = case.deadlines[:]
    rest_for(case, uuid4(), at=later(days=11))
    go_on(case, case.rest.was, CLOCKS, at=later(days=12))
    assert case.deadlines == before
    resume(case, later(days=20))
    assert dates(case) == (OWN + PAUSE, OWN + PAUSE, OWN + PAUSE)


def test_art34_more_time_for_the_lead_is_none_for_who_was_merged_into_it():
    lead = a_held_lead()
    lead.ask_extension(10, "案情复杂", CLOCKS, by=a_handler(), at=later(days=2))
    head = replace(a_supervisor(), id="head")
    lead.decide_extension(CLOCKS, granted=True, reason="", by=head, at=later(days=3))
    assert dates(lead) == (EARLIEST, OWN + timedelta(days=10), EARLIEST)
    [told] = [each for each in lead.release() if isinstance(each, events.CaseExtended)]
    assert (told.due_at, told.previous_due_at) == (EARLIEST, EARLIEST)


def provisional(case, days):
    counted = Counted(start=NOON, span=Span(60), to=OWN - days, by="older")
    case.deadlines[-1] = replace(case.deadline, provisional=True, counted=counted)
    return case


def test_12345_a_leads_own_date_is_counted_anew_below_the_one_that_holds():
    lead = provisional(a_held_lead(), timedelta(days=2))
    lead.recount(CLOCKS, at=later(days=4))
    assert dates(lead) == (EARLIEST, OWN + timedelta(days=2), EARLIEST)


def test_12345_counted_anew_a_lead_never_owes_later_than_what_is_merged_in():
    lead = a_started_case()
    hold_to(lead, OWN + timedelta(days=1), CLOCKS, at=later(days=1))
    lead.deadlines[-1] = replace(lead.deadline, statutory_due_at=None, basis="policy")
    provisional(lead, timedelta(days=3))
    lead.recount(CLOCKS, at=later(days=4))
    assert dates(lead) == (
        OWN + timedelta(days=1),
        OWN + timedelta(days=3),
        OWN + timedelta(days=1),
    )
    [told] = [each for each in lead.release() if isinstance(each, DeadlineRecounted)]
    assert told.due_at == OWN + timedelta(days=1)


@pytest.mark.parametrize("days", [-3, 2])
def test_12345_a_resting_case_counted_anew_moves_its_leads_date(days):
    street = Street()
    street.open_at(LEAD)
    street.open_at(OTHER, day=-20)
    street.merge()
    resting = street.case(OTHER)
    earlier = Counted(
        start=later(days=-20),
        span=Span(60),
        to=EARLIEST - timedelta(days=days),
        by="older",
    )
    clock = replace(resting.deadline, provisional=True, counted=earlier)
    resting.deadlines[-1] = clock
    street.do(RecountResting(petition_ids=[OTHER, LEAD, THIRD]))
    moved = EARLIEST + timedelta(days=days)
    resting = street.case(OTHER)
    assert resting.deadline.due_at == moved
    assert (resting.state.value, resting.deadline.watch_from) == ("merged", None)
    assert dates(street.case(LEAD)) == (moved, OWN, moved)
    street.separate()
    assert street.case(LEAD).deadline.due_at == OWN


def test_12345_with_the_others_a_resting_case_is_not_counted_anew():
    case, other = (provisional(a_started_case(), timedelta(days=2)) for _ in range(2))
    rest_for(case, LEAD, at=later(days=1))
    before = case.deadlines[:]
    free = SimpleNamespace(get_free=lambda ids: [case, other])
    work = SimpleNamespace(cases=free)
    command = RecomputeProvisional(petition_ids=[case.petition_id])
    recompute_provisional(command, work, clock=FrozenClock(NOON), clocks=CLOCKS)
    assert case.deadlines == before
    assert other.deadline.due_at == OWN + timedelta(days=2)


def test_d09_a_case_that_stands_still_is_given_to_nobody():
    case = a_suspended_case()
    before = case.revision
    case.receive_again(STATION, CLOCKS, units=the_units(), at=later(days=12))
    assert (case.revision, case.organisation_id == STATION) == (before, False)
