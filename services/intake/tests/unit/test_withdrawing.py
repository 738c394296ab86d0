"""撤回: a petitioner takes back what nobody answered; what is shared stays."""

from datetime import timedelta
from uuid import UUID

import pytest

from intake.adapters.details import details_document, details_from
from intake.adapters.translation import TELL
from intake.application.withdrawing import WithdrawPetition, may_withdraw
from intake.domain.errors import (
    BrokenPetition,
    MergeRefused,
    OutsideScope,
    WithdrawalRefused,
)
from intake.domain.lifecycle import PetitionState
from intake.domain.progress import CaseStep
from intake.domain.withdrawing import LONGEST_REASON, PetitionWithdrawn
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import ANYONE
from services.intake.tests.builders import (
    OTHER_COMMUNITY,
    STORY,
    a_clerk,
    a_waiting_submission,
)
from services.intake.tests.fakes import FakeReader
from services.intake.tests.unit.test_merging import House

pytestmark = pytest.mark.unit


@pytest.fixture
def house():
    return House()


def withdraw(house, petition_id, reason="", by=None):
    command = WithdrawPetition(
        petition_id=petition_id,
        reason=reason,
        by_petitioner=by is None,
        actor=by or ANYONE,
    )
    return house.intake.bus.handle(command, STORY)


def facts(house):
    return [each for each in house.store.facts if isinstance(each, PetitionWithdrawn)]


def why(refused):
    return refused.value.fields["receipt"]


def test_what_nobody_decided_yet_ends_at_the_door(house):
    petition_id = house.submit(a_waiting_submission())
    state, _ = withdraw(house, petition_id, "自己解决了")
    assert state is PetitionState.WITHDRAWN
    petition = house.store.petitions[petition_id]
    assert petition.watch_at is None
    assert petition.withdrawal.reason == "自己解决了"
    assert [each.accepted for each in facts(house)] == [False]


def test_an_accepted_one_is_asked_back_and_its_case_has_to_end(house):
    petition_id = house.submit()
    assert withdraw(house, petition_id)[0] is PetitionState.ACCEPTED
    assert [each.accepted for each in facts(house)] == [True]


def test_withdrawn_twice_it_is_withdrawn_once(house):
    petition_id = house.submit()
    first = withdraw(house, petition_id, "一")
    assert withdraw(house, petition_id, "二") == first
    assert house.store.petitions[petition_id].withdrawal.reason == "一"
    assert len(facts(house)) == 1


@pytest.mark.parametrize("step", [CaseStep.RESOLVED, CaseStep.CLOSED])
def test_what_is_answered_is_not_taken_back(house, step):
    petition_id = house.submit()
    house.told(petition_id, step)
    with pytest.raises(WithdrawalRefused) as refused:
        withdraw(house, petition_id)
    assert why(refused) == "withdraw-answered"


def test_what_is_merged_is_not_one_alone_to_take_back(house):
    petition_id, lead = house.submit(), house.submit()
    house.merge(petition_id, lead)
    with pytest.raises(WithdrawalRefused) as follower:
        withdraw(house, petition_id)
    with pytest.raises(WithdrawalRefused) as leader:
        withdraw(house, lead)
    assert (why(follower), why(leader)) == ("withdraw-merged", "withdraw-leads")


def test_art30_an_accusation_is_looked_into_whatever_its_author_wishes(house):
    petition_id = house.submit()
    house.accuse(petition_id, OTHER_COMMUNITY)
    with pytest.raises(WithdrawalRefused) as refused:
        withdraw(house, petition_id)
    assert why(refused) == "withdraw-accusation"


def test_a_group_is_not_one_alone_to_take_back(house):
    petition_id = house.submit()
    house.store.petitions[petition_id].group_id = UUID(int=3)
    with pytest.raises(WithdrawalRefused) as refused:
        withdraw(house, petition_id)
    assert why(refused) == "withdraw-group"


def test_what_ended_at_the_door_is_not_taken_back(house):
    petition_id = house.submit(a_waiting_submission())
    house.store.petitions[petition_id].state = PetitionState.REFUSED
    with pytest.raises(TransitionRefused):
        withdraw(house, petition_id)


def test_staff_write_it_down_for_their_own_organisation_alone(house):
    petition_id = house.submit()
    with pytest.raises(OutsideScope):
        withdraw(house, petition_id, by=a_clerk(OTHER_COMMUNITY))
    with pytest.raises(BrokenPetition):
        withdraw(house, petition_id, " ", by=a_clerk())
    withdraw(house, petition_id, "来电撤回", by=a_clerk())
    assert len(facts(house)) == 1


def test_a_reason_that_is_too_long_takes_nothing_back(house):
    petition_id = house.submit()
    with pytest.raises(BrokenPetition):
        withdraw(house, petition_id, "长" * (LONGEST_REASON + 1))
    assert house.store.petitions[petition_id].withdrawal is None


def test_what_was_withdrawn_is_merged_with_nothing(house):
    petition_id, lead = house.submit(), house.submit()
    withdraw(house, petition_id)
    with pytest.raises(MergeRefused) as refused:
        house.merge(petition_id, lead)
    assert refused.value.fields == {"lead": "withdrawn"}


def test_its_words_stay_with_intake_and_in_its_row(house):
    petition_id = house.submit()
    withdraw(house, petition_id, "自己解决了")
    [fact] = facts(house)
    told = TELL[PetitionWithdrawn](fact)
    assert "自己解决了" not in repr(told)
    petition = house.store.petitions[petition_id]
    assert details_from(details_document(petition), ())["withdrawal"] == (
        petition.withdrawal
    )


def test_answered_first_and_worked_on_anew_it_may_be_taken_back_again(house):
    petition_id = house.submit()
    receipt = house.store.petitions[petition_id].receipt
    reader = FakeReader(house.store)
    withdraw(house, petition_id)
    house.told(petition_id, CaseStep.RESOLVED)
    assert not may_withdraw(reader.petition(receipt))
    later = house.intake.clock.now() + timedelta(days=1)
    house.told(petition_id, CaseStep.REOPENED, 2, at=later)
    assert may_withdraw(reader.petition(receipt))
    house.intake.clock.advance(timedelta(days=2))
    withdraw(house, petition_id)
    withdraw(house, petition_id)
    assert len(facts(house)) == 2
    assert not may_withdraw(reader.petition(receipt))


def test_its_page_offers_it_while_it_may_be_taken_back(house):
    petition_id = house.submit()
    reader = FakeReader(house.store)
    receipt = house.store.petitions[petition_id].receipt
    assert may_withdraw(reader.petition(receipt))
    house.told(petition_id, CaseStep.RESOLVED)
    assert not may_withdraw(reader.petition(receipt))
