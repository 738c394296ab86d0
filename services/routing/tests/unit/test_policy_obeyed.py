"""What a place's policy says is done: each rule with both of its values."""

from dataclasses import replace

import pytest

from minqing_kernel.errors import Forbidden
from minqing_kernel.working_time import Span, WorkCalendar
from routing.application.room_handlers import RoomRules
from routing.domain import events
from routing.domain.competence import Competence
from routing.domain.deadline import ClockKind, Clocks, Won
from routing.domain.dossier import Dossier, Measure, Settled, Severity
from routing.domain.errors import (
    AskedByYourself,
    NoRaiseAsked,
    NotYours,
    OutOfTime,
    RaiseWaits,
)
from routing.domain.hazards.hazard import HazardDesks
from routing.domain.lifecycle import CaseState
from routing.domain.mode import Mode
from routing.domain.policy import STATUTE, Gathering, RoutingPolicy, Term, TermKind
from routing.domain.reviews.terms import ReviewTerms
from routing.domain.side_events import CaseReported, RaiseDeclared, RaiseRefused
from services.routing.tests.builders import (
    ABOVE,
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    HERE,
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
    a_supervisor,
    a_unit,
    an_assigned_case,
    assign,
    clocks_under,
    end,
    give_back,
    later,
    the_units,
)

pytestmark = pytest.mark.unit


def told(case, kind):
    return [fact for fact in case.release() if isinstance(fact, kind)]


# -- 退单 (条例第23条) -----------------------------------------------------------------


def test_art23_a_return_waits_for_the_superiors_consent():
    case = an_assigned_case()
    case.give_back("不属本单位", clocks_under(), by=a_handler(), **HERE)
    assert case.state is CaseState.RETURN_PENDING
    assert case.dossier.returns[-1].decided is None


def test_art23_where_the_policy_needs_no_consent_the_case_waits_for_a_person_at_once():
    case = an_assigned_case()
    free = clocks_under(returns_need_approval=False)
    case.give_back("不属本单位", free, by=a_handler(), **HERE)
    assert (case.state, case.organisation_id) == (CaseState.UNROUTED, None)
    asked = case.dossier.returns[-1]
    assert (asked.superior_id, asked.decided.granted, asked.decided.by) == (
        None,
        True,
        "here",
    )
    returned, unrouted = case.release()[-2:]
    assert (type(returned), returned.superior_id) == (events.CaseReturned, None)
    assert (type(unrouted), unrouted.reason) == (events.CaseUnrouted, "return-approved")


def test_art24_a_second_dispute_is_ruled_on_all_the_same():
    case, free = an_assigned_case(), clocks_under(returns_need_approval=False)
    case.give_back("否", free, by=a_handler(), **HERE)
    assign(case, STATION, at=later(days=1))
    case.give_back("否", free, by=a_handler(STATION), **HERE)
    assert case.state is CaseState.ARBITRATION


# -- 裁定 (条例第24条) -----------------------------------------------------------------


def ruling(case):
    return case.running(ClockKind.ARBITRATION)


def test_art24_the_arbiter_has_five_working_days_where_nothing_else_is_said():
    case = a_disputed_case()
    clock = ruling(case)
    assert (clock.due_at, clock.organisation_id, clock.basis) == (
        end(days=9),
        STREET,
        "本系统默认",
    )
    [fact] = told(case, events.CaseDisputed)
    assert fact.decide_by == end(days=9)


def test_art24_a_late_ruling_is_told_to_the_arbiter_and_to_one_above_after_the_other():
    units = the_units().with_unit(a_unit("p-1"))
    units = units.with_unit(a_unit(DISTRICT, "p-1", revision=2))
    case = a_disputed_case()
    heard = []
    for day in (8, 9, 11, 12, 15, 30):
        case.release()
        case.escalate_if_overdue(units, CLOCKS, at=end(days=day))
        heard.append([(f.clock, f.unit_id, f.superior_id) for f in case.release()])
    kind = ClockKind.ARBITRATION
    assert heard == [
        [],
        [(kind, STREET, DISTRICT)],
        [],
        [(kind, STREET, "p-1")],
        [],
        [],
    ]
    assert case.deadline.level == 0


