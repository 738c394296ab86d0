"""What those above do: 催办, 督办, cards, 包案, dates, gravity, feasibility."""

import pytest

from minqing_kernel.errors import Forbidden
from routing.domain.deadline import ClockKind, Won
from routing.domain.dossier import Feasible, Measure, Severity
from routing.domain.errors import (
    BadFeasibility,
    CardOutOfOrder,
    LeaderNeeded,
    NotALeader,
    NotYours,
    OutOfTime,
)
from routing.domain.events import CaseAssigned, DateSet
from routing.domain.resolution import Outcome
from routing.domain.side_events import CaseReported, CaseUrged
from services.routing.tests.builders import (
    ABOVE,
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_blank_case,
    a_clerk,
    a_directory,
    a_handler,
    a_leader,
    a_member,
    a_rule,
    a_started_case,
    a_supervisor,
    an_assigned_case,
    an_unrouted_case,
    assign,
    end,
    later,
    the_units,
)

pytestmark = pytest.mark.unit


def supervise(case, measure=Measure.SUPERVISE, due_at=None, **changes):
    case.supervise(measure, "久拖不决", due_at, CLOCKS, **ABOVE | changes)


# -- 催办, 督办, 黄牌, 红牌 ------------------------------------------------------------


def test_the_unit_is_reminded_by_its_own_dispatcher_or_one_above():
    case = an_assigned_case()
    case.urge("请尽快", CLOCKS, **ABOVE | {"by": a_clerk()})
    fact = case.release()[-1]
    assert (fact.measure, fact.unit_id, fact.superior_id) == (
        Measure.URGE,
        COMMUNITY,
        None,
    )
    with pytest.raises(NotYours):
        case.urge("请尽快", CLOCKS, **ABOVE | {"by": a_clerk(STATION)})


def test_supervision_has_a_date_and_runs_beside_the_handling_clock():
    case = a_started_case()
    supervise(case, due_at=later(days=5))
    assert case.running(ClockKind.SUPERVISION).due_at == later(days=5)
    assert case.deadline.due_at == end(days=60)
    for due_at in (None, NOON, later(days=5000)):
        with pytest.raises(OutOfTime):
            supervise(a_started_case(), due_at=due_at)
    with pytest.raises(Forbidden):
        supervise(a_started_case(), due_at=later(days=5), by=a_clerk())


def test_a_card_comes_after_what_it_makes_worse():
    case = a_started_case()
    with pytest.raises(CardOutOfOrder):
        supervise(case, Measure.YELLOW)
    supervise(case, due_at=later(days=5))
    with pytest.raises(CardOutOfOrder):
        supervise(case, Measure.RED)
    supervise(case, Measure.YELLOW)
    supervise(case, Measure.RED)
    assert [each.measure for each in case.dossier.measures] == [
        Measure.SUPERVISE,
        Measure.YELLOW,
        Measure.RED,
    ]


def test_supervision_that_runs_out_shows_yellow_and_after_the_step_red():
    case = a_started_case()
    supervise(case, due_at=later(days=5))
    shown = []
    for day in (4, 5, 6, 8, 12):
        case.release()
        case.escalate_if_overdue(the_units(), CLOCKS, at=later(days=day))
        shown.append([fact.measure for fact in case.release()])
    assert shown == [[], [Measure.YELLOW], [], [Measure.RED], []]


def test_who_has_both_cards_is_shown_no_third():
    case = a_started_case()
    supervise(case, due_at=later(days=5))
    supervise(case, Measure.YELLOW)
    supervise(case, Measure.RED)
    case.release()
    case.escalate_if_overdue(the_units(), CLOCKS, at=later(days=6))
    assert case.release() == []
    assert case.running(ClockKind.SUPERVISION).watch_from is None


def test_at_the_top_nobody_else_is_told():
    case = an_assigned_case(DISTRICT)
    supervise(case, due_at=later(days=5), by=a_supervisor(DISTRICT))
    case.release()
    case.escalate_if_overdue(the_units(), CLOCKS, at=later(days=6))
    assert case.release()[0].superior_id is None


# -- 包案, three owners ----------------------------------------------------------------


def test_d05_a_named_leader_takes_the_case_and_the_unit_stays():
    case = a_started_case()
    case.sponsor(a_leader(DISTRICT), "区领导包案", **ABOVE)
    assert case.dossier.sponsor.leader_id == "zhou"
    assert case.organisation_id == COMMUNITY


@pytest.mark.parametrize(
    "person",
    [
        a_leader(STATION),
        a_leader(active=False),
        a_leader(roles=frozenset({"handler"})),
    ],
)
def test_d05_who_leads_neither_the_unit_nor_one_above_takes_nothing(person):
    with pytest.raises(NotALeader):
        a_started_case().sponsor(person, "", **ABOVE)


def test_c20_a_case_carries_leader_section_and_community():
    case = a_started_case()
    case.name_owners(a_leader(), STATION, COMMUNITY, **ABOVE)
    owners = case.dossier.owners
    assert (owners.leader_id, owners.section_id, owners.community_id) == (
        "zhou",
        STATION,
        COMMUNITY,
    )


# -- dates -----------------------------------------------------------------------------


