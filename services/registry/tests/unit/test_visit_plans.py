"""Planned visits: done by a visit, shifted or missed with a reason, each Tuesday."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid, TransitionRefused
from minqing_kernel.messages import Role
from minqing_kernel.working_time import WorkCalendar
from registry.application.rules import STATUTORY_RULES
from registry.application.visit_plans.commands import (
    DoPlan,
    MissPlan,
    PlanVisit,
    PlanWeek,
    ReadPlan,
    ShiftPlan,
)
from registry.domain.errors import OutOfReach
from registry.domain.visit_plans.errors import PlanFixed, PlanUnknown
from registry.domain.visit_plans.events import PlanMoved
from registry.domain.visit_plans.plan import MOST_SHIFTS, PlanProfile, PlanReason
from registry.domain.visits.kinds import STATUTORY_VISITS, SubjectKind
from registry.domain.visits.weekly import OnHoliday, WeeklyDay
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    TODAY,
    a_cause,
    record_household,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory
from services.registry.tests.visit_builders import (
    a_home,
    a_visitor,
    an_account,
    days_ago,
    of,
    record_visit,
)

pytestmark = pytest.mark.unit

HOME, PLAN, VISIT = uuid4(), uuid4(), uuid4()
DAY = timedelta(days=1)
TUESDAY = WeeklyDay(weekday=2, kind="home", on_holiday=OnHoliday.SKIP, basis="B-24")
HOLIDAY = date(2026, 3, 10)
CALENDAR = WorkCalendar(exceptions={HOLIDAY: False})
HEAD = a_visitor("head", Role.SUPERVISOR)


def the_place(weekly=TUESDAY):
    policy = replace(STATUTORY_VISITS, weekly=weekly)
    return replace(STATUTORY_RULES, visits_at=lambda _: policy, calendar=CALENDAR)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store, the_place())
    tell = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in [
        *the_tree(),
        record_staff(),
        record_staff("li-na"),
        record_staff("far-away", organisation_id=OTHER),
        record_household(HOME),
    ]:
        tell(command)
    return tell


def a_profile(**changes):
    said = {
        "staff_id": "wang-li",
        "kind": "home",
        "first_on": TODAY,
        "last_on": TODAY + 6 * DAY,
        "reason": PlanReason.OBLIGATION,
        "subjects": [a_home(HOME)],
        "reference": "C-01:2026Q1",
    }
    return PlanProfile(**said | changes)


def plan(actor=None, plan_id=PLAN, **changes):
    who = actor or a_visitor()
    return PlanVisit(actor=who, plan_id=plan_id, profile=a_profile(**changes))


def shift(days, reason="住户出差", actor=None):
    first = TODAY + days * DAY
    who = actor or a_visitor()
    return ShiftPlan(
        actor=who, plan_id=PLAN, first_on=first, last_on=first, reason=reason
    )


def do(visit_id=VISIT):
    return DoPlan(actor=a_visitor(), plan_id=PLAN, visit_id=visit_id)


def test_b24_a_plan_is_made_once_and_done_by_a_visit_that_names_it(say, store):
    assert say(plan()) == say(plan())
    with pytest.raises(PlanFixed):
        say(plan(kind="love"))
    say(record_visit(an_account(subjects=[a_home(HOME)]), VISIT))
    done = say(do())
    assert (done.state, done.visit_id) == ("done", VISIT)
    assert say(do()) == done
    with pytest.raises(TransitionRefused):
        say(shift(1))
    assert [e.state for e in store.facts if isinstance(e, PlanMoved)] == [
        "planned",
        "done",
    ]


def test_a_plan_is_shifted_with_a_reason_that_only_the_whole_plan_tells(say, store):
    say(plan())
    moved = say(shift(9))
    assert (moved.first_on, moved.shifts) == (TODAY + 9 * DAY, 1)
    assert say(plan()) == moved
    whole = say(ReadPlan(actor=HEAD, plan_id=PLAN))
    [turn] = whole.turns
    assert (turn.reason, turn.first_on, turn.last_on) == (
        "住户出差",
        TODAY,
        TODAY + 6 * DAY,
    )
    assert "出差" not in repr(store.facts) + repr(whole)
    for _ in range(MOST_SHIFTS - 1):
        say(shift(9))
    with pytest.raises(Invalid):
        say(shift(9))
    with pytest.raises(Invalid):
        say(replace(shift(1), last_on=TODAY))


def test_b24_absence_needs_a_reason_and_may_still_be_made_good(say):
    say(plan())
    with pytest.raises(Invalid):
        say(MissPlan(actor=a_visitor(), plan_id=PLAN, reason="  "))
    missed = say(MissPlan(actor=a_visitor(), plan_id=PLAN, reason="住院"))
    assert missed.state == "missed"
    assert say(plan()) == missed
    say(record_visit(an_account(subjects=[a_home(HOME)]), VISIT))
    assert say(do()).state == "done"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"visitors": ["li-na"]}, "not-theirs"),
        ({"kind": "love"}, "another-kind"),
        ({"held_at": days_ago(1)}, "another-day"),
    ],
)
def test_another_visit_does_not_do_a_plan(say, changes, why):
    said = an_account(**{"subjects": [a_home(HOME)]} | changes)
    say(plan())
    say(record_visit(said, VISIT, a_visitor(next(iter(said.visitors)))))
    with pytest.raises(Invalid) as told:
        say(do())
    assert told.value.fields == {"visit_id": why}


def test_a_visit_to_somebody_else_does_not_do_a_plan(say):
    other = uuid4()
    say(record_household(other))
    say(plan())
    say(record_visit(an_account(subjects=[a_home(other)]), VISIT))
    with pytest.raises(Invalid) as told:
        say(do())
    assert told.value.fields == {"visit_id": "another-subject"}


def test_somebody_plans_for_oneself_or_for_whom_one_oversees(say):
    say(plan(HEAD))
    with pytest.raises(OutOfReach):
        say(plan(a_visitor("li-na"), uuid4()))
    with pytest.raises(OutOfReach):
        say(shift(1, actor=a_visitor("li-na")))
    with pytest.raises(OutOfReach):
        far = a_visitor("far-away")
        say(plan(replace(far, organisation_id=OTHER), uuid4(), staff_id="far-away"))
    with pytest.raises(PlanUnknown):
        say(ReadPlan(actor=HEAD, plan_id=uuid4()))


@pytest.mark.parametrize(
    "wrong",
    [
        {"staff_id": "nobody"},
        {"kind": "nothing"},
        {"kind": "home", "subjects": [of(SubjectKind.ORGANISATION, COMMUNITY)]},
    ],
)
def test_what_cannot_be_planned_is_refused(say, wrong):
    with pytest.raises(Invalid):
        say(plan(HEAD, **wrong))


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_on": TODAY - DAY},
        {"last_on": TODAY + 32 * DAY},
        {"reference": "a b"},
        {"subjects": [a_home(uuid4()) for _ in range(201)]},
    ],
)
def test_what_is_no_plan_is_refused(wrong):
    with pytest.raises(Invalid):
        a_profile(**wrong)


def test_b24_each_cadre_goes_out_on_tuesday_and_nobody_twice(say, store):
    week = PlanWeek(actor=HEAD, organisation_id=COMMUNITY, week=TODAY + 3 * DAY)
    told = say(week)
    assert (told.day, told.planned) == (date(2026, 3, 3), 2)
    assert say(week).planned == 0
    assert {each.profile.staff_id for each in store.visit_plans.values()} == {
        "wang-li",
        "li-na",
    }
    assert say(replace(week, week=HOLIDAY)).day is None
    with pytest.raises(OutOfReach):
        say(replace(week, organisation_id=OTHER))


def test_b24_a_place_without_such_a_day_plans_none(store):
    bus = in_memory(store, the_place(None))
    for command in the_tree():
        bus.handle(command, a_cause())
    week = PlanWeek(actor=HEAD, organisation_id=COMMUNITY, week=TODAY)
    with pytest.raises(Invalid):
        bus.handle(week, a_cause())


def test_b24_a_holiday_lets_the_day_fall_away_or_moves_it_within_its_week():
    moved = replace(TUESDAY, on_holiday=OnHoliday.SHIFT)
    assert moved.day_of(HOLIDAY, CALENDAR) == date(2026, 3, 11)
    assert TUESDAY.day_of(HOLIDAY, CALENDAR) is None
    golden = WorkCalendar(exceptions={date(2026, 3, d): False for d in range(9, 16)})
    assert moved.day_of(HOLIDAY, golden) is None
