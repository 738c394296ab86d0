"""延期 and 挂起: one extension, and time that never counts."""

from datetime import UTC, datetime

import pytest

from minqing_kernel.errors import Forbidden, TransitionRefused
from minqing_kernel.messages import Actor, Role
from minqing_kernel.working_time import Span, SpanUnit
from routing.domain import events
from routing.domain.deadline import ClockKind, Clocks, Won
from routing.domain.dossier import Ground
from routing.domain.errors import (
    AskedByYourself,
    ExtensionRuledOut,
    ExtensionSpent,
    NoExtensionAsked,
    NothingLeftToExtend,
    NotTheHead,
    NotYours,
    OutOfTime,
    ReviewNeeded,
)
from routing.domain.lifecycle import CaseState
from routing.domain.pausing import months_after
from routing.domain.policy import STATUTE, RoutingPolicy, Term, TermKind
from routing.domain.side_events import CaseUrged
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    NOON,
    STATION,
    STREET,
    a_clerk,
    a_handler,
    a_member,
    a_return_pending_case,
    a_started_case,
    a_supervisor,
    a_suspended_case,
    an_assigned_case,
    assign,
    end,
    later,
    the_units,
)

pytestmark = pytest.mark.unit

HEAD = Actor(id="head", role=Role.SUPERVISOR, organisation_id=COMMUNITY)


def ask(case, days=20, **changes):
    given = {"by": a_handler(), "at": later(days=50)} | changes
    clocks = given.pop("clocks", CLOCKS)
    case.ask_extension(days, "需要检测", clocks, **given)


def decide(case, *, granted=True, **changes):
    given = {"by": HEAD, "at": later(days=51), "reason": ""} | changes
    case.decide_extension(CLOCKS, granted=granted, **given)


def extended(days=20):
    case = a_started_case()
    ask(case, days)
    decide(case)
    return case


def test_article_34_the_head_gives_more_time_and_the_petitioner_hears_why():
    case = extended(30)
    assert case.deadline.due_at == end(days=90)
    assert (case.deadline.won, case.deadline.basis) == (
        Won.EXTENSION,
        "信访工作条例第34条（延期）",
    )
    assert case.deadline.statutory == end(days=90)
    given = case.dossier.extension
    assert (given.previous_due_at, given.due_at) == (end(days=60), end(days=90))
    fact = case.release()[-1]
    assert (type(fact), fact.reason, fact.previous_due_at) == (
        events.CaseExtended,
        "需要检测",
        end(days=60),
    )


def test_more_time_on_a_date_that_somebody_set_holds_by_the_rule_and_names_nobody():
    case = a_started_case()
    leads = {"organisation_id": STREET, "roles": frozenset({"supervisor"})}
    who = a_member(staff_id="zhou", **leads)
    above = {"by": a_supervisor(STREET), "units": the_units(), "at": later(days=1)}
    case.set_date(later(days=55), who, CLOCKS, **above)
    ask(case)
    decide(case)
    assert case.deadline.basis == "信访工作条例第34条（延期）"


def test_article_34_it_is_asked_for_once_and_thirty_days_are_the_most():
    with pytest.raises(ExtensionSpent):
        ask(extended())
    for days in (0, 31):
        with pytest.raises(OutOfTime):
            ask(a_started_case(), days)


@pytest.mark.parametrize("none", [{"terms": ()}, {"extensions": 0}])
def test_where_the_policy_gives_no_more_time_none_is_asked_for(none):
    with pytest.raises(ExtensionRuledOut):
        ask(a_started_case(), 1, clocks=Clocks(policy=RoutingPolicy(**none)))


def test_an_extension_in_working_days_is_as_long_as_they_are_and_cites_its_rule():
    ten = Term(
        kind=TermKind.EXTENSION,
        span=Span(10, SpanUnit.WORKING_DAYS),
        basis="12345 延期 [M]",
    )
    local = Clocks(policy=RoutingPolicy(terms=(*STATUTE.terms, ten)))
    case = a_started_case()
    ask(case, 14, clocks=local)
    assert case.dossier.extension.rule == "12345 延期 [M]"
    with pytest.raises(OutOfTime):
        ask(a_started_case(), 15, clocks=local)


def test_a_refusal_leaves_the_clock_as_it_was():
    case = a_started_case()
    ask(case)
    before = case.deadline
    decide(case, granted=False, reason="无需延期")
    assert case.deadline == before
    assert isinstance(case.release()[-1], events.ExtensionRefused)
    with pytest.raises(ExtensionSpent):
        ask(case)


def test_no_more_time_once_it_has_run_out():
    with pytest.raises(NothingLeftToExtend):
        ask(a_started_case(), at=later(days=62))


def test_the_head_decides_nobody_else_and_not_who_asked():
    case = a_started_case()
    with pytest.raises(NoExtensionAsked):
        decide(case)
    ask(case, by=a_supervisor())
    with pytest.raises(AskedByYourself):
        decide(case, by=a_supervisor())
    with pytest.raises(Forbidden):
        decide(case, by=a_handler())
    with pytest.raises(NotTheHead):
        decide(case, by=a_supervisor(STREET))
    decide(case)
    with pytest.raises(NoExtensionAsked):
        decide(case)


def test_a_request_of_the_unit_before_lapses_with_its_case():
    case = a_started_case()
    ask(case)
    assign(case, STATION, at=later(days=51))
    assert case.dossier.extension is None


# -- 挂起 ------------------------------------------------------------------------------


def resume(case, at, **changes):
    given = {"by": a_handler(), "units": the_units()} | changes
    case.resume(CLOCKS, at=at, **given)


