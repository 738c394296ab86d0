"""What those above do: 催办, 督办, cards, 包案, dates, gravity, feasibility."""

from dataclasses import replace

import pytest

from minqing_kernel.errors import Forbidden
from routing.domain.competence import Competence, Limit
from routing.domain.deadline import ClockKind, Won
from routing.domain.dossier import Feasible, Measure, Severity
from routing.domain.errors import (
    AccusedUnit,
    BadFeasibility,
    CardOutOfOrder,
    ConflictOfInterest,
    LeaderNeeded,
    NobodyAbove,
    NotALeader,
    NotYours,
    OutOfTime,
)
from routing.domain.events import CaseAssigned, DateSet, HandlerRecused
from routing.domain.mode import Mode
from routing.domain.policy import RoutingPolicy
from routing.domain.resolution import Outcome
from routing.domain.side_events import CaseReported, CaseUrged
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
    a_matter,
    a_member,
    a_return_pending_case,
    a_rule,
    a_started_case,
    a_supervisor,
    a_unit,
    an_assigned_case,
    an_unrouted_case,
    assign,
    end,
    later,
    the_units,
)

pytestmark = pytest.mark.unit

ABOVE = {"by": a_supervisor(STREET), "units": the_units(), "at": later(days=1)}


def leader(unit=STREET, **changes):
    roles = frozenset({"supervisor"})
    return a_member(
        **{"staff_id": "zhou", "organisation_id": unit, "roles": roles} | changes
    )


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
    case.sponsor(leader(DISTRICT), "区领导包案", **ABOVE)
    assert case.dossier.sponsor.leader_id == "zhou"
    assert case.organisation_id == COMMUNITY


@pytest.mark.parametrize(
    "person",
    [
        leader(STATION),
        leader(active=False),
        leader(roles=frozenset({"handler"})),
    ],
)
def test_d05_who_leads_neither_the_unit_nor_one_above_takes_nothing(person):
    with pytest.raises(NotALeader):
        a_started_case().sponsor(person, "", **ABOVE)


def test_c20_a_case_carries_leader_section_and_community():
    case = a_started_case()
    case.name_owners(leader(), STATION, COMMUNITY, **ABOVE)
    owners = case.dossier.owners
    assert (owners.leader_id, owners.section_id, owners.community_id) == (
        "zhou",
        STATION,
        COMMUNITY,
    )


# -- dates -----------------------------------------------------------------------------


def test_d14_a_leaders_date_wins_over_the_default_and_the_statutes_is_shown():
    case = a_started_case()
    case.set_date(later(days=14), leader(), CLOCKS, **ABOVE)
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
            case.set_date(due_at, leader(), CLOCKS, **ABOVE)


def test_a_reassigned_case_keeps_the_leaders_date_and_whose_it_is():
    case = a_started_case()
    case.set_date(later(days=14), leader(), CLOCKS, **ABOVE)
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
    case.ensure_person(leader(COMMUNITY), frozenset())


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
        case.sponsor(leader(), "", **ABOVE)
        act(case)
    graded(Severity.MAJOR).start(by=a_supervisor(), at=later(days=2))


# -- competence ------------------------------------------------------------------------


def raise_up(case, competence=None, **changes):
    given = {"by": a_handler(), "units": the_units(), "at": later(days=1)} | changes
    case.raise_up(competence or Competence(), CLOCKS, **given)


def test_b39_what_cannot_be_solved_goes_up_and_the_follow_up_stays():
    case = a_started_case()
    raise_up(case)
    assert (case.organisation_id, case.assignment.mode) == (STREET, Mode.RAISE)
    assert case.assignment.report_to == COMMUNITY
    assert case.deadline.due_at == end(days=60)
    case.resolve(Outcome.RESOLVED, "街道协调", by=a_handler(STREET), at=later(days=3))
    assert case.release()[-1].report_to == COMMUNITY


def test_a24_a_superior_that_may_not_decide_either_is_passed_over():
    street = Limit(
        code="big-money",
        kinds=frozenset({"street", "community"}),
        severities=frozenset(Severity),
        category="ro*",
    )
    units = the_units().with_unit(a_unit(STREET, DISTRICT, kind="street", revision=2))
    units = units.with_unit(a_unit(DISTRICT, kind="district", revision=2))
    competence = Competence(limits=(street,))
    told = competence.decide(COMMUNITY, a_matter(), Severity.ORDINARY, units)
    assert (told.local, told.organisation_id, told.rule) == (
        False,
        DISTRICT,
        "big-money",
    )
    case = a_started_case()
    raise_up(case, competence, units=units)
    assert case.organisation_id == DISTRICT
    lamps = a_matter(category="lamps")
    assert competence.decide(COMMUNITY, lamps, Severity.ORDINARY, units).local


def test_b39_a_plain_matter_is_decided_locally_a_grave_one_is_not():
    units, usual = the_units(), Competence()
    assert usual.decide(COMMUNITY, a_matter(), Severity.ORDINARY, units).local
    grave = usual.decide(COMMUNITY, a_matter(), Severity.MAJOR, units)
    assert (grave.local, grave.organisation_id) == (False, None)
    assert usual.decide("nowhere", a_matter(), Severity.MAJOR, units).local


