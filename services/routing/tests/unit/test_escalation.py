"""What happens when time has passed."""

import pytest

from routing.domain.deadline import Deadline
from routing.domain.events import CaseEscalated, DeadlineMissed
from routing.domain.lifecycle import CaseState
from routing.domain.organisation import OrganisationTree
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_clerk,
    a_directory,
    a_resolved_case,
    an_assigned_case,
    an_unrouted_case,
    end,
    later,
    the_units,
)

pytestmark = pytest.mark.unit


def escalate(case, at, units=None):
    case.release()
    case.escalate_if_overdue(units or the_units(), CLOCKS, at=at)
    return case.release()


def test_a_case_on_time_stays_as_it_is():
    assert escalate(an_assigned_case(), later(days=59)) == []


def test_the_superior_is_told_the_moment_the_time_is_up():
    [fact] = escalate(an_assigned_case(), end(days=60))
    assert isinstance(fact, CaseEscalated)
    assert (fact.superior_id, fact.level, fact.overdue_since) == (
        STREET,
        1,
        end(days=60),
    )


def test_the_owner_and_the_state_stay():
    case = an_assigned_case()
    escalate(case, end(days=60))
    assert (case.organisation_id, case.state) == (COMMUNITY, CaseState.ASSIGNED)


def test_looking_twice_tells_once():
    case = an_assigned_case()
    assert len(escalate(case, end(days=60))) == 1
    assert escalate(case, end(days=60)) == []


def test_the_next_superior_is_told_some_days_later_until_the_top():
    case = an_assigned_case()
    told = [escalate(case, end(days=day)) for day in (60, 62, 63, 66, 99)]
    superiors = [[fact.superior_id for fact in facts] for facts in told]
    assert superiors == [[STREET], [], [DISTRICT], [], []]
    assert case.deadline.watch_from is None


def test_a_deadline_remembers_when_it_was_first_seen_to_have_passed():
    case = an_assigned_case()
    escalate(case, end(days=60))
    escalate(case, end(days=64))
    assert case.deadline.breached_at == end(days=60)


def test_at_the_top_the_miss_is_noted_once():
    case = an_assigned_case(DISTRICT)
    [fact] = escalate(case, end(days=61))
    assert isinstance(fact, DeadlineMissed)
    assert escalate(case, end(days=70)) == []


def test_a_case_that_nobody_answers_for_is_missed_by_nobody_in_particular():
    case = an_unrouted_case()
    [fact] = escalate(case, end(days=60))
    assert isinstance(fact, DeadlineMissed)


def test_an_answered_case_owes_nothing():
    assert escalate(a_resolved_case(), end(days=100)) == []


def test_a_case_late_on_arrival_is_given_a_day_of_grace():
    case = an_assigned_case(accepted_at=later(days=-900), from_archive=True)
    assert escalate(case, later(hours=23)) == []
    assert len(escalate(case, later(days=1))) == 1


def test_a_new_unit_starts_again_below_its_own_superiors():
    case = an_assigned_case()
    escalate(case, end(days=60))
    case.assign(
        STATION, None, None, CLOCKS, by=a_clerk(), units=the_units(), at=end(days=61)
    )
    assert case.deadline.level == 0
    [fact] = escalate(case, end(days=62))
    assert (fact.organisation_id, fact.superior_id) == (STATION, STREET)


def test_units_that_became_unknown_end_the_climb():
    case = an_assigned_case()
    [fact] = escalate(case, end(days=60), OrganisationTree())
    assert isinstance(fact, DeadlineMissed)


def test_a_deadline_ends_once():
    deadline = Deadline(revision=1, due_at=NOON, watch_from=NOON)
    assert deadline.is_running
    assert not deadline.met(NOON).is_running
    assert not deadline.replaced(NOON).is_running
    assert deadline.replaced(NOON).watch_from is None


def test_the_directory_is_not_asked_twice_for_one_case():
    case = an_assigned_case()
    case.judge(a_directory(), CLOCKS, at=later(days=1))
    assert case.revision == 1