def test_article_36_time_in_suspension_does_not_count():
    case = a_suspended_case(Ground.HEARING)
    assert case.deadline.is_paused
    assert case.deadline.watch_from is None
    resume(case, later(days=40))
    assert case.state is CaseState.STARTED
    assert case.deadline.due_at == end(days=90)
    assert case.deadline.statutory == end(days=90)
    assert case.deadline.paused_seconds == 30 * 86400
    assert case.deadline.watch_from == end(days=90)


def test_a_suspended_case_is_never_overdue():
    case = a_suspended_case()
    case.release()
    case.escalate_if_overdue(the_units(), CLOCKS, at=later(days=900))
    assert {fact.clock for fact in case.release()} == {ClockKind.REVIEW}
    assert case.deadline.breached_at is None


def test_a_case_that_was_late_already_goes_on_late_after_a_day_of_grace():
    case = a_started_case(accepted_at=later(days=-100))
    case.suspend(
        Ground.HEARING, "听证", CLOCKS, by=a_handler(), units=the_units(), at=NOON
    )
    resume(case, later(days=5))
    assert case.deadline.due_at < later(days=5)
    assert case.deadline.watch_from == later(days=6)


def test_every_clock_stands_still_and_none_that_has_ended():
    case = a_started_case()
    assign(case, COMMUNITY, due_at=later(days=9), at=later(days=1))
    case.suspend(
        Ground.PETITIONER,
        "等材料",
        CLOCKS,
        by=a_handler(),
        units=the_units(),
        at=later(days=2),
    )
    clocks = [(d.kind, d.is_running, d.is_paused) for d in case.deadlines]
    assert clocks == [
        (ClockKind.HANDLING, False, False),
        (ClockKind.HANDLING, True, True),
        (ClockKind.REVIEW, True, False),
    ]


def test_b15_a_legacy_case_is_parked_with_a_leader_and_looked_at_every_six_months():
    case = a_suspended_case(Ground.LEGACY, leader_id="zhou")
    pause = case.dossier.suspension
    assert (pause.leader_id, pause.review_months) == ("zhou", 6)
    review = case.running(ClockKind.REVIEW)
    assert review.due_at == datetime(2027, 5, 12, 12, tzinfo=UTC)
    case.release()
    case.escalate_if_overdue(the_units(), CLOCKS, at=review.due_at)
    [fact] = case.release()
    assert (type(fact), fact.clock) == (CaseUrged, ClockKind.REVIEW)


def test_b15_a_review_sets_the_next_one():
    case = a_suspended_case(Ground.LEGACY, leader_id="zhou", review_months=3)
    case.review(
        "仍在核实档案",
        CLOCKS,
        by=a_supervisor(STREET),
        units=the_units(),
        at=later(days=100),
    )
    assert case.running(ClockKind.REVIEW).due_at == months_after(later(days=100), 3)
    resume(case, later(days=120), by=a_clerk())
    assert case.running(ClockKind.REVIEW) is None


def test_b15_only_a_supervisor_parks_and_only_with_a_leader():
    with pytest.raises(Forbidden):
        a_suspended_case(Ground.LEGACY, leader_id="zhou", by=a_handler())
    with pytest.raises(ReviewNeeded):
        a_suspended_case(Ground.LEGACY)
    waiting = a_suspended_case(Ground.PETITIONER, leader_id="zhou")
    assert waiting.dossier.suspension.leader_id is None
    with pytest.raises(ReviewNeeded):
        waiting.review("", CLOCKS, by=a_supervisor(), units=the_units(), at=NOON)


def test_nobody_resumes_the_case_of_another_line():
    for by in (a_handler(STATION), a_clerk(STATION)):
        with pytest.raises(NotYours):
            resume(a_suspended_case(), later(days=12), by=by)


def test_what_waits_for_a_decision_is_not_suspended():
    with pytest.raises(TransitionRefused):
        a_return_pending_case().suspend(
            Ground.HEARING, "", CLOCKS, by=a_handler(), units=the_units(), at=NOON
        )


def test_a_suspended_case_is_signed_for_once_it_goes_on():
    case = an_assigned_case()
    case.suspend(
        Ground.HEARING, "听证", CLOCKS, by=a_handler(), units=the_units(), at=NOON
    )
    resume(case, later(days=1))
    assert case.assignment.signed_at == later(days=1)


@pytest.mark.parametrize(
    ("months", "day"), [(1, (2027, 2, 28)), (3, (2027, 4, 30)), (12, (2028, 1, 31))]
)
def test_months_end_with_their_last_day(months, day):
    at = datetime(2027, 1, 31, 9, tzinfo=UTC)
    assert months_after(at, months) == datetime(*day, 9, tzinfo=UTC)


@pytest.mark.parametrize("ground", [Ground.HEARING, Ground.PETITIONER])
def test_a_pause_that_lasts_is_told_to_those_above_and_never_forgotten(ground):
    case = a_suspended_case(ground)
    case.release()
    case.escalate_if_overdue(the_units(), CLOCKS, at=later(days=20))
    assert case.release() == []
    case.escalate_if_overdue(the_units(), CLOCKS, at=later(days=40))
    [urged] = case.release()
    assert (urged.clock, urged.unit_id, urged.superior_id) == (
        ClockKind.REVIEW,
        COMMUNITY,
        STREET,
    )
    case.resume(CLOCKS, by=a_handler(), units=the_units(), at=later(days=41))
    assert case.running(ClockKind.REVIEW) is None
