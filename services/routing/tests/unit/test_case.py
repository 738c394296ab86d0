"""The verbs of a case."""

from dataclasses import replace

import pytest

from minqing_kernel.errors import Forbidden, TransitionRefused
from minqing_kernel.messages import Role
from routing.adapters.translation import TELL
from routing.domain import events
from routing.domain.dossier import Dossier, Settled
from routing.domain.errors import NotYours, OutOfTime, StaleRevision
from routing.domain.lifecycle import CaseState
from routing.domain.resolution import Outcome, Verdict
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    NOON,
    STATION,
    STREET,
    a_blank_case,
    a_clerk,
    a_closed_case,
    a_directory,
    a_handler,
    a_matter,
    a_resolved_case,
    a_rule,
    an_actor,
    an_answer,
    an_assigned_case,
    an_operator,
    an_unrouted_case,
    approve,
    end,
    give_back,
    later,
    the_units,
)

pytestmark = pytest.mark.unit


def told(case):
    return [type(fact) for fact in case.release()]


def assign(case, organisation_id=STATION, handler_id=None, due_at=None, **changes):
    given = {"by": a_clerk(), "units": the_units(), "at": later(hours=1)} | changes
    case.assign(organisation_id, handler_id, due_at, CLOCKS, **given)


# -- opening ---------------------------------------------------------------------------


def test_a_case_is_given_to_the_unit_that_a_rule_names():
    case = an_assigned_case()
    assert (case.state, case.organisation_id) == (CaseState.ASSIGNED, COMMUNITY)
    assert case.assignment.rule == "all"
    assert told(case) == [events.CaseAssigned]


@pytest.mark.parametrize("case", [an_assigned_case(), an_unrouted_case()])
def test_who_has_a_case_is_told_with_what_it_is_about_where_and_since_when(case):
    [fact] = case.release()
    event = TELL[type(fact)](fact).event
    about = case.matter.category, case.matter.division_code, case.received_at
    assert (event.category, event.division_code, event.received_at) == about


def test_sixty_days_run_from_the_acceptance_not_from_the_opening():
    case = an_assigned_case(accepted_at=later(days=-3))
    assert case.deadline.due_at == end(days=57)


def test_a_case_for_which_nobody_is_competent_waits_and_says_why():
    case = an_unrouted_case()
    assert (case.state, case.organisation_id) == (CaseState.UNROUTED, None)
    [fact] = case.release()
    assert (fact.reason, fact.revision) == ("no-rule", 1)
    assert case.deadline.due_at == end(days=60)


def test_a_waiting_case_is_given_once_a_rule_speaks():
    case = an_unrouted_case()
    case.judge(a_directory(a_rule(), edition=2), CLOCKS, at=later(days=1))
    assert case.organisation_id == COMMUNITY
    assert case.deadline.due_at == end(days=60)
    assert told(case) == [events.CaseUnrouted, events.CaseAssigned]


def test_judging_a_waiting_case_again_in_vain_tells_nothing_new():
    case = an_unrouted_case()
    case.judge(a_directory(edition=2), CLOCKS, at=later(days=1))
    assert (case.edition, case.revision, len(case.deadlines)) == (2, 1, 1)


def test_a_case_that_was_given_is_not_judged_again():
    case = an_assigned_case()
    case.judge(a_directory(a_rule("b", STATION, priority=9)), CLOCKS, at=NOON)
    assert case.organisation_id == COMMUNITY


# -- dispatching by hand ---------------------------------------------------------------


def test_a_clerk_of_the_superior_gives_the_case_to_another_unit():
    case = an_assigned_case()
    assign(case, STATION, "wang.wu")
    assert (case.organisation_id, case.assignment.handler_id) == (STATION, "wang.wu")
    assert [each.until for each in case.assignments] == [later(hours=1), None]


def test_giving_by_hand_keeps_the_time_that_runs():
    case = an_assigned_case()
    assign(case)
    assert case.deadline.due_at == end(days=60)
    assert [each.is_running for each in case.deadlines] == [False, True]


def test_d14_a_leader_may_set_a_date_that_overrides_the_default_clock():
    case = an_assigned_case()
    assign(case, COMMUNITY, due_at=later(days=14))
    assert case.deadline.due_at == later(days=14)


