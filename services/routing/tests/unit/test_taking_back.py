"""撤回: what the petitioner takes back before an answer ends, and owes nothing."""

from uuid import uuid4

import pytest

from minqing_contracts.intake import PetitionAcceptedV1
from minqing_contracts.intake_withdrawals import PetitionWithdrawnV1
from minqing_contracts.routing_withdrawals import CaseWithdrawnV1
from minqing_kernel.clock import FrozenClock
from routing.adapters.hearing import COMMANDS
from routing.adapters.translation import TELL
from routing.application.resettling import CaseStillToCome
from routing.application.taking_back import TakeCaseBack, take_case_back
from routing.domain.lifecycle import OPEN, CaseState
from routing.domain.taking_back import CaseWithdrawn, WithdrawalTooLate
from services.routing.tests.builders import (
    a_helped_case,
    a_merged_case,
    a_resolved_case,
    a_started_case,
    a_suspended_case,
    later,
)
from services.routing.tests.fakes import FakeDatabase

pytestmark = pytest.mark.unit

NOW = later(days=5)


def told(case):
    return [type(each) for each in case.release()]


def test_every_clock_ends_with_it_and_its_unit_may_still_read_it():
    case = a_started_case()
    case.take_back(at=NOW)
    assert case.state is CaseState.WITHDRAWN
    assert [each for each in case.deadlines if each.is_running] == []
    assert case.organisation_id is not None
    assert told(case)[-1] is CaseWithdrawn


def test_who_still_had_to_contribute_is_excused():
    case = a_helped_case()
    assert case.dossier.open_co_tasks
    case.take_back(at=NOW)
    assert not case.dossier.open_co_tasks


def test_what_stands_still_ends_too():
    case = a_suspended_case()
    case.take_back(at=NOW)
    assert case.state is CaseState.WITHDRAWN
    assert CaseState.WITHDRAWN not in OPEN


def test_what_was_answered_first_stays_answered_and_that_is_noted():
    case = a_resolved_case()
    case.take_back(at=NOW)
    assert case.state is CaseState.RESOLVED
    assert told(case)[-1] is WithdrawalTooLate


def test_told_twice_it_ends_once():
    case = a_started_case()
    case.take_back(at=NOW)
    before = case.revision
    case.take_back(at=NOW)
    assert case.revision == before


def test_the_fact_is_told_to_all_who_count_and_notify():
    case = a_started_case()
    case.take_back(at=NOW)
    line = TELL[CaseWithdrawn](case.release()[-1])
    assert isinstance(line.event, CaseWithdrawnV1)
    assert line.event.withdrawn_at == NOW


@pytest.mark.parametrize("accepted", [True, False])
def test_what_never_became_a_case_asks_nothing_of_routing(accepted):
    assert PetitionAcceptedV1 in COMMANDS
    event = PetitionWithdrawnV1(
        petition_id=uuid4(),
        receipt="MQ-1",
        revision=2,
        channel="web",
        division_code="",
        organisation_id=None,
        reachable=True,
        accepted=accepted,
        withdrawn_at=NOW,
    )
    command = COMMANDS[PetitionWithdrawnV1](None, event)
    assert (command is not None) is accepted


def test_word_that_overtook_the_acceptance_or_a_separation_comes_again():
    clock, rests, goes_on = FrozenClock(NOW), a_merged_case(), a_started_case()
    with FakeDatabase().work() as work:
        work.cases.add(rests)
        work.cases.add(goes_on)
        for petition_id in (uuid4(), rests.petition_id):
            with pytest.raises(CaseStillToCome):
                take_case_back(TakeCaseBack(petition_id=petition_id), work, clock=clock)
        command = TakeCaseBack(petition_id=goes_on.petition_id)
        take_case_back(command, work, clock=clock)
    assert rests.state is CaseState.MERGED
    assert goes_on.state is CaseState.WITHDRAWN
