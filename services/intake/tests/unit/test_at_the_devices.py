"""Devices that call: whose resident it is, and how soon somebody answered (D-20)."""

from datetime import timedelta

import pytest

from intake.application.channel_commands import AnswerCall
from intake.application.devices import DeviceDesk
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.device import Pressed
from intake.domain.errors import OutsideScope, UnknownCall, UnknownReference
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER_COMMUNITY,
    a_clerk,
    a_contact,
    a_submission,
)
from services.intake.tests.channel_desk import a_device, do, intake, submit

__all__ = ["intake"]


class Known:
    """Devices as the store has them, or none that answers."""

    def __init__(self, devices, broken=False):
        self._devices = devices
        self._broken = broken

    def device(self, device_id):
        if self._broken:
            raise ConnectionError
        return self._devices.get(device_id)


def holder(intake, device_id="yl-0017", broken=False):
    known = Known(intake.store.channels.devices, broken)
    return DeviceDesk(known, intake.seals).holder(device_id)


def test_d20_a_device_names_its_resident(intake):
    do(intake, a_device())
    found = holder(intake)
    assert found.contact == a_contact()
    assert found.device.resident_id == "resident-17"


def test_d20_a_device_may_have_no_contact(intake):
    do(intake, a_device(contact=Contact()))
    assert holder(intake).contact.anonymous


@pytest.mark.parametrize("device_id", ["yl-0017", "yl-9999"])
def test_d20_a_device_that_is_not_known_or_not_active_names_nobody(intake, device_id):
    do(intake, a_device(active=False))
    assert holder(intake, device_id) is None


def test_d20_a_look_up_that_fails_loses_nobodys_call(intake, caplog):
    do(intake, a_device())
    assert holder(intake, broken=True) is None
    assert "its call goes on" in caplog.text


def call(intake, **changes):
    said = {
        "channel": Channel.DEVICE,
        "pressed": Pressed(device_id="yl-0017"),
        "organisation_id": COMMUNITY,
        "actor": a_clerk(),
        "received_at": NOON - timedelta(seconds=20),
    }
    [answer] = submit(intake, a_submission(**{**said, **changes}))
    return answer.petition_id


@pytest.mark.parametrize("contact, known", [(a_contact(), True), (Contact(), False)])
def test_d20_a_call_is_kept_with_whether_we_knew_who_called(intake, contact, known):
    kept = intake.store.channels.calls[call(intake, contact=contact)]
    assert (kept.known, kept.device_id) == (known, "yl-0017")
    assert kept.taken_at - kept.pressed_at == timedelta(seconds=20)


def test_d20_the_time_until_somebody_answers_is_measured_once(intake):
    petition_id = call(intake)
    intake.clock.advance(timedelta(seconds=40))
    answer = AnswerCall(petition_id=petition_id, actor=a_clerk())
    assert do(intake, answer) == 60
    intake.clock.advance(timedelta(seconds=40))
    assert do(intake, answer) == 60


def test_d20_what_no_device_called_about_has_no_answer(intake):
    [other] = submit(intake, a_submission())
    with pytest.raises(UnknownCall):
        do(intake, AnswerCall(petition_id=other.petition_id, actor=a_clerk()))


def test_d20_a_device_belongs_to_a_unit_that_is_there(intake):
    with pytest.raises(UnknownReference):
        do(intake, a_device(organisation_id="nowhere"))
    with pytest.raises(OutsideScope):
        do(intake, a_device(actor=a_clerk(OTHER_COMMUNITY)))