def test_a_date_that_has_gone_by_cannot_be_set():
    with pytest.raises(OutOfTime) as refusal:
        assign(an_assigned_case(), due_at=later(hours=1))
    assert refusal.value.fields == {"due_at": "in-the-past"}


def test_a_date_more_than_ten_years_ahead_cannot_be_set():
    case = an_assigned_case(dossier=Dossier(settled=Settled(kind="suggestion")))
    assign(case, due_at=later(days=3652))
    with pytest.raises(OutOfTime) as refusal:
        assign(case, due_at=later(days=3654))
    assert refusal.value.fields == {"due_at": "out-of-range"}


def test_any_dispatcher_may_take_up_an_unrouted_case():
    case = an_unrouted_case()
    assign(case, by=an_actor(Role.SUPERVISOR, "elsewhere"))
    assert (case.state, case.edition) == (CaseState.ASSIGNED, None)


def test_a_dispatcher_of_another_line_may_not_move_a_case():
    with pytest.raises(NotYours):
        assign(an_assigned_case(), by=a_clerk(STATION))


def test_a_handler_does_not_dispatch():
    with pytest.raises(Forbidden):
        assign(an_assigned_case(), by=a_handler())


def test_a_closed_case_is_given_to_nobody():
    with pytest.raises(TransitionRefused):
        assign(a_closed_case())


# -- working ---------------------------------------------------------------------------


def test_the_unit_that_answers_begins_to_work():
    case = an_assigned_case()
    case.start(by=a_handler(), at=later(days=1))
    assert case.state is CaseState.STARTED
    assert told(case)[-1] is events.CaseStarted


@pytest.mark.parametrize(
    ("actor", "refusal"),
    [
        (a_handler(STATION), NotYours),
        (a_handler(STREET), NotYours),
        (a_clerk(COMMUNITY), Forbidden),
        (an_operator(), Forbidden),
    ],
)
def test_nobody_else_works_on_it(actor, refusal):
    for act in (
        lambda case: case.start(by=actor, at=NOON),
        lambda case: give_back(case, by=actor, at=NOON),
        lambda case: case.resolve(Outcome.RESOLVED, "好", by=actor, at=NOON),
    ):
        with pytest.raises(refusal):
            act(an_assigned_case())


def test_a_case_given_back_waits_for_a_person_while_its_time_runs_on():
    case = an_assigned_case()
    give_back(case)
    approve(case)
    assert (case.state, case.organisation_id) == (CaseState.UNROUTED, None)
    assert case.deadline.due_at == end(days=60)
    case.judge(a_directory(a_rule(), edition=2), CLOCKS, at=later(days=1))
    assert case.state is CaseState.UNROUTED
    asked, agreed = case.release()[-2:]
    assert (asked.returned_by, asked.superior_id) == (COMMUNITY, STREET)
    assert (asked.organisation_id, agreed.organisation_id) == (COMMUNITY, None)
    assert agreed.reason == "return-approved"


def test_a_stale_look_at_the_case_is_refused():
    case = an_assigned_case()
    case.expect(1)
    case.expect(None)
    with pytest.raises(StaleRevision):
        case.expect(2)


# -- answering -------------------------------------------------------------------------


def test_an_answer_in_time_meets_the_deadline():
    case = a_resolved_case()
    assert (case.state, case.deadline) == (CaseState.RESOLVED, None)
    assert (case.deadlines[-1].met_at, case.deadlines[-1].breached_at) == (
        later(days=5),
        None,
    )
    assert case.organisation_id == COMMUNITY


def test_an_answer_after_its_time_leaves_the_breach_to_be_seen():
    case = an_assigned_case()
    case.resolve(Outcome.RESOLVED, "晚了", by=a_handler(), at=later(days=61))
    assert case.deadlines[-1].breached_at == later(days=61)


def test_c23_a_matter_may_be_closed_by_an_explanation():
    case = an_assigned_case()
    case.resolve(Outcome.EXPLAINED, "解释说明", by=a_handler(), at=later(days=2))
    assert case.resolution.outcome is Outcome.EXPLAINED
    assert case.release()[-1].resolution.reply == "解释说明"


