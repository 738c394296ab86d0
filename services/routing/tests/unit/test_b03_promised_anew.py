"""承诺件: another day is promised while the case is in hand (B-03)."""

from datetime import date

import pytest

from minqing_kernel.working_time import end_of
from routing.domain.dating import BY_PROMISE
from routing.domain.deadline import BY_STATUTE, Owed, Won
from routing.domain.dossier import Dossier, Settled, Severity
from routing.domain.events import DateSet
from routing.domain.lifecycle import CaseState
from routing.domain.resettling import Resettlement
from services.routing.tests.builders import (
    CLOCKS,
    NOON,
    a_blank_case,
    a_directory,
    a_handler,
    a_rule,
    a_suspended_case,
    end,
    later,
    the_units,
)

pytestmark = pytest.mark.unit

CLAIM = {"kind": "claim", "path": "petition", "case_kind": "promised"}
SOON, LATER = date(2026, 11, 20), date(2026, 12, 20)


def a_case(day, instructed=None):
    case = a_blank_case(dossier=Dossier(settled=Settled(promised_on=day, **CLAIM)))
    case.judge(a_directory(a_rule()), CLOCKS, at=NOON, instructed=instructed)
    case.release()
    return case


def promise(case, day, revision=9):
    said = Resettlement(
        revision=revision,
        category=case.matter.category,
        severity=Severity.ORDINARY,
        settled=Settled(promised_on=day, **CLAIM),
    )
    case.resettle(said, the_units(), CLOCKS, at=later(days=1))
    return [fact for fact in case.release() if isinstance(fact, DateSet)]


def test_b03_an_earlier_day_holds_at_once_and_is_told():
    case = a_case(None)
    (told,) = promise(case, SOON)
    assert (case.deadline.due_at, case.deadline.won) == (end_of(SOON), Won.PROMISE)
    assert (told.due_at, told.previous_due_at) == (end_of(SOON), end(days=60))
    assert (told.basis, case.deadline.statutory_due_at) == (BY_PROMISE, end(days=60))


def test_b03_a_later_day_takes_the_place_of_the_first_up_to_the_statutes():
    case = a_case(SOON)
    promise(case, LATER)
    assert case.deadline.due_at == end_of(LATER)
    promise(case, date(2027, 6, 1), revision=10)
    assert (case.deadline.due_at, case.deadline.basis) == (end(days=60), BY_STATUTE)
    assert [each.won for each in case.deadline.weighed] == ["default", "promise"]


def test_b03_a_promise_taken_back_leaves_the_other_dates():
    case = a_case(SOON)
    promise(case, None)
    assert (case.deadline.due_at, case.deadline.won) == (end(days=60), Won.DEFAULT)


def test_b03_what_changes_no_date_is_not_told():
    case = a_case(None)
    assert promise(case, date(2027, 6, 1)) == []
    assert promise(case, date(2027, 6, 1), revision=10) == []


def test_d14_b03_a_leaders_date_stays_whatever_is_promised():
    by_leader = Owed(due_at=later(days=30), won=Won.LEADER, basis="书记")
    case = a_case(None, instructed=by_leader)
    assert promise(case, SOON) == []
    assert case.deadline.won is Won.LEADER


def test_b03_a_promise_changes_nothing_of_what_was_answered():
    case = a_case(None)
    case.start(by=a_handler(), at=NOON)
    case.resolve("resolved", "已办好。", by=a_handler(), at=later(hours=1))
    case.release()
    assert case.state is CaseState.RESOLVED
    assert promise(case, SOON) == []


def test_b03_the_dates_of_a_case_that_stands_still_stay():
    case = a_suspended_case()
    case.release()
    assert promise(case, SOON) == []