def test_a_limit_may_name_one_category_alone():
    limit = Limit(
        code="x",
        kinds=frozenset({"community"}),
        severities=frozenset(Severity),
        category="road",
    )
    unit = a_unit(COMMUNITY)
    assert limit.bars(unit, a_matter(), Severity.ORDINARY)
    assert not limit.bars(unit, a_matter(category="roads"), Severity.ORDINARY)


def test_a_policy_says_which_level_decides_at_least():
    policy = RoutingPolicy(code="jinquan", lowest_level={"major": "street"})
    [limit] = Competence.under(policy).limits
    assert (limit.code, limit.kinds) == (
        "jinquan:major",
        frozenset({"grid", "community"}),
    )
    assert Competence.under(RoutingPolicy()) == Competence()


def test_where_nobody_above_is_competent_the_case_stays():
    case = an_assigned_case(DISTRICT)
    with pytest.raises(NobodyAbove):
        raise_up(case, by=a_handler(DISTRICT))
    assert case.organisation_id == DISTRICT


# -- 转办, 交办 ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "owed"), [(Mode.TRANSFER, None), (Mode.ENTRUST, STREET)]
)
def test_who_entrusts_a_case_is_owed_the_result_who_transfers_it_is_not(mode, owed):
    case = a_started_case()
    assign(case, STATION, mode=mode, at=later(days=1))
    assert (case.assignment.mode, case.assignment.report_to) == (mode, owed)


def test_what_waits_for_a_decision_is_not_passed_on():
    with pytest.raises(Exception, match="not allowed"):
        assign(a_return_pending_case(), STATION, mode=Mode.TRANSFER)


# -- 回避 ------------------------------------------------------------------------------


def test_article_28_who_has_an_interest_in_a_party_is_given_nothing():
    case = an_assigned_case(matter=a_matter(organisation_id="wuye"))
    case.name_parties(frozenset({"r-9"}), **ABOVE)
    for interests in ({"r-9"}, {"wuye"}):
        with pytest.raises(ConflictOfInterest):
            case.ensure_person(a_member(), frozenset(interests))
    case.ensure_person(a_member(), frozenset({"r-1"}))


def test_article_28_a_handler_stands_back_and_the_unit_keeps_the_case():
    case = an_assigned_case()
    me = a_handler()
    assign(case, COMMUNITY, handler_id=me.id)
    received = case.assignment.received_at
    case.recuse(by=me, at=later(days=1))
    assert (case.organisation_id, case.assignment.handler_id) == (COMMUNITY, None)
    assert case.assignment.received_at == received
    assert isinstance(case.release()[-1], HandlerRecused)
    for act in (
        lambda: case.sign(by=me, at=later(days=2)),
        lambda: case.start(by=me, at=later(days=2)),
        lambda: case.resolve(Outcome.RESOLVED, "好", by=me, at=later(days=2)),
        lambda: case.ensure_person(a_member(me.id), frozenset()),
    ):
        with pytest.raises(ConflictOfInterest):
            act()


def test_article_28_who_was_not_given_it_may_stand_back_too():
    case = an_assigned_case()
    case.recuse(by=a_handler(), at=later(days=1))
    assert len(case.assignments) == 1
    assert case.dossier.recused == (a_handler().id,)


# -- 检举控告 --------------------------------------------------------------------------


def against(accused):
    return a_blank_case(matter=a_matter(accused=(accused,)))


def test_article_30_no_rule_sends_an_accusation_to_the_accused_or_below():
    for accused, competent in ((COMMUNITY, STREET), (STREET, DISTRICT)):
        case = against(accused)
        case.judge(a_directory(a_rule()), CLOCKS, at=NOON)
        assert case.organisation_id == competent
    case = against(DISTRICT)
    case.judge(a_directory(a_rule()), CLOCKS, at=NOON)
    assert case.organisation_id is None
    assert case.release()[-1].reason == "accused"
    beside = against(STATION)
    beside.judge(a_directory(a_rule()), CLOCKS, at=NOON)
    assert beside.organisation_id == COMMUNITY


def test_article_30_nobody_passes_an_accusation_to_the_accused():
    case = against(STATION)
    case.judge(a_directory(a_rule()), CLOCKS, at=NOON)
    for mode in (Mode.BY_HAND, Mode.TRANSFER, Mode.ENTRUST):
        with pytest.raises(AccusedUnit):
            assign(case, STATION, mode=mode)
    with pytest.raises(AccusedUnit):
        case.ask_co_handler(
            a_unit(STATION),
            "查",
            None,
            CLOCKS,
            by=a_handler(),
            units=the_units(),
            at=NOON,
        )
    case = a_disputed_case()
    case.matter = replace(case.matter, accused=(STATION,))
    with pytest.raises(AccusedUnit):
        case.designate(
            STATION, None, CLOCKS, by=a_clerk(), units=the_units(), at=later(days=3)
        )


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
    case.sponsor(leader(), "", **ABOVE)
    assert case.dossier.sponsor is not None
