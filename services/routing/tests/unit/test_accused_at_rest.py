"""条例第30条: an accusation that comes while no unit works on the case, or it rests."""

import pytest

from routing.domain.deadline import ClockKind
from routing.domain.dossier import Settled, Severity
from routing.domain.events import CaseUnrouted
from routing.domain.lifecycle import CaseState
from routing.domain.merging import go_on, rest_for
from routing.domain.resettling import Resettlement
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    STATION,
    STREET,
    a_disputed_case,
    a_merged_case,
    a_return_pending_case,
    a_started_case,
    a_suspended_case,
    later,
    the_units,
)

pytestmark = pytest.mark.unit


def accuse(case, *accused, **changes):
    said = Resettlement(
        revision=9,
        category="conduct",
        severity=Severity.ORDINARY,
        settled=Settled(kind="accusation"),
        accused=accused,
    )
    case.resettle(said, the_units(), CLOCKS, at=later(days=20))
    case.release()


def separate(case):
    go_on(case, case.rest.was, CLOCKS, at=later(days=30))


def rested(case):
    rest_for(case, case.petition_id, at=later(days=12))
    return case


@pytest.mark.parametrize(
    "made", [a_started_case, a_return_pending_case, a_suspended_case]
)
def test_art30_a_case_that_rests_does_not_go_back_to_who_was_accused_meanwhile(made):
    case = rested(made())
    accuse(case, COMMUNITY)
    assert (case.state, case.organisation_id) == (CaseState.MERGED, None)
    assert all(d.watch_from is None for d in case.deadlines if d.is_running)
    separate(case)
    assert (case.state, case.organisation_id) == (CaseState.UNROUTED, None)
    assert case.deadline is not None
    assert (case.deadline.is_paused, case.dossier.suspension) == (False, None)
    told = {each.organisation_id for each in case.release()}
    assert told == {None}


def test_art30_a_case_that_rests_stays_with_a_unit_that_is_not_accused():
    case = a_merged_case()
    accuse(case, STATION)
    separate(case)
    assert (case.state, case.organisation_id) == (CaseState.STARTED, COMMUNITY)


@pytest.mark.parametrize("rests", [False, True])
def test_art30_an_arbiter_that_is_accused_rules_no_more_and_is_not_pressed(rests):
    case = rested(a_disputed_case()) if rests else a_disputed_case()
    accuse(case, STREET)
    if rests:
        separate(case)
    assert case.state is CaseState.UNROUTED
    assert case.running(ClockKind.ARBITRATION) is None
    case.release()
    case.escalate_if_overdue(the_units(), CLOCKS, at=later(days=90))
    assert STREET not in {getattr(each, "unit_id", None) for each in case.release()}


def test_art30_an_arbiter_that_is_not_accused_goes_on():
    case = a_disputed_case()
    accuse(case, COMMUNITY)
    assert case.state is CaseState.ARBITRATION
    assert case.dossier.arbitration.arbiter_id == STREET


def test_art30_those_who_may_know_are_told_that_nobody_has_it():
    case = a_disputed_case()
    said = Resettlement(
        revision=9,
        category="conduct",
        severity=Severity.ORDINARY,
        settled=Settled(kind="accusation"),
        accused=(STREET,),
    )
    case.resettle(said, the_units(), CLOCKS, at=later(days=20))
    assert isinstance(case.release()[-1], CaseUnrouted)