def test_art24_at_the_top_the_arbiter_alone_is_told():
    case = a_disputed_case()
    case.release()
    units = the_units().with_unit(a_unit(STREET, None, revision=2))
    case.escalate_if_overdue(units, CLOCKS, at=end(days=9))
    [fact] = case.release()
    assert (fact.unit_id, fact.superior_id) == (STREET, None)


def test_art24_where_no_superior_is_common_nobody_is_told_and_it_is_noted():
    case = a_return_pending_case()
    assign(case, STATION, at=later(days=1, hours=1))
    apart = the_units().with_unit(a_unit(STATION, None, revision=2))
    give_back(case, by=a_handler(STATION), units=apart, at=later(days=2))
    assert ruling(case).organisation_id is None
    case.release()
    case.escalate_if_overdue(apart, CLOCKS, at=end(days=9))
    [fact] = case.release()
    assert isinstance(fact, events.DeadlineMissed)
    assert ruling(case).watch_from is None


@pytest.mark.parametrize(("day", "late"), [(3, None), (12, later(days=12))])
def test_art24_the_clock_ends_with_the_designation_late_or_not(day, late):
    case = a_disputed_case()
    by = {"by": a_clerk(DISTRICT), "units": the_units(), "at": later(days=day)}
    case.designate(STATION, None, CLOCKS, **by)
    assert ruling(case) is None
    [clock] = [d for d in case.deadlines if d.kind is ClockKind.ARBITRATION]
    assert (clock.met_at, clock.breached_at) == (later(days=day), late)


def test_art24_a_policy_without_the_term_gives_the_arbiter_no_clock():
    case = a_return_pending_case()
    assign(case, STATION, at=later(days=1, hours=1))
    bare = Clocks(policy=RoutingPolicy(terms=()))
    here = {"by": a_handler(STATION), "units": the_units(), "at": later(days=2)}
    case.give_back("否", bare, **here)
    assert ruling(case) is None
    assert told(case, events.CaseDisputed)[-1].decide_by is None


# -- 上报: 特别事务申报办理 (B-04) -----------------------------------------------------


def a_declared_case():
    return a_started_case(dossier=Dossier(settled=Settled(mode="declared")))


def raise_up(case, clocks=CLOCKS, **changes):
    case.raise_up(Competence(), clocks, **{"by": a_handler(), **HERE} | changes)


def decide(case, *, granted, **changes):
    given = {"by": a_supervisor(STREET), "reason": "", **HERE} | changes
    case.decide_raise(CLOCKS, granted=granted, **given)


def test_b04_a_declared_matter_stays_until_the_superior_takes_it():
    case = a_declared_case()
    raise_up(case, clocks_under())
    assert case.organisation_id == COMMUNITY
    [fact] = told(case, RaiseDeclared)
    assert (fact.superior_id, fact.rule) == (STREET, "here")
    decide(case, granted=True)
    assert (case.organisation_id, case.assignment.mode) == (STREET, Mode.RAISE)
    assert case.assignment.report_to == COMMUNITY
    assert case.dossier.raising.decided.granted


def test_b04_or_leaves_it_and_may_be_asked_again():
    case = a_declared_case()
    raise_up(case)
    decide(case, granted=False, reason="请就地解决")
    [fact] = told(case, RaiseRefused)
    assert (fact.superior_id, fact.reason) == (STREET, "请就地解决")
    assert case.organisation_id == COMMUNITY
    raise_up(case)
    assert case.dossier.raising.decided is None


def test_b04_one_superior_is_asked_at_a_time_and_decides_alone():
    case = a_declared_case()
    with pytest.raises(NoRaiseAsked):
        decide(case, granted=True)
    raise_up(case)
    with pytest.raises(RaiseWaits):
        raise_up(case)
    for by, refusal in (
        (a_supervisor(STATION), NotYours),
        (a_handler(STREET), Forbidden),
        (replace(a_clerk(), id=a_handler().id), AskedByYourself),
    ):
        with pytest.raises(refusal):
            decide(case, granted=True, by=by)
    decide(case, granted=False)
    with pytest.raises(NoRaiseAsked):
        decide(case, granted=True)