def test_d14_a_leaders_date_wins_over_the_default_and_the_statutes_is_shown():
    case = a_started_case()
    case.set_date(later(days=14), a_leader(), CLOCKS, **ABOVE)
    deadline = case.deadline
    assert (deadline.due_at, deadline.won, deadline.basis) == (
        later(days=14),
        Won.LEADER,
        "zhou",
    )
    assert deadline.statutory_due_at == end(days=60)
    fact = case.release()[-1]
    assert (type(fact), fact.previous_due_at) == (DateSet, end(days=60))
    for due_at in (NOON, later(days=9999)):
        with pytest.raises(OutOfTime):
            case.set_date(due_at, a_leader(), CLOCKS, **ABOVE)


def test_a_reassigned_case_keeps_the_leaders_date_and_whose_it_is():
    case = a_started_case()
    case.set_date(later(days=14), a_leader(), CLOCKS, **ABOVE)
    assign(case, STATION, at=later(days=2))
    assert (case.deadline.due_at, case.deadline.basis) == (later(days=14), "zhou")


def test_a_person_named_at_the_unit_that_has_it_is_no_new_assignment_to_others():
    case = an_assigned_case()
    named = {"handler_id": "li-na", "at": later(days=1)}
    for organisation_id, changes in (
        (COMMUNITY, named),
        (COMMUNITY, named | {"due_at": later(days=20)}),
        (STATION, named),
    ):
        assign(case, organisation_id, **changes)
    told = [fact for fact in case.release() if isinstance(fact, CaseAssigned)]
    assert [fact.repeats for fact in told] == [False, True, False, False]
    assert [fact.moved for fact in told] == [False, False, False, True]


# -- gravity ---------------------------------------------------------------------------


def graded(severity, case=None):
    case = case or an_assigned_case()
    case.judge_severity(severity, CLOCKS, **ABOVE)
    return case


def test_article_25_every_level_hears_of_what_is_urgent_at_once():
    facts = graded(Severity.URGENT).release()
    told = [fact.superior_id for fact in facts if isinstance(fact, CaseReported)]
    assert told == [STREET, DISTRICT]


def test_b29_an_urgent_petition_is_reported_the_moment_it_comes():
    dossier = graded(Severity.URGENT).dossier
    case = a_blank_case(dossier=dossier)
    case.judge(a_directory(a_rule()), CLOCKS, at=NOON)
    assert [type(fact) for fact in case.release()] == [
        CaseAssigned,
        CaseReported,
        CaseReported,
    ]


def test_to_judge_it_as_before_tells_nothing():
    case = graded(Severity.MAJOR)
    case.release()
    case.judge_severity(Severity.MAJOR, CLOCKS, **ABOVE)
    assert case.release() == []


def test_b13_a_major_matter_is_given_to_nobody_below_a_leader():
    case = graded(Severity.MAJOR)
    with pytest.raises(LeaderNeeded):
        case.ensure_person(a_member(), frozenset())
    case.ensure_person(a_leader(COMMUNITY), frozenset())


def test_b13_a_major_matter_is_worked_by_a_leader_or_where_one_has_taken_it():
    for act in (
        lambda case: case.start(by=a_handler(), at=later(days=2)),
        lambda case: case.resolve(
            Outcome.RESOLVED, "好", by=a_handler(), at=later(days=2)
        ),
    ):
        case = graded(Severity.MAJOR)
        with pytest.raises(LeaderNeeded):
            act(case)
        case.sponsor(a_leader(), "", **ABOVE)
        act(case)
    graded(Severity.MAJOR).start(by=a_supervisor(), at=later(days=2))


# -- 可行, 暂缓, 不可行 ----------------------------------------------------------------


def judge(case, verdict, owner_id=None, due_at=None, explanation=""):
    case.judge_feasibility(
        verdict,
        owner_id=owner_id,
        due_at=due_at,
        explanation=explanation,
        clocks=CLOCKS,
        by=a_handler(),
        at=later(days=1),
    )


def test_c21_what_is_feasible_has_an_owner_and_a_date():
    case = a_started_case()
    judge(case, Feasible.FEASIBLE, "wang.wu", later(days=30))
    assert case.running(ClockKind.COMPLETION).due_at == later(days=30)
    case.release()
    case.escalate_if_overdue(the_units(), CLOCKS, at=later(days=31))
    assert isinstance(case.release()[0], CaseUrged)
    with pytest.raises(BadFeasibility) as refusal:
        judge(case, Feasible.FEASIBLE)
    assert refusal.value.fields == {"owner_id": "required", "due_at": "required"}
    with pytest.raises(OutOfTime):
        judge(case, Feasible.FEASIBLE, "wang.wu", NOON)


@pytest.mark.parametrize("verdict", [Feasible.DEFERRED, Feasible.INFEASIBLE])
def test_c21_whatever_else_has_an_explanation(verdict):
    case = a_started_case()
    with pytest.raises(BadFeasibility):
        judge(case, verdict)
    judge(case, verdict, explanation="经费未落实")
    assert case.dossier.feasibility.verdict is verdict
    assert case.running(ClockKind.COMPLETION) is None


def test_an_unrouted_case_may_be_weighed_and_sponsored():
    case = an_unrouted_case()
    graded(Severity.URGENT, case)
    case.sponsor(a_leader(), "", **ABOVE)
    assert case.dossier.sponsor is not None
