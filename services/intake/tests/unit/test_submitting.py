"""Submitting: once for each key, all or none, checked against what is known."""

from datetime import datetime, timedelta, timezone

import pytest

from intake.application.commands import SubmitTogether
from intake.application.submitting import Submitter
from intake.domain.arrival import EARLIEST
from intake.domain.channel import Channel
from intake.domain.errors import (
    BrokenPetition,
    ChannelNotAllowed,
    KeyReused,
    KeyTaken,
    UnknownReference,
)
from intake.domain.events import PetitionAccepted
from intake.domain.lifecycle import PetitionState
from minqing_kernel.errors import DomainError
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    STORY,
    a_category,
    a_clerk,
    a_contact,
    a_key,
    a_submission,
    a_waiting_submission,
    an_organisation,
)
from services.intake.tests.fakes import FakeIntake


@pytest.fixture
def intake():
    gone = an_organisation("gone", None, active=False)
    return FakeIntake([a_category()], [an_organisation(), gone])


@pytest.fixture
def submit(intake):
    submitter = Submitter(intake.bus, intake.reader)
    return lambda *petitions: submitter.submit(petitions, STORY)


def only(intake):
    [petition] = intake.store.petitions.values()
    return petition


def test_a_submission_becomes_one_petition_with_a_receipt(intake, submit):
    [answer] = submit(a_submission()).submitted
    petition = only(intake)
    assert answer.receipt == petition.receipt
    assert answer.state is PetitionState.ACCEPTED
    assert petition.reachable
    assert isinstance(intake.store.facts[0], PetitionAccepted)


def test_the_contact_is_sealed_before_it_is_stored(intake, submit):
    submit(a_submission())
    petition = only(intake)
    sealed = petition.contact
    assert intake.seals.open(sealed, str(petition.petition_id)) == a_contact().to_dict()


def test_an_anonymous_petition_is_taken_and_seals_nothing(intake, submit):
    submit(a_submission(contact=a_contact(name="", telephone="")))
    assert only(intake).contact is None
    assert not only(intake).reachable


def test_the_same_key_and_body_get_the_same_answer(intake, submit):
    first = submit(a_submission(once=a_key()))
    second = submit(a_submission(once=a_key()))
    assert second.submitted == first.submitted
    assert (first.replayed, second.replayed) == (False, True)
    assert len(intake.store.petitions) == 1


def test_the_same_key_with_another_body_is_refused(intake, submit):
    submit(a_submission(once=a_key()))
    with pytest.raises(KeyReused):
        submit(a_submission(once=a_key(fingerprint="b" * 64)))
    assert len(intake.store.petitions) == 1


def test_a_repeated_submission_is_answered_even_when_it_would_now_be_refused(
    intake, submit
):
    command = a_submission(once=a_key(), category="street-lighting")
    first = submit(command)
    renamed = a_submission(once=a_key(), category="gone-since")
    assert submit(renamed).submitted == first.submitted


def test_a_key_that_was_let_go_meanwhile_is_refused_not_doubled(intake):
    class Lost:
        def answered(self, scope, keys):
            return {}

    submitter = Submitter(intake.bus, Lost())
    submitter.submit([a_submission(once=a_key())], STORY)
    with pytest.raises(KeyTaken):
        submitter.submit([a_submission(once=a_key())], STORY)


def test_a_refused_submission_takes_no_key(intake, submit):
    with pytest.raises(UnknownReference):
        submit(a_submission(once=a_key(), category="nothing"))
    assert not submit(a_submission(once=a_key())).replayed


def test_without_a_key_every_submission_is_a_new_one(intake, submit):
    submit(a_submission())
    submit(a_submission())
    assert len(intake.store.petitions) == 2


def test_a10_one_gathering_brings_many_matters_or_none(intake, submit):
    with pytest.raises(UnknownReference):
        submit(a_submission(), a_submission(category="nothing"))
    assert not intake.store.petitions
    assert len(submit(a_submission(), a_submission()).submitted) == 2


def test_a_gathering_sent_twice_gets_its_answers_again(intake, submit):
    matters = [a_submission(once=a_key("m")), a_submission(once=a_key("m#1"))]
    first = submit(*matters)
    assert submit(*matters).submitted == first.submitted
    with pytest.raises(KeyReused):
        submit(*matters, a_submission(once=a_key("m#2")))


def test_unknown_names_are_told_of_all_at_once(submit):
    with pytest.raises(UnknownReference) as refused:
        submit(a_submission(category="nothing", organisation_id="nobody"))
    assert refused.value.fields == {
        "category": "unknown-category",
        "organisation_id": "unknown-organisation",
    }


def test_an_organisation_that_is_gone_takes_nothing(submit):
    with pytest.raises(UnknownReference):
        submit(a_submission(organisation_id="gone"))


def test_naming_an_organisation_tells_the_place(intake, submit):
    submit(a_submission(division_code="", organisation_id=COMMUNITY))
    assert only(intake).division_code == COMMUNITY
    assert only(intake).state is PetitionState.ACCEPTED


def test_a_petition_without_category_and_place_waits(submit):
    [answer] = submit(a_waiting_submission()).submitted
    assert answer.state is PetitionState.RECEIVED


@pytest.mark.parametrize("channel", sorted(set(Channel) - {Channel.WEB}))
def test_a_resident_may_not_write_down_what_staff_write_down(submit, channel):
    with pytest.raises(ChannelNotAllowed):
        submit(a_submission(channel=channel))


def test_a11_staff_may_say_that_it_came_before_it_was_typed(intake, submit):
    earlier = NOON - timedelta(hours=20)
    submit(
        a_submission(channel=Channel.HOME_VISIT, received_at=earlier, actor=a_clerk())
    )
    assert only(intake).received_at == earlier


def test_nobody_may_say_that_it_comes_tomorrow(submit):
    with pytest.raises(BrokenPetition):
        submit(
            a_submission(
                channel=Channel.LETTER, received_at=NOON + DAY, actor=a_clerk()
            )
        )


def test_nobody_may_say_that_it_came_before_living_memory(intake, submit):
    far_away = timezone(timedelta(hours=14))
    for at in (EARLIEST - timedelta(seconds=1), datetime(1, 1, 1, tzinfo=far_away)):
        with pytest.raises(BrokenPetition) as refused:
            submit(
                a_submission(channel=Channel.LETTER, received_at=at, actor=a_clerk())
            )
        assert refused.value.fields == {"received_at": "moment-out-of-range"}
    submit(a_submission(channel=Channel.LETTER, received_at=EARLIEST, actor=a_clerk()))
    assert only(intake).received_at == EARLIEST


def test_a_key_is_dated_by_the_real_clock(intake, submit):
    intake.clock.advance(400 * DAY)
    submit(a_submission(once=a_key()))
    [(_, _, taken)] = intake.store.keys.values()
    assert taken == intake.wall_clock.now()


def test_a_resident_may_not_date_a_petition_back(submit):
    with pytest.raises(BrokenPetition) as refused:
        submit(a_submission(received_at=NOON - DAY))
    assert refused.value.fields == {"received_at": "not-at-this-channel"}


def test_one_commit_holds_petition_key_and_facts(intake):
    command = SubmitTogether(petitions=(a_submission(once=a_key()),))
    intake.bus.handle(command, STORY)
    assert intake.store.commits == 1
    assert len(intake.store.keys) == len(intake.store.facts) == 1


def test_a_failed_submission_leaves_nothing(intake, submit):
    with pytest.raises(DomainError):
        submit(a_submission(text=" "))
    assert not (intake.store.petitions or intake.store.keys or intake.store.facts)
