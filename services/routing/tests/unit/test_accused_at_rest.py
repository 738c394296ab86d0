"""条例第30条: an accusation that comes while no unit works on the case, or it rests."""

from types import SimpleNamespace

import pytest

from minqing_kernel.clock import FrozenClock
from routing.adapters.settling import settled_by
from routing.application.resettling import KeepFromAccused, keep_from_accused
from routing.domain.competence import Competence
from routing.domain.deadline import ClockKind
from routing.domain.dossier import Settled, Severity
from routing.domain.events import CaseUnrouted
from routing.domain.lifecycle import CaseState
from routing.domain.merging import go_on, rest_for
from routing.domain.mode import Mode
from routing.domain.policy import STATUTE
from routing.domain.resettling import Resettlement
from routing.domain.resolution import Outcome
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    STATION,
    STREET,
    a_clerk,
    a_disputed_case,
    a_handler,
    a_helped_case,
    a_member,
    a_merged_case,
    a_return_pending_case,
    a_started_case,
    a_supervisor,
    a_suspended_case,
    a_unit,
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


def test_art30_who_raised_it_and_is_accused_now_is_not_told_the_answer():
    case = a_started_case()
    case.raise_up(
        Competence.under(STATUTE),
        CLOCKS,
        by=a_handler(),
        units=the_units(),
        at=later(days=1),
    )
    assert case.assignment.report_to == COMMUNITY
    accuse(case, COMMUNITY)
    assert case.organisation_id == STREET
    case.resolve(Outcome.RESOLVED, "已查", by=a_handler(STREET), at=later(days=21))
    [*_, told] = case.release()
    assert told.report_to is None


def test_art30_who_has_to_hear_the_result_and_is_not_accused_still_does():
    case = a_started_case()
    given = {"by": a_clerk(), "units": the_units(), "at": later(days=1)}
    case.assign(STATION, None, None, CLOCKS, mode=Mode.ENTRUST, **given)
    accuse(case, COMMUNITY)
    assert case.assignment.report_to == STREET


def test_art30_no_leader_of_the_accused_keeps_a_case_as_theirs():
    """重大 matters are in a leader's hands (B-13), but not in the accused's."""
    case = a_started_case()
    leader = a_member("head", roles=frozenset({"supervisor"}))
    above = a_member("chief", organisation_id=STREET, roles=frozenset({"supervisor"}))
    given = {"by": a_supervisor(), "units": the_units(), "at": later(days=1)}
    case.sponsor(leader, "", **given)
    case.name_owners(above, STREET, COMMUNITY, **given)
    accuse(case, COMMUNITY)
    assert (case.dossier.sponsor, case.dossier.owners) == (None, None)
    again = a_started_case()
    again.sponsor(above, "", **given)
    again.name_owners(above, STREET, COMMUNITY, **given)
    accuse(again, STATION)
    assert again.dossier.sponsor.leader_id == "chief"
    assert again.dossier.owners.section_id == STREET


def test_art30_a_late_helper_is_not_told_to_an_accused_superior():
    """The accused may have come to stand above the helper since it was asked."""
    case = a_helped_case()
    accuse(case, "other")
    moved = (
        the_units()
        .with_unit(a_unit("other", DISTRICT))
        .with_unit(a_unit(STREET, "other", revision=2))
    )
    case.escalate_if_overdue(moved, CLOCKS, at=later(days=40))
    told = {getattr(each, "superior_id", None) for each in case.release()}
    assert "other" not in told
    assert DISTRICT in told


def test_b03_a_unit_that_is_named_twice_is_asked_once():
    said = SimpleNamespace(co_unit_ids=[STATION, STREET, STATION])
    assert settled_by(said)["settled"].co_unit_ids == (STATION, STREET)


def test_art30_a_unit_that_comes_under_the_accused_keeps_no_case_against_it():
    case = a_started_case()
    accuse(case, STATION)
    assert case.state is CaseState.STARTED
    moved = a_unit(COMMUNITY, STATION, revision=9)
    work = SimpleNamespace(
        cases=SimpleNamespace(get_many=lambda ids: dict.fromkeys(ids, case)),
        directory=SimpleNamespace(units=the_units().with_unit(moved)),
    )
    command = KeepFromAccused(petition_ids=[case.petition_id])
    clock = FrozenClock(later(days=30))
    keep_from_accused(command, work, clock=clock, clocks=CLOCKS)
    assert (case.state, case.assignment) == (CaseState.UNROUTED, None)
