"""Deadlines by kind: which date won, what it rests on, and when it is met."""

from dataclasses import replace
from datetime import timedelta

import pytest

from minqing_kernel.working_time import Span, SpanUnit
from routing.domain.deadline import BY_STATUTE, ClockKind, Clocks, Deadline, Owed, Won
from routing.domain.dossier import Dossier, Settled, Severity
from routing.domain.events import CaseEscalated, PetitionerContacted
from routing.domain.policy import Circumstances, RoutingPolicy, Term, TermKind
from routing.domain.resolution import Outcome
from routing.domain.side_events import CaseUrged
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    NOON,
    STREET,
    a_blank_case,
    a_directory,
    a_handler,
    a_resolved_case,
    a_rule,
    a_started_case,
    an_answer,
    an_assigned_case,
    end,
    later,
    the_units,
)

pytestmark = pytest.mark.unit

TWO_HOURS = Term(kind=TermKind.SIGN, span=Span(2, SpanUnit.HOURS), basis="晴隆县 2023")
ONE_DAY = Term(kind=TermKind.CONTACT, span=Span(1), basis="晴隆县 2023")
THIRTEEN = Term(
    kind=TermKind.HANDLING,
    span=Span(13),
    basis="本级规则",
    when=Circumstances(severity="ordinary"),
)
LOCAL = Clocks(policy=RoutingPolicy(code="qinglong", terms=(TWO_HOURS, ONE_DAY)))


def opened(clocks, **rule):
    case = a_blank_case()
    case.judge(a_directory(a_rule(**rule)), clocks, at=NOON)
    return case


def kinds(case):
    return [each.kind for each in case.deadlines if each.is_running]


def test_article_34_sixty_days_hold_where_nothing_says_less():
    deadline = opened(CLOCKS).deadline
    assert (deadline.due_at, deadline.won, deadline.basis) == (
        end(days=60),
        Won.DEFAULT,
        BY_STATUTE,
    )
    assert (deadline.statutory_due_at, deadline.statutory) == (None, end(days=60))


def test_a_rules_days_win_and_the_statutes_date_is_kept_beside():
    deadline = opened(CLOCKS, code="lamps", handle_within_days=14).deadline
    assert (deadline.due_at, deadline.won, deadline.basis) == (
        end(days=14),
        Won.POLICY,
        "lamps",
    )
    assert deadline.statutory_due_at == end(days=60)


def test_the_policys_term_wins_where_it_is_earlier():
    clocks = Clocks(policy=RoutingPolicy(terms=(THIRTEEN,)))
    assert opened(clocks).deadline.basis == "本级规则"
    assert opened(clocks).deadline.due_at == end(days=13)
    assert opened(clocks, handle_within_days=7).deadline.due_at == end(days=7)


def test_what_the_house_gives_itself_is_its_policy():
    clocks = Clocks(
        handling=timedelta(days=20), policy=RoutingPolicy(code="x", terms=())
    )
    case = a_blank_case()
    case.judge(a_directory(), clocks, at=NOON)
    assert (case.deadline.due_at, case.deadline.basis) == (end(days=20), "x")
    assert case.deadline.statutory_due_at == end(days=60)


def test_opening_costs_one_deadline_unless_the_policy_asks_for_more():
    assert kinds(opened(CLOCKS)) == [ClockKind.HANDLING]
    case = opened(LOCAL)
    assert kinds(case) == [ClockKind.HANDLING, ClockKind.SIGN, ClockKind.CONTACT]
    assert {each.revision for each in case.deadlines} == {1}
    assert case.running(ClockKind.SIGN).due_at == later(hours=2)


def test_signing_meets_the_clock_of_the_signature_and_contact_its_own():
    case = opened(LOCAL)
    case.sign(by=a_handler(), at=later(hours=1))
    assert kinds(case) == [ClockKind.HANDLING, ClockKind.CONTACT]
    assert (case.assignment.signed_at, case.assignment.signed_by) == (
        later(hours=1),
        "handler-1",
    )
    case.note_contact(by=a_handler(), at=later(hours=3))
    assert kinds(case) == [ClockKind.HANDLING]


def test_a_contact_tells_by_when_it_was_owed_and_only_the_first_owed_it():
    case = opened(LOCAL)
    due_at = case.running(ClockKind.CONTACT).due_at
    for hours in (1, 2):
        case.note_contact(by=a_handler(), at=later(hours=hours))
    told = [f for f in case.release() if isinstance(f, PetitionerContacted)]
    assert [each.due_at for each in told] == [due_at, None]