def test_an_operator_replays_when_an_older_system_answered():
    case = an_assigned_case(from_archive=True, received_at=later(days=-100))
    case.resolve(
        Outcome.RESOLVED,
        "已答复",
        by=an_operator(),
        at=NOON,
        resolved_at=later(days=-90),
    )
    assert case.resolution.resolved_at == later(days=-90)


@pytest.mark.parametrize("moment", [later(days=-1), later(days=1)])
def test_an_answer_before_the_question_or_still_to_come_is_refused(moment):
    case = an_assigned_case(from_archive=True)
    with pytest.raises(OutOfTime):
        case.resolve(
            Outcome.RESOLVED, "好", by=an_operator(), at=NOON, resolved_at=moment
        )


@pytest.mark.parametrize(
    ("actor", "from_archive"), [(a_handler(), True), (an_operator(), False)]
)
def test_only_operators_replay_and_only_old_cases(actor, from_archive):
    case = an_assigned_case(from_archive=from_archive)
    with pytest.raises(NotYours):
        case.resolve(Outcome.RESOLVED, "好", by=actor, at=NOON, resolved_at=NOON)


# -- the petitioner's word -------------------------------------------------------------


def test_a_satisfied_petitioner_closes_the_case():
    case = a_resolved_case()
    case.hear(an_answer(case), CLOCKS)
    assert (case.state, case.deadline) == (CaseState.CLOSED, None)
    assert told(case)[-1] is events.CaseClosed


def test_an_unsatisfied_one_is_owed_another_answer_by_the_same_unit():
    case = a_resolved_case()
    case.hear(an_answer(case, Verdict.REOPEN, reason="灯还不亮"), CLOCKS)
    assert (case.state, case.organisation_id) == (CaseState.ASSIGNED, COMMUNITY)
    assert case.deadline.due_at == end(days=21)
    assert case.release()[-1].reason == "灯还不亮"


def test_an_answer_about_an_older_resolution_is_noted_and_changes_nothing():
    case = a_resolved_case()
    stale = an_answer(case, Verdict.REOPEN)
    case.hear(stale, CLOCKS)
    case.resolve(Outcome.RESOLVED, "再修", by=a_handler(), at=later(days=8))
    case.hear(stale, CLOCKS)
    assert case.state is CaseState.RESOLVED
    assert told(case)[-1] is events.AnswerOutdated
    case.hear(an_answer(case), CLOCKS)
    assert case.state is CaseState.CLOSED


def test_an_answer_to_a_case_that_was_never_resolved_changes_nothing():
    case = an_assigned_case()
    case.hear(an_answer(a_resolved_case()), CLOCKS)
    assert case.state is CaseState.ASSIGNED


def test_d13_what_relapsed_is_reopened_even_when_it_was_closed():
    case = a_resolved_case()
    case.hear(an_answer(case), CLOCKS)
    found = replace(an_answer(case, Verdict.REOPEN, reason="又不亮了"), case_revision=9)
    case.hear_relapse(found, CLOCKS)
    assert (case.state, case.organisation_id) == (CaseState.ASSIGNED, COMMUNITY)
    assert case.release()[-1].reason == "又不亮了"


def test_d13_a_relapse_of_an_earlier_answer_or_of_a_case_in_hand_changes_nothing():
    case = a_resolved_case()
    earlier = an_answer(case, Verdict.REOPEN)
    case.hear_relapse(earlier, CLOCKS)
    for state in (CaseState.ASSIGNED, CaseState.RESOLVED):
        case.hear_relapse(earlier, CLOCKS)
        assert (case.state, told(case)[-1]) == (state, events.AnswerOutdated)
        if state is CaseState.ASSIGNED:
            case.resolve(Outcome.RESOLVED, "再修", by=a_handler(), at=later(days=8))
    never = an_assigned_case()
    never.hear_relapse(earlier, CLOCKS)
    assert told(never)[-1] is events.AnswerOutdated


def test_a_case_keeps_what_it_is_about():
    case = a_blank_case(matter=a_matter(category="lamps"))
    assert (case.matter.category, case.resolution) == ("lamps", None)
