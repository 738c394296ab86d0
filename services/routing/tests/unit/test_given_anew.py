"""What must not be forgotten when a case is given to another unit."""

import pytest

from minqing_kernel.working_time import Span, SpanUnit, WorkCalendar
from routing.domain.co_handling import LEADS_NOW
from routing.domain.competence import Competence
from routing.domain.deadline import Clocks
from routing.domain.dossier import Dossier, Settled, Severity
from routing.domain.errors import OutOfTime
from routing.domain.lifecycle import CaseState
from routing.domain.policy import STATUTE, RoutingPolicy, Term, TermKind
from routing.domain.resettling import Resettlement
from routing.domain.reviews.terms import ReviewTerms, Stage
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_blank_case,
    a_clerk,
    a_directory,
    a_disputed_case,
    a_handler,
    a_return_pending_case,
    a_rule,
    a_started_case,
    a_suspended_case,
    end,
    later,
    the_units,
)

pytestmark = pytest.mark.unit
JOINT = Settled(
    case_kind="joint", mode="joint", lead_id=COMMUNITY, co_unit_ids=(STATION, STREET)
)


def again(case, organisation_id=STREET):
    case.receive_again(organisation_id, CLOCKS, units=the_units(), at=later(days=4))


def test_d09_what_an_arbiter_designated_stays_though_somebody_comes_again():
    """条例第24条: the unit that was named may not give it back, nor lose it."""
    case = a_disputed_case()
    given = {"by": a_clerk(), "units": the_units(), "at": later(days=3)}
    case.designate(STATION, None, CLOCKS, **given)
    again(case)
    assert case.organisation_id == STATION


def test_d09_a_return_that_waits_is_decided_when_it_goes_to_the_first_receiver():
    case = a_return_pending_case()
    again(case)
    assert case.organisation_id == STREET
    assert case.dossier.returns[-1].decided.granted


def test_art30_a_pause_that_an_accusation_ends_lengthens_nothing_for_who_is_merged():
    case = a_suspended_case()
    held_to = case.held_to = later(days=15)
    said = Resettlement(
        revision=9,
        category="conduct",
        severity=Severity.ORDINARY,
        settled=Settled(kind="accusation"),
        accused=(COMMUNITY,),
    )
    case.resettle(said, the_units(), CLOCKS, at=later(days=12))
    assert case.state is CaseState.UNROUTED
    assert case.deadline.due_at == held_to


def a_joint_case():
    case = a_blank_case(dossier=Dossier(settled=JOINT))
    case.judge(a_directory(a_rule()), CLOCKS, at=NOON)
    return case


def waived(case):
    return {t.organisation_id: t.waived for t in case.dossier.co_tasks}


def test_b03_a_helper_that_takes_the_case_as_superior_leads_and_helps_no_more():
    case = a_joint_case()
    case.raise_up(
        Competence.under(STATUTE),
        CLOCKS,
        by=a_handler(),
        units=the_units(),
        at=later(days=1),
    )
    assert case.organisation_id == STREET
    assert waived(case) == {STATION: None, STREET: LEADS_NOW}


def test_b03_a_helper_that_is_designated_leads_and_helps_no_more():
    case = a_joint_case()
    case.give_back("不属", CLOCKS, by=a_handler(), units=the_units(), at=later(days=1))
    given = {"units": the_units(), "at": later(days=2)}
    case.decide_return(granted=False, reason="属", by=a_clerk(), **given)
    case.give_back("仍不属", CLOCKS, by=a_handler(), **given)
    case.designate(STATION, None, CLOCKS, by=a_clerk(DISTRICT), **given)
    assert waived(case) == {STATION: LEADS_NOW, STREET: None}


def long_holidays():
    """A calendar in which 21 working days are more than thirty days."""
    rest = {later(days=n).date(): False for n in range(60, 76)}
    return WorkCalendar(exceptions=rest)


@pytest.mark.parametrize(
    "span", [Span(21, SpanUnit.WORKING_DAYS), Span(30, rolls=True)]
)
def test_art34_no_extension_exceeds_thirty_days_however_a_place_counts_them(span):
    term = Term(kind=TermKind.EXTENSION, span=span, basis="本地规则")
    policy = RoutingPolicy(terms=(*STATUTE.terms, term))
    clocks = Clocks(policy=policy, calendar=long_holidays())
    case = a_started_case()
    asked = {"by": a_handler(), "at": later(days=3)}
    with pytest.raises(OutOfTime):
        case.ask_extension(31, "复杂", clocks, **asked)
    case.ask_extension(30, "复杂", clocks, **asked)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize(
    "span", [Span(21, SpanUnit.WORKING_DAYS), Span(30, rolls=True)]
)
def test_art35_art36_no_round_takes_more_than_thirty_days_across_long_holidays(
    stage, span
):
    calendar = WorkCalendar(
        exceptions={later(days=n).date(): False for n in range(10, 40)}
    )
    names = ("review_request", "review", "recheck_request", "recheck")
    terms = ReviewTerms(calendar=calendar, **dict.fromkeys(names, span))
    assert terms.due(stage, NOON) == end(days=30)
    assert terms.last_moment(stage, NOON.date()) == end(days=30)
