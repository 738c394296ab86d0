"""Calls, visits and draws, without a database."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import Role
from minqing_kernel.working_time import CHINA, WorkCalendar
from notify.application.follow_ups.commands import MissQuestion, PlanVisit
from notify.application.follow_ups.views import (
    call_view,
    is_repeatable,
    round_view,
    tally,
)
from notify.domain.errors import OutOfScope, OwnResolution
from notify.domain.events import FollowUpAnswered
from notify.domain.follow_up import FollowUpState
from notify.domain.follow_ups.closing import closings_after
from notify.domain.follow_ups.errors import (
    BadPeriod,
    ClosingOutrun,
    ClosingUnknown,
    RateTooLow,
    ReasonNeeded,
    StandingNeeded,
    TooManyClosings,
)
from notify.domain.follow_ups.events import CaseRelapsed
from notify.domain.follow_ups.objection import ObjectionState
from notify.domain.follow_ups.policy import FollowUpPolicy, RestDay
from notify.domain.follow_ups.round import draw, taken
from notify.domain.follow_ups.visit import (
    VISIT_LIFE,
    Miss,
    Standing,
    VisitKind,
    VisitState,
    VisitStep,
)
from notify.domain.follow_ups.weekly import week_of
from notify.domain.occurrence import Step
from services.notify.tests.builders import (
    NOON,
    PETITION,
    a_clerk,
    an_occurrence,
)
from services.notify.tests.room import (
    BOSS,
    CLOSED,
    STRICT,
    Room,
    a_closing,
    a_plan,
    second_account,
    somebody,
)

pytestmark = pytest.mark.unit

TOLD = {"handling": "已更换灯具", "basis": "成住建〔2025〕12号"}
GLAD = TOLD | {"solved": True, "satisfied": True}
SAD = TOLD | {"solved": True, "satisfied": False, "reason": "等得太久"}
FRIDAY = date(2026, 3, 6)


@pytest.fixture
def room():
    """A room in which a case was answered and closed."""
    made = Room()
    made.resolve()
    made.close()
    return made


def test_only_a_closing_is_kept_as_one():
    for step in Step:
        kept = closings_after(an_occurrence(step=step, case_revision=4))
        assert bool(kept) is (step is Step.CLOSED)
    assert closings_after(an_occurrence(step=Step.CLOSED, case_revision=None)) == []


# -- the weekly call-back day ----------------------------------------------------------


def test_b27_every_moment_belongs_to_exactly_one_week():
    weeks = [
        week_of(FRIDAY + timedelta(days=n), FollowUpPolicy(), WorkCalendar())
        for n in range(-6, 8)
    ]
    assert {each.held_on for each in weeks[:7]} == {FRIDAY}
    assert {each.held_on for each in weeks[7:]} == {FRIDAY + timedelta(days=7)}
    assert weeks[0].until == weeks[7].since == datetime(2026, 3, 6, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        (RestDay.KEEP, date(2026, 10, 2)),
        (RestDay.BEFORE, date(2026, 9, 30)),
        (RestDay.AFTER, date(2026, 10, 8)),
    ],
)
def test_b27_a_friday_in_a_holiday_is_held_as_the_place_says(rule, held):
    holiday = {date(2026, 10, n): False for n in range(1, 8)}
    calendar = WorkCalendar(exceptions=holiday)
    week = week_of(date(2026, 9, 28), FollowUpPolicy(rest_day=rule), calendar)
    assert week.held_on == held
    assert week.until == datetime(2026, 10, 2, tzinfo=CHINA)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_b27_a_week_at_the_ends_of_the_calendar_is_refused(day):
    with pytest.raises(BadPeriod):
        week_of(day, FollowUpPolicy(), WorkCalendar())


def test_b27_the_form_holds_what_was_told_and_what_was_said(room):
    visit = room.call(**GLAD)
    shown = call_view(visit)
    assert (shown.kind, shown.state) == ("weekly", "done")
    assert (shown.handling, shown.basis) == ("已更换灯具", "成住建〔2025〕12号")
    assert (shown.satisfied, shown.called_by) == (True, "clerk:wang-fang")
    again = room.call(**GLAD)
    assert again is visit
    with pytest.raises(TransitionRefused):
        room.call(**SAD)
    assert len(room.work.visits.rows) == 1


def test_b27_who_is_not_reached_is_counted_apart_after_so_many_calls(room):
    states = [room.call(miss=Miss.NO_ANSWER).state for _ in range(3)]
    assert states == [VisitState.DUE, VisitState.DUE, VisitState.UNREACHED]
    (visit,) = room.work.visits.rows.values()
    assert (call_view(visit).attempts, call_view(visit).last_miss) == (3, "no-answer")
    with pytest.raises(TransitionRefused):
        room.call(miss=Miss.BUSY)
    assert room.call(**GLAD).state is VisitState.DONE
    assert tally([(VisitState.UNREACHED, None, None)]).unreached == 1


def test_b27_three_vain_calls_within_a_morning_are_one(room):
    """NOON is eight in the evening of a Monday in China: the office opens at nine."""
    room.policy = FollowUpPolicy(attempts=2)
    room.call(miss=Miss.NO_ANSWER)
    for wait in (timedelta(0), timedelta(hours=13), timedelta(hours=5, minutes=59)):
        room.clock.advance(wait)
        visit = room.call(miss=Miss.BUSY)
        assert visit.state is VisitState.DUE
    # Nine to twelve and two to three are four hours of work.
    room.clock.advance(timedelta(minutes=1))
    assert room.call(miss=Miss.NO_ANSWER).state is VisitState.UNREACHED
    told = [each.counts for each in visit.attempts]
    assert told == [True, False, False, False, True]


@pytest.mark.parametrize(("hours", "counts"), [(0, True), (4, False)])
def test_b27_a_place_may_let_every_vain_call_count(hours, counts):
    policy = FollowUpPolicy(attempt_hours=hours)
    assert policy.counts(NOON, NOON, WorkCalendar()) is counts
    assert policy.counts(None, NOON, WorkCalendar())


def test_b27_who_answered_the_case_calls_nobody_about_it(room):
    room.work.closings.rows[PETITION, CLOSED] = a_closing(petition_id=PETITION)
    for said in ({"miss": Miss.BUSY}, GLAD):
        with pytest.raises(OwnResolution):
            room.call(somebody(name="li-na"), **said)
        with pytest.raises(OwnResolution):
            room.call(second_account(room, "li-na"), **said)


def test_b27_nobody_calls_about_another_units_case_or_one_that_was_never_closed(room):
    with pytest.raises(OutOfScope):
        room.call(a_clerk("510107"), **GLAD)
    with pytest.raises(ClosingUnknown):
        Room().call(**GLAD)


def test_b27_a_case_that_was_reopened_is_not_called_about(room):
    outrun = a_closing(petition_id=PETITION, outrun=True)
    room.work.closings.rows[PETITION, CLOSED] = outrun
    with pytest.raises(ClosingOutrun):
        room.call(**GLAD)
    plan = PlanVisit(actor=BOSS, petition_id=PETITION, due_on=FRIDAY, note="")
    with pytest.raises(ClosingOutrun):
        room.do(plan)


def test_b28_who_is_not_satisfied_at_a_call_is_asked_why(room):
    with pytest.raises(ReasonNeeded):
        room.call(**SAD | {"reason": ""})
    room.call(**SAD)
    (fact,) = room.told(CaseRelapsed)
    assert (fact.ground, fact.reason) == ("dissatisfied", "等得太久")
    assert fact.case_revision == CLOSED
    assert room.objection.state is ObjectionState.REOPENED


def test_b28_a_call_may_put_a_case_before_a_supervisor(room):
    room.policy = STRICT
    room.call(**SAD)
    assert room.told(CaseRelapsed) == []
    assert room.objection.state is ObjectionState.RAISED


# -- an open question, called about in vain --------------------------------------------


def miss(room, actor=None):
    command = MissQuestion(
        actor=actor or somebody(), petition_id=PETITION, miss=Miss.NO_ANSWER
    )
    return room.do(command)


def test_b27_a_question_nobody_could_be_asked_ends_as_unreached():
    room = Room()
    room.resolve()
    for _ in range(3):
        assert room.question.state is FollowUpState.OPEN
        visit = miss(room)
    assert (visit.kind, visit.state) == (VisitKind.QUESTION, VisitState.UNREACHED)
    assert room.question.state is FollowUpState.LAPSED
    (fact,) = room.told(FollowUpAnswered)
    assert (fact.verdict, fact.reason) == ("close", "unreached")
    assert (fact.solved, fact.satisfied) == (None, None)


def test_b27_a_vain_call_after_the_answer_ends_nothing_twice():
    room = Room(FollowUpPolicy(attempts=1))
    room.resolve()
    room.answer()
    miss(room)
    assert len(room.told(FollowUpAnswered)) == 1


# -- planned visits --------------------------------------------------------------------


def test_a14_a_follow_up_is_planned_once_for_a_day_and_finds_it_steady(room):
    plan = PlanVisit(actor=BOSS, petition_id=PETITION, due_on=FRIDAY, note="就业情况")
    visit = room.do(plan)
    later = replace(plan, due_on=FRIDAY + timedelta(days=1))
    assert room.do(later) is visit
    assert (visit.due_on, visit.note, visit.kind) == (FRIDAY, "就业情况", "tracking")
    with pytest.raises(StandingNeeded):
        room.visit(visit.visit_id, **GLAD)
    done = room.visit(visit.visit_id, **GLAD, standing=Standing.STEADY)
    assert call_view(done).standing == "steady"
    assert room.told(CaseRelapsed) == []


def test_a14_nobody_is_visited_in_the_past(room):
    yesterday = NOON.date() - timedelta(days=1)
    plan = PlanVisit(actor=BOSS, petition_id=PETITION, due_on=yesterday, note="")
    with pytest.raises(BadPeriod):
        room.do(plan)


# -- draws -----------------------------------------------------------------------------


def closed_many(number, room=None):
    made = room or Room()
    closings = [a_closing() for _ in range(number)]
    made.work.closings.add(closings)
    return made


def test_d13_a_campaign_looks_at_all_and_what_relapsed_is_reopened():
    room = closed_many(3)
    made = room.draw()
    steady, relapsed, never = room.work.visits.rows
    room.visit(steady, **GLAD, standing=Standing.STEADY)
    with pytest.raises(ReasonNeeded):
        room.visit(relapsed, **TOLD, standing=Standing.RELAPSED)
    gone = room.visit(relapsed, **TOLD, standing=Standing.RELAPSED, reason="又坏了")
    for _ in range(3):
        room.visit(never, miss=Miss.WRONG_NUMBER)
    (fact,) = room.told(CaseRelapsed)
    assert (fact.ground, fact.petition_id) == ("relapsed", gone.petition_id)
    said = [
        (v.state, v.form and v.form.satisfied, v.form and v.form.standing)
        for v in room.work.visits.rows.values()
    ]
    counted = tally(said)
    assert (counted.to_call, counted.reached, counted.unreached) == (3, 2, 1)
    assert (counted.steady, counted.relapsed) == (1, 1)
    assert (made.drawn, round_view(made).population) == (3, 3)


def test_d13_659_households_are_visited_again_and_counted():
    room = closed_many(659)
    assert room.draw().drawn == 659
    for visit_id in list(room.work.visits.rows):
        room.visit(visit_id, **GLAD, standing=Standing.STEADY)
    states = [v.state for v in room.work.visits.rows.values()]
    assert tally([(state, True, "steady") for state in states]).steady == 659


@pytest.mark.parametrize(
    ("population", "percent", "share"),
    [(0, 10, 0), (1, 10, 1), (10, 10, 1), (11, 10, 2), (659, 10, 66), (7, 100, 7)],
)
def test_b27_a_sample_is_rounded_up_so_that_it_is_never_too_small(
    population, percent, share
):
    names = [f"case {number}" for number in range(population)]
    assert len(taken(names, "seed", percent)) == share


@given(st.sets(st.text(), max_size=30), st.text(), st.integers(1, 100))
def test_b27_a_draw_depends_on_seed_and_names_alone(names, seed, percent):
    told = sorted(names)
    assert taken(told, seed, percent) == taken(told[::-1], seed, percent)


def test_b27_anybody_can_draw_again_what_was_drawn():
    room = closed_many(30)
    made = room.draw(kind=VisitKind.SAMPLE, percent=10)
    visited = [
        f"{v.petition_id}:{v.case_revision}" for v in room.work.visits.rows.values()
    ]
    assert len(visited) == 3
    assert is_repeatable(made, visited)
    assert not is_repeatable(made, visited[1:])


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"percent": 9, "kind": VisitKind.SAMPLE}, RateTooLow),
        ({"closed_from": date(2026, 3, 3)}, BadPeriod),
        ({"closed_from": date.min}, BadPeriod),
        ({"closed_until": date(2026, 3, 9)}, BadPeriod),
        ({"due_on": date(2026, 3, 1)}, BadPeriod),
        ({"organisation_id": "510107"}, OutOfScope),
        ({"organisation_id": None}, OutOfScope),
    ],
)
def test_b27_a_draw_is_large_enough_past_and_of_ones_own(changes, refusal):
    with pytest.raises(refusal):
        Room().draw(**changes)


def test_a_draw_from_too_many_is_refused():
    closings = [a_closing()] * 100_001
    with pytest.raises(TooManyClosings):
        draw(uuid4(), a_plan(), closings, by="x", at=NOON)


def test_a_campaign_may_be_smaller_than_a_sample():
    room = closed_many(10)
    operator = somebody(Role.OPS)
    assert room.draw(operator, organisation_id=None, percent=5).drawn == 1


@pytest.mark.parametrize(("state", "step"), list(product(VisitState, VisitStep)))
def test_b27_the_table_of_visits_lists_all_that_may_happen(state, step):
    allowed = {
        VisitState.DUE: {VisitStep.MISS, VisitStep.GIVE_UP, VisitStep.REACH},
        VisitState.UNREACHED: {VisitStep.REACH},
        VisitState.DONE: set(),
    }
    assert (step in VISIT_LIFE.steps_from(state)) is (step in allowed[state])
