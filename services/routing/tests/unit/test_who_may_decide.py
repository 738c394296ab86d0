"""Who may decide a case: competence, 转办 and 交办, 回避, nobody who is accused."""

from dataclasses import replace

import pytest

from routing.domain.competence import Competence, Limit
from routing.domain.dossier import Severity
from routing.domain.errors import AccusedUnit, ConflictOfInterest, NobodyAbove
from routing.domain.events import HandlerRecused
from routing.domain.mode import Mode
from routing.domain.policy import RoutingPolicy
from routing.domain.resolution import Outcome
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
    a_matter,
    a_member,
    a_return_pending_case,
    a_rule,
    a_started_case,
    a_unit,
    an_assigned_case,
    assign,
    end,
    later,
    the_units,
)

pytestmark = pytest.mark.unit


# -- competence ------------------------------------------------------------------------


def raise_up(case, competence=None, **changes):
    given = {"by": a_handler(), **HERE} | changes
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
