"""退单: five working days, a superior's consent, one arbitration, then no more."""

from datetime import UTC, datetime

import pytest

from minqing_kernel.errors import Forbidden, TransitionRefused
from minqing_kernel.messages import Role
from routing.domain import events
from routing.domain.errors import (
    AlreadyDesignated,
    AskedByYourself,
    NotYours,
    OutOfTime,
    TooLateToReturn,
)
from routing.domain.lifecycle import CaseState
from routing.domain.mode import Mode
from routing.domain.organisation import OrganisationTree
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_clerk,
    a_directory,
    a_disputed_case,
    a_handler,
    a_resolved_case,
    a_return_pending_case,
    a_rule,
    a_supervisor,
    a_unit,
    an_actor,
    an_answer,
    an_assigned_case,
    approve,
    assign,
    end,
    give_back,
    later,
    the_units,
)

pytestmark = pytest.mark.unit

ALONE = OrganisationTree({COMMUNITY: a_unit(COMMUNITY)})


def test_article_23_a_unit_asks_and_keeps_the_case_until_its_superior_agrees():
    case = a_return_pending_case()
    assert (case.state, case.organisation_id) == (CaseState.RETURN_PENDING, COMMUNITY)
    [asked] = case.dossier.returns
    assert (asked.superior_id, asked.reason, asked.decided) == (
        STREET,
        "不属本单位",
        None,
    )
    assert case.deadline.due_at == end(days=60)


def test_article_23_a_return_comes_within_five_working_days_of_receipt():
    """NOON is a Monday; the fifth working day is the Monday after."""
    late = datetime(2026, 11, 9, 16, tzinfo=UTC)
    give_back(an_assigned_case(), at=late.replace(hour=15, minute=59))
    with pytest.raises(TooLateToReturn):
        give_back(an_assigned_case(), at=late)


def test_a_reopened_case_is_received_anew_and_may_be_returned_again():
    case = a_resolved_case()
    case.hear(an_answer(case, "reopen", answered_at=later(days=20)), CLOCKS)
    assert case.assignment.received_at == later(days=20)
    give_back(case, at=later(days=21))
    assert case.state is CaseState.RETURN_PENDING


def test_a_return_that_is_agreed_to_goes_back_to_dispatch():
    case = a_return_pending_case()
    approve(case)
    assert (case.state, case.organisation_id) == (CaseState.UNROUTED, None)
    assert case.dossier.returns[0].decided.granted
    assert isinstance(case.release()[-1], events.CaseUnrouted)
    case.judge(a_directory(a_rule(), edition=9), CLOCKS, at=NOON)
    assert case.state is CaseState.UNROUTED


def test_a_return_that_is_refused_stays_with_the_unit():
    case = a_return_pending_case()
    approve(case, granted=False, reason="属于你社区")
    assert (case.state, case.organisation_id) == (CaseState.SIGNED, COMMUNITY)
    fact = case.release()[-1]
    assert (type(fact), fact.reason) == (events.CaseRetained, "属于你社区")


@pytest.mark.parametrize(
    ("by", "refusal"),
    [
        (a_clerk(COMMUNITY), NotYours),
        (a_clerk(STATION), NotYours),
        (a_handler(STREET), Forbidden),
    ],
)
def test_nobody_below_or_beside_decides_a_return(by, refusal):
    with pytest.raises(refusal):
        approve(a_return_pending_case(), by=by)


def test_nobody_decides_a_return_that_they_asked_for():
    case = an_assigned_case()
    give_back(case, by=a_supervisor(COMMUNITY))
    moved = an_actor(Role.SUPERVISOR, STREET)
    with pytest.raises(AskedByYourself):
        approve(case, by=moved)
    assert case.state is CaseState.RETURN_PENDING


def test_at_the_top_the_units_own_dispatcher_decides_but_not_the_asker():
    case = an_assigned_case()
    give_back(case, units=ALONE)
    assert case.dossier.returns[0].superior_id is None
    case.decide_return(
        granted=True, reason="", by=a_clerk(COMMUNITY), units=ALONE, at=later(days=2)
    )
    assert case.state is CaseState.UNROUTED


@pytest.mark.parametrize(
    ("unit", "repeats", "moved"), [(COMMUNITY, True, False), (STATION, False, True)]
)
def test_what_was_returned_and_comes_to_the_same_unit_again_is_no_news(
    unit, repeats, moved
):
    case = a_return_pending_case()
    approve(case)
    assign(case, unit, at=later(days=2))
    *_, told = (
        fact for fact in case.release() if isinstance(fact, events.CaseAssigned)
    )
    assert (told.repeats, told.moved) == (repeats, moved)


def test_to_give_the_case_to_another_unit_is_to_agree():
    case = a_return_pending_case()
    assign(case, STATION, at=later(days=2))
    assert case.organisation_id == STATION
    assert case.dossier.returns[0].decided.by == a_clerk().id
    with pytest.raises(NotYours):
        assign(a_return_pending_case(), STATION, by=a_clerk(COMMUNITY))


def test_article_24_a_second_dispute_goes_to_the_common_superior():
    case = a_disputed_case()
    assert (case.state, case.organisation_id) == (CaseState.ARBITRATION, None)
    fact = case.release()[-1]
    assert (type(fact), fact.superior_id) == (events.CaseDisputed, STREET)
    assert case.deadline.due_at == end(days=60)


def test_a_unit_that_was_refused_takes_its_dispute_above_who_refused():
    case = a_return_pending_case()
    approve(case, granted=False)
    give_back(case, at=later(days=2))
    assert case.dossier.arbitration.arbiter_id == DISTRICT


def designate(case, unit=COMMUNITY, **changes):
    given = {"by": a_clerk(), "units": the_units(), "at": later(days=3)} | changes
    case.designate(unit, given.pop("due_at", None), CLOCKS, **given)


def test_after_a_designation_no_second_return():
    case = a_disputed_case()
    designate(case)
    assert (case.state, case.organisation_id) == (CaseState.ASSIGNED, COMMUNITY)
    assert case.assignment.mode is Mode.DESIGNATE
    assert case.dossier.arbitration.designated == COMMUNITY
    with pytest.raises(AlreadyDesignated):
        give_back(case, at=later(days=4))


def test_only_the_arbiters_dispatchers_designate():
    with pytest.raises(NotYours):
        designate(a_disputed_case(), by=a_clerk(STATION))
    with pytest.raises(OutOfTime):
        designate(a_disputed_case(), due_at=NOON)


def test_where_nothing_stands_above_both_any_dispatcher_designates():
    units = OrganisationTree(
        {name: a_unit(name) for name in (COMMUNITY, STATION, STREET)}
    )
    case = an_assigned_case()
    give_back(case, units=units)
    case.decide_return(
        granted=True, reason="", by=a_clerk(COMMUNITY), units=units, at=later(days=1)
    )
    assign(case, STATION, units=units)
    give_back(case, by=a_handler(STATION), units=units, at=later(days=1))
    assert case.dossier.arbitration.arbiter_id is None
    designate(case, units=units)
    assert case.state is CaseState.ASSIGNED


def test_a_case_that_nobody_wants_back_has_no_return_to_decide():
    with pytest.raises(TransitionRefused):
        approve(an_assigned_case())