def test_b04_a_case_that_leaves_the_unit_is_not_asked_for_any_more():
    case = a_declared_case()
    raise_up(case)
    assign(case, STATION, at=later(days=2))
    assert case.dossier.raising is None


@pytest.mark.parametrize(
    ("mode", "rules"),
    [("direct", {}), (None, {}), ("declared", {"upward_needs_approval": False})],
)
def test_b04_everything_else_is_raised_at_once(mode, rules):
    case = a_started_case(dossier=Dossier(settled=Settled(mode=mode)))
    raise_up(case, clocks_under(**rules))
    assert case.organisation_id == STREET


# -- 重大、紧急 (条例第25条) -----------------------------------------------------------


@pytest.mark.parametrize(
    ("at_once", "levels"), [(True, [STREET, DISTRICT]), (False, [STREET])]
)
def test_art25_every_level_hears_of_what_is_urgent_or_the_next_alone(at_once, levels):
    rules = clocks_under(urgent_tells_leader_at_once=at_once)
    judged = an_assigned_case()
    judged.judge_severity(Severity.URGENT, rules, **ABOVE)
    opened = a_blank_case(dossier=Dossier(severity=Severity.URGENT))
    opened.judge(a_directory(a_rule()), rules, at=NOON)
    for case in (judged, opened):
        facts = told(case, CaseReported)
        assert [fact.superior_id for fact in facts] == levels
        assert {fact.rule for fact in facts} == {"here"}


# -- 督办 ------------------------------------------------------------------------------


def test_supervision_without_a_date_takes_the_policys():
    days = Term(kind=TermKind.SUPERVISION, span=Span(14), basis="首访督办 D-09")
    case = a_started_case()
    case.supervise(
        Measure.SUPERVISE, "久拖", None, clocks_under(terms=(days,)), **ABOVE
    )
    clock = case.running(ClockKind.SUPERVISION)
    assert (clock.due_at, clock.basis, clock.won) == (
        end(days=15),
        "首访督办 D-09",
        Won.POLICY,
    )
    assert case.dossier.measures[-1].due_at == end(days=15)
    with pytest.raises(OutOfTime):
        a_started_case().supervise(
            Measure.SUPERVISE, "久拖", None, clocks_under(), **ABOVE
        )


# -- the rooms -------------------------------------------------------------------------


def test_art35_a_policy_may_shorten_what_reviewers_have():
    kinds = {
        "review_request": TermKind.RE_EXAMINATION_REQUEST,
        "review": TermKind.RE_EXAMINATION,
        "recheck_request": TermKind.FINAL_REVIEW_REQUEST,
        "recheck": TermKind.FINAL_REVIEW,
    }
    usual = ReviewTerms.under(STATUTE, WorkCalendar())
    assert (
        usual
        == ReviewTerms()
        == ReviewTerms.under(RoutingPolicy(terms=()), WorkCalendar())
    )
    for number, (name, kind) in enumerate(kinds.items()):
        own = Term(kind=kind, span=Span(10 + number), basis="本处")
        policy = RoutingPolicy(terms=(*STATUTE.terms, own))
        terms = ReviewTerms.under(policy, WorkCalendar())
        assert getattr(terms, name) == Span(10 + number)


def test_a31_who_hears_of_a_hazard_is_in_the_policy_unless_the_settings_say_it():
    policy = RoutingPolicy(hazards={"fire": (STATION,), "*": (DISTRICT,)})
    usual, told_else = RoomRules(festivals=None), HazardDesks({"*": (STREET,)})
    assert usual.desks_under(policy).units == policy.hazards
    assert RoomRules(festivals=None, desks=told_else).desks_under(policy) is told_else
    assert usual.desks_under(STATUTE).units == {}


def test_a13_when_problems_gather_is_in_the_policy_unless_the_settings_say_how_many():
    policy = RoutingPolicy(
        gathered=Gathering(count=3, within_days=90, category="road*")
    )
    usual = RoomRules(festivals=None).gathering_under(policy)
    assert usual == policy.gathered
    seven = RoomRules(festivals=None, gathered=7).gathering_under(policy)
    assert (seven.count, seven.within_days) == (7, 90)
