"""Whose date holds: a channel's term, a promise, a leader's; all within the statute."""

from dataclasses import replace
from datetime import date

import pytest

from minqing_kernel.working_time import Span, SpanUnit, end_of
from routing.domain.dating import BY_PROMISE
from routing.domain.deadline import BY_STATUTE, Owed, Won
from routing.domain.dossier import Dossier, Settled
from routing.domain.errors import BeyondStatute, NotALeader
from routing.domain.lifecycle import CaseState
from routing.domain.policy import STATUTE, Circumstances, Term, TermKind
from services.routing.tests.builders import (
    ABOVE,
    CLOCKS,
    DISTRICT,
    NOON,
    STATION,
    a_blank_case,
    a_clerk,
    a_directory,
    a_disputed_case,
    a_handler,
    a_leader,
    a_rule,
    a_started_case,
    a_supervisor,
    an_assigned_case,
    assign,
    clocks_under,
    end,
    later,
    the_units,
)

pytestmark = pytest.mark.unit


# -- channel ---------------------------------------------------------------------------


def test_a_term_of_a_channel_holds_for_what_came_by_it_alone():
    five = Term(
        kind=TermKind.HANDLING,
        span=Span(5, SpanUnit.WORKING_DAYS),
        basis="12345",
        when=Circumstances(channel="hotline"),
    )
    clocks = clocks_under(terms=(*STATUTE.terms, five))
    dates = {}
    for channel in ("hotline", "window", None):
        case = a_blank_case(channel=channel)
        case.judge(a_directory(a_rule()), clocks, at=NOON)
        dates[channel] = (case.deadline.due_at, case.deadline.basis)
    assert dates["hotline"] == (end(days=7), "12345")
    assert dates["window"] == dates[None] == (end(days=60), BY_STATUTE)


# -- 承诺件 (B-03) ---------------------------------------------------------------------


def promised(day, clocks=CLOCKS, instructed=None, **settled):
    said = {"kind": "claim", "path": "petition", "case_kind": "promised"} | settled
    case = a_blank_case(dossier=Dossier(settled=Settled(promised_on=day, **said)))
    case.judge(a_directory(a_rule()), clocks, at=NOON, instructed=instructed)
    return case.deadline


def test_b03_a_promised_day_is_the_handling_date_and_says_so():
    deadline = promised(date(2026, 11, 20))
    assert (deadline.due_at, deadline.won, deadline.basis) == (
        end_of(date(2026, 11, 20)),
        Won.PROMISE,
        BY_PROMISE,
    )
    assert deadline.statutory_due_at == end(days=60)


def test_b03_the_dates_that_it_was_chosen_from_are_kept_with_what_each_rests_on():
    fifteen = Term(
        kind=TermKind.HANDLING,
        span=Span(15, SpanUnit.WORKING_DAYS),
        basis="老城办事处 承诺件 B-03",
        when=Circumstances(case_kind="promised"),
    )
    clocks = clocks_under(terms=(*STATUTE.terms, fifteen))
    early, late = (
        promised(date(2026, 11, 10), clocks),
        promised(date(2026, 12, 9), clocks),
    )
    for deadline in (early, late):
        assert [(each.won, each.basis) for each in deadline.weighed] == [
            ("promise", BY_PROMISE),
            ("default", BY_STATUTE),
            ("policy", "老城办事处 承诺件 B-03"),
        ]
    assert early.won is Won.PROMISE
    assert (late.won, late.due_at) == (Won.POLICY, end(days=21))


def test_b03_art34_a_promise_never_lengthens_the_statutes_time():
    deadline = promised(date(2027, 6, 1))
    assert (deadline.due_at, deadline.basis) == (end(days=60), BY_STATUTE)
    assert deadline.weighed[0].due_at == end_of(date(2027, 6, 1))


def test_d14_a_leaders_date_wins_over_a_promise():
    by_leader = Owed(due_at=later(days=30), won=Won.LEADER, basis="书记")
    deadline = promised(date(2026, 11, 20), instructed=by_leader)
    assert (deadline.due_at, deadline.won) == (later(days=30), Won.LEADER)
    assert [each.won for each in deadline.weighed] == ["leader", "promise", "default"]


def test_d14_art34_a_leaders_date_from_the_door_never_lengthens_the_statutes():
    by_leader = Owed(due_at=later(days=90), won=Won.LEADER, basis="书记")
    case = a_blank_case()
    case.judge(a_directory(a_rule()), CLOCKS, at=NOON, instructed=by_leader)
    assert (case.deadline.due_at, case.deadline.won) == (end(days=60), Won.DEFAULT)
    assert case.deadline.weighed[0].basis == "书记"
    free = a_blank_case(dossier=Dossier(settled=Settled(kind="suggestion")))
    free.judge(a_directory(a_rule()), CLOCKS, at=NOON, instructed=by_leader)
    assert free.deadline.due_at == later(days=90)


def test_art34_no_rule_of_a_place_gives_more_than_sixty_days():
    case = a_blank_case()
    case.judge(a_directory(a_rule(handle_within_days=90)), CLOCKS, at=NOON)
    assert (case.deadline.due_at, case.deadline.basis) == (end(days=60), BY_STATUTE)


# -- dates by hand (D-14) --------------------------------------------------------------


def set_date(case, due_at, who=None, **changes):
    case.set_date(due_at, who or a_leader(), CLOCKS, **ABOVE | changes)


def test_d14_art34_no_date_by_hand_lies_beyond_the_statutes():
    case = a_started_case()
    set_date(case, end(days=60))
    with pytest.raises(BeyondStatute) as refusal:
        set_date(case, end(days=61))
    assert refusal.value.fields == {"due_at": "beyond-statute"}
    with pytest.raises(BeyondStatute):
        assign(case, STATION, due_at=end(days=61), at=later(days=1))
    disputed = a_disputed_case()
    by = {"by": a_clerk(DISTRICT), "units": the_units(), "at": later(days=3)}
    with pytest.raises(BeyondStatute):
        disputed.designate(STATION, end(days=61), CLOCKS, **by)
    assert disputed.state is CaseState.ARBITRATION


def test_d14_art34_an_approved_extension_makes_room_for_a_later_date():
    case = a_started_case()
    case.ask_extension(30, "复杂", CLOCKS, by=a_handler(), at=later(days=1))
    with pytest.raises(BeyondStatute):
        set_date(case, end(days=75))
    by = replace(a_supervisor(), id="head")
    head = {"by": by, "granted": True, "reason": ""}
    case.decide_extension(CLOCKS, at=later(days=1), **head)
    set_date(case, end(days=75))
    with pytest.raises(BeyondStatute):
        set_date(case, end(days=91))


def test_d14_where_no_article_limits_a_matter_a_date_may_lie_further():
    case = an_assigned_case(dossier=Dossier(settled=Settled(kind="suggestion")))
    set_date(case, end(days=300))
    assert case.deadline.due_at == end(days=300)


@pytest.mark.parametrize(
    "who",
    [a_leader(STATION), a_leader(active=False), a_leader(roles=frozenset({"handler"}))],
)
def test_d14_the_date_is_one_of_who_leads_the_unit_or_stands_above_it(who):
    with pytest.raises(NotALeader):
        set_date(a_started_case(), end(days=9), who)
