"""主办 + 协办: every part is answered or excused before the lead answers."""

import pytest

from minqing_kernel.errors import Forbidden
from routing.domain.deadline import ClockKind, Won
from routing.domain.errors import (
    AlreadyCoHandling,
    CoHandlingOpen,
    CoTaskEnded,
    CoTaskNotFound,
    NotYours,
    OutOfTime,
)
from routing.domain.policy import RoutingPolicy
from routing.domain.resolution import Outcome
from routing.domain.side_events import CaseUrged, CoTaskAsked
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    STATION,
    STREET,
    a_clerk,
    a_handler,
    a_started_case,
    a_unit,
    end,
    later,
    the_units,
)

pytestmark = pytest.mark.unit

NAMED = a_unit(STATION, STREET, name="市政所")


def ask(case, unit=NAMED, due_at=None, clocks=CLOCKS, **changes):
    given = {"by": a_handler(), "units": the_units(), "at": later(days=1)} | changes
    case.ask_co_handler(unit, "检测水质", due_at, clocks, **given)
    return case.dossier.co_tasks[-1].number


def answer(case, number, **changes):
    given = {"by": a_handler(STATION), "at": later(days=2)} | changes
    case.answer_co_task(number, "水质合格", **given)


def resolve(case):
    case.resolve(Outcome.RESOLVED, "已修好", by=a_handler(), at=later(days=5))


def test_b04_another_unit_gets_its_own_task_and_its_own_date():
    case = a_started_case()
    number = ask(case)
    [clock] = [d for d in case.deadlines if d.kind is ClockKind.CO_HANDLING]
    assert (clock.revision, clock.organisation_id) == (number, STATION)
    assert clock.due_at == end(days=15)  # ten working days after Tuesday
    assert (clock.won, clock.provisional) == (Won.POLICY, True)
    assert isinstance(case.release()[-1], CoTaskAsked)
    assert case.organisation_id == COMMUNITY


def test_a_date_may_be_set_for_the_helper():
    case = a_started_case()
    ask(case, due_at=later(days=4))
    assert case.running(ClockKind.CO_HANDLING).due_at == later(days=4)
    for moment in (later(days=1), later(days=4000)):
        with pytest.raises(OutOfTime):
            ask(a_started_case(), due_at=moment)


def test_without_a_term_in_the_policy_the_helper_owes_at_once():
    case = a_started_case()
    ask(case, clocks=type(CLOCKS)(policy=RoutingPolicy(terms=())))
    assert case.running(ClockKind.CO_HANDLING).due_at == later(days=1)


def test_the_lead_waits_for_every_helper():
    case = a_started_case()
    first = ask(case)
    ask(case, a_unit("d-9", name="环保局"))
    with pytest.raises(CoHandlingOpen):
        resolve(case)
    answer(case, first)
    with pytest.raises(CoHandlingOpen):
        resolve(case)


def test_the_merged_answer_shows_each_part():
    case = a_started_case()
    first, second = ask(case), ask(case, a_unit("d-9", name="环保局"))
    answer(case, first)
    case.waive_co_task(second, "不再需要", by=a_handler(), at=later(days=3))
    resolve(case)
    assert case.resolution.reply == "已修好\n\n【协办】市政所：水质合格"
    assert [(p.unit_name, p.answer, p.waived) for p in case.resolution.parts] == [
        ("市政所", "水质合格", None),
        ("环保局", None, "不再需要"),
    ]
    assert not [d for d in case.deadlines if d.is_running]


def test_only_who_was_asked_answers_and_only_once():
    case = a_started_case()
    number = ask(case)
    with pytest.raises(NotYours):
        answer(case, number, by=a_handler(COMMUNITY))
    with pytest.raises(Forbidden):
        answer(case, number, by=a_clerk(STATION))
    with pytest.raises(CoTaskNotFound):
        answer(case, 99)
    answer(case, number)
    with pytest.raises(CoTaskEnded):
        answer(case, number)
    with pytest.raises(NotYours):
        case.waive_co_task(number, "", by=a_handler(STATION), at=later(days=3))


def test_the_lead_does_not_help_itself_and_nobody_has_two_tasks_at_once():
    case = a_started_case()
    with pytest.raises(AlreadyCoHandling):
        ask(case, a_unit(COMMUNITY))
    number = ask(case)
    with pytest.raises(AlreadyCoHandling):
        ask(case)
    answer(case, number)
    ask(case)


def test_a_late_helper_is_pressed_and_its_superior_told_the_petitioner_is_not():
    case = a_started_case()
    ask(case, due_at=later(days=4))
    ask(case, a_unit("d-9", name="环保局"), due_at=later(days=9))
    case.release()
    case.escalate_if_overdue(the_units(), CLOCKS, at=later(days=4))
    [fact] = case.release()
    assert (type(fact), fact.unit_id, fact.superior_id) == (CaseUrged, STATION, STREET)
    assert fact.clock is ClockKind.CO_HANDLING
    case.escalate_if_overdue(the_units(), CLOCKS, at=later(days=5))
    assert case.release() == []