def test_who_begins_to_work_has_signed():
    case = opened(LOCAL)
    case.start(by=a_handler(), at=later(hours=3))
    sign = case.deadlines[1]
    assert (sign.met_at, sign.breached_at) == (later(hours=3), later(hours=3))
    assert case.assignment.signed_at == later(hours=3)


def test_an_answer_ends_every_clock():
    case = opened(LOCAL)
    case.resolve(Outcome.RESOLVED, "好", by=a_handler(), at=later(hours=1))
    assert kinds(case) == []


def test_a_late_signature_is_told_to_the_unit_and_the_next_above_once():
    case = opened(LOCAL)
    case.release()
    case.escalate_if_overdue(the_units(), LOCAL, at=later(hours=2))
    [fact] = case.release()
    assert (type(fact), fact.unit_id, fact.superior_id) == (
        CaseUrged,
        COMMUNITY,
        STREET,
    )
    case.escalate_if_overdue(the_units(), LOCAL, at=later(hours=9))
    assert case.release() == []
    assert case.deadline.level == 0


def test_several_clocks_that_ran_out_are_told_of_together():
    case = opened(LOCAL)
    case.release()
    case.escalate_if_overdue(the_units(), LOCAL, at=end(days=60))
    assert [type(fact) for fact in case.release()] == [
        CaseEscalated,
        CaseUrged,
        CaseUrged,
    ]


def test_a_remark_never_restarts_a_clock():
    case = an_assigned_case()
    case.escalate_if_overdue(the_units(), CLOCKS, at=end(days=60))
    before = list(case.deadlines)
    case.comment("领导过问", by=a_handler(), at=later(days=62))
    assert case.deadlines == before
    assert case.remarks[-1].text == "领导过问"


def test_a_reopened_case_is_signed_for_again():
    case = opened(LOCAL)
    case.start(by=a_handler(), at=later(hours=1))
    case.resolve(Outcome.RESOLVED, "好", by=a_handler(), at=later(days=1))
    case.hear(an_answer(case, "reopen", answered_at=later(days=3)), LOCAL)
    assert case.assignment.signed_at is None
    assert ClockKind.SIGN in kinds(case)
    assert case.deadline.basis == "重办"


def test_a_second_answers_date_has_no_statute_beside_it():
    case = a_resolved_case()
    case.hear(an_answer(case, "reopen"), CLOCKS)
    assert case.deadline.statutory is None


def test_what_is_known_of_a_case_is_told_to_the_policy():
    case = a_started_case()
    case.dossier = replace(case.dossier, severity=Severity.MAJOR)
    assert case.circumstances.severity == "major"


def test_article_34_limits_claims_of_the_sixth_path_and_what_is_unclear():
    for settled, statutory in (
        (Settled(), end(days=60)),
        (Settled(kind="claim", path="petition"), end(days=60)),
        (Settled(kind="suggestion"), None),
    ):
        case = a_blank_case(dossier=Dossier(settled=settled))
        case.judge(a_directory(a_rule()), CLOCKS, at=NOON)
        assert case.deadline.due_at == end(days=60)
        assert case.deadline.statutory == statutory


def test_b03_the_policys_term_for_a_kind_of_case_holds():
    immediate = Term(
        kind=TermKind.HANDLING,
        span=Span(1),
        basis="即办件",
        when=Circumstances(case_kind="immediate"),
    )
    clocks = Clocks(policy=RoutingPolicy(terms=(immediate,)))
    case = a_blank_case(dossier=Dossier(settled=Settled(case_kind="immediate")))
    case.judge(a_directory(a_rule()), clocks, at=NOON)
    assert (case.deadline.due_at, case.deadline.basis) == (end(days=1), "即办件")


def test_d14_a_date_that_a_petition_came_with_holds_whatever_a_rule_says():
    date = Owed(due_at=later(days=14), won=Won.LEADER, basis="书记")
    for directory in (a_directory(a_rule(handle_within_days=7)), a_directory()):
        case = a_blank_case()
        case.judge(directory, CLOCKS, at=NOON, instructed=date)
        assert (case.deadline.due_at, case.deadline.won) == (later(days=14), Won.LEADER)
        assert case.deadline.statutory_due_at == end(days=60)
    case.judge(a_directory(a_rule(), edition=2), CLOCKS, at=later(days=1))
    assert (case.organisation_id, case.deadline.basis) == (COMMUNITY, "书记")


def test_pausing_twice_or_resuming_what_runs_changes_nothing():
    deadline = Deadline(revision=1, due_at=NOON, watch_from=NOON)
    stopped = deadline.paused(later(days=-1))
    assert stopped.paused(NOON) is stopped
    assert deadline.resumed(NOON, CLOCKS) is deadline
    assert stopped.resumed(later(days=-2), CLOCKS).due_at == NOON
