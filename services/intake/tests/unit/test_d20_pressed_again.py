"""D-20: a device pressed again joins its open call; a flood drops no emergency."""

from datetime import timedelta

import pytest

from intake.application.channel_commands import AnswerCall
from intake.application.commands import NoteCaseFact, SubmitTogether
from intake.domain.channel import Channel
from intake.domain.device import Pressed
from intake.domain.errors import TooManyPresses
from intake.domain.nature import Kind, Nature
from intake.domain.policy import IntakePolicy
from intake.domain.progress import CaseStep
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER_COMMUNITY,
    STORY,
    a_category,
    a_clerk,
    a_fact,
    a_street_with_two_communities,
    a_submission,
    the_operator,
)
from services.intake.tests.fakes import FakeIntake

pytestmark = pytest.mark.unit

MINUTE = timedelta(minutes=1)
PLACE = IntakePolicy(
    device_window_minutes=10, device_presses_at_most=3, unknown_presses_at_most=2
)


@pytest.fixture
def intake():
    return FakeIntake([a_category()], a_street_with_two_communities(), PLACE)


def press(intake, device_id="yl-0017", resident="resident-17", **changes):
    said = {
        "channel": Channel.DEVICE,
        "pressed": Pressed(device_id=device_id, resident_id=resident),
        "organisation_id": COMMUNITY,
        "actor": the_operator(),
        "received_at": intake.clock.now(),
    }
    command = SubmitTogether(petitions=(a_submission(**said | changes),))
    [answer] = intake.bus.handle(command, STORY)
    intake.clock.advance(MINUTE)
    return answer.petition_id


def test_d20_a_repeated_press_is_a_contact_of_the_open_call(intake):
    first = press(intake)
    assert press(intake, text="又按了一次") == first
    assert len(intake.store.petitions) == 1
    [entry] = intake.store.contact_entries
    assert (entry.petition_id, entry.channel) == (first, Channel.DEVICE)
    assert entry.words == "又按了一次"
    assert intake.store.petitions[first].revision == 2
    assert len(intake.store.channels.presses) == 2


def test_d20_after_the_window_a_press_is_a_call_of_its_own(intake):
    first = press(intake)
    intake.clock.advance(10 * MINUTE)
    assert press(intake) != first


def test_d20_after_somebody_answered_a_press_is_a_call_of_its_own(intake):
    first = press(intake)
    intake.bus.handle(AnswerCall(petition_id=first, actor=a_clerk()), STORY)
    assert press(intake) != first


def test_d20_after_the_answer_to_the_petition_a_press_is_a_call_of_its_own(intake):
    first = press(intake)
    fact = a_fact(1, CaseStep.RESOLVED)
    intake.bus.handle(NoteCaseFact(petition_id=first, fact=fact), STORY)
    assert press(intake) != first


def test_d20_too_many_presses_of_an_open_call_are_told_when_to_come_again(intake):
    first = press(intake)
    assert {press(intake), press(intake)} == {first}
    with pytest.raises(TooManyPresses) as refused:
        press(intake)
    assert refused.value.wait == 7 * 60 + 1
    assert press(intake, "yl-0018", "resident-18") != first


def test_d20_the_first_press_of_a_registered_device_is_never_refused(intake):
    for number in range(5):
        press(intake, f"yl-{number:04}", f"resident-{number}")
    assert len(intake.store.petitions) == 5


def test_d20_unknown_devices_are_counted_against_who_calls_for_them(intake):
    for number in range(2):
        press(intake, f"x-{number}", None)
    with pytest.raises(TooManyPresses) as refused:
        press(intake, "x-9", None)
    assert refused.value.wait == 8 * 60 + 1
    press(intake, "x-9", None, actor=a_clerk())
    press(intake)
    intake.clock.advance(10 * MINUTE)
    press(intake, "x-9", None)
    assert len(intake.store.petitions) == 5


def test_d20_a_call_in_nobodys_name_never_takes_in_a_residents(intake):
    forged = press(intake, resident=None)
    assert press(intake) != forged


def test_d20_nobody_joins_the_call_of_another_place(intake):
    first = press(intake)
    far = {"actor": a_clerk(OTHER_COMMUNITY), "organisation_id": OTHER_COMMUNITY}
    assert press(intake, **far) != first


def test_art30_a_call_that_accuses_is_joined_by_none_of_the_accused(intake):
    first = press(intake)
    petition = intake.store.petitions[first]
    petition.nature = Nature(kind=Kind.ACCUSATION, accused=frozenset({COMMUNITY}))
    assert press(intake, actor=a_clerk()) != first


def test_d20_a_press_that_came_late_is_kept_with_its_own_moment(intake):
    press(intake, received_at=NOON - timedelta(hours=3))
    [kept] = intake.store.channels.presses
    assert kept.taken_at - kept.pressed_at == timedelta(hours=3)
