"""B-03, 条例第19条: what a place asks of the contact is obeyed, and seen by nobody."""

import pytest

from intake.adapters.policies import FIELDS
from intake.application.commands import AcceptPetition
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.deciding import Decision
from intake.domain.device import Pressed
from intake.domain.errors import IncompletePetition
from intake.domain.policy import IntakePolicy, Requirement
from intake.domain.requirements import KNOWN
from services.intake.tests.builders import (
    COMMUNITY,
    STORY,
    a_clerk,
    a_submission,
    a_waiting_submission,
    the_operator,
)
from services.intake.tests.unit.test_merging import House

pytestmark = pytest.mark.unit

CARD = {"identity": "11010519491231002X"}


def a_place_that_asks(*fields, **when):
    rule = Requirement(fields=frozenset(fields), basis="本处", **when)
    return House(IntakePolicy(requirements=(rule,)))


def accept(house, petition_id, **decision):
    command = AcceptPetition(
        petition_id=petition_id,
        category="street-lighting",
        division_code=COMMUNITY,
        decision=Decision(**decision),
        actor=a_clerk(),
    )
    house.intake.bus.handle(command, STORY)


def state_of(house, petition_id):
    return house.store.petitions[petition_id].state


PARTS = {
    "name": {"name": "周某"},
    "address": {"address": "东街65号"},
    "telephone": {"telephone": "13800008000"},
    "identity": CARD,
}


@pytest.mark.parametrize("part", PARTS)
def test_b03_each_part_of_the_contact_can_be_asked_for_on_arrival(part):
    house = a_place_that_asks(part)
    silent, telling = (
        house.submit(a_submission(contact=contact))
        for contact in (Contact(), Contact.of(**PARTS[part]))
    )
    assert state_of(house, silent) == "received"
    assert state_of(house, telling) == "accepted"


@pytest.mark.parametrize("part", PARTS)
def test_b03_what_was_told_is_found_again_when_a_clerk_accepts(part):
    house = a_place_that_asks(part)
    silent, telling = (
        house.submit(a_waiting_submission(contact=contact))
        for contact in (Contact(), Contact.of(email="a@b.cn", **PARTS[part]))
    )
    accept(house, telling)
    assert state_of(house, telling) == "accepted"
    with pytest.raises(IncompletePetition) as refused:
        accept(house, silent)
    assert refused.value.fields == {part: "required"}
    accept(house, silent, despite="本人不愿留下。")
    assert state_of(house, silent) == "accepted"


def test_b03_nobody_opens_a_contact_where_no_rule_asks(monkeypatch):
    house = House()
    petition_id = house.submit(a_waiting_submission())
    monkeypatch.setattr(house.intake.seals, "open", None)
    accept(house, petition_id)
    assert state_of(house, petition_id) == "accepted"


def test_b03_a_contact_that_cannot_be_opened_tells_nothing(monkeypatch, caplog):
    house = a_place_that_asks("telephone")
    petition_id = house.submit(a_waiting_submission())
    monkeypatch.setattr(house.intake.seals, "open", lambda *_: 1 / 0)
    with pytest.raises(IncompletePetition):
        accept(house, petition_id)
    assert "cannot be opened" in caplog.text
    assert "138" not in caplog.text


def test_d20_a_telephone_that_a_strange_device_tells_is_no_resident():
    house = a_place_that_asks("resident_id", channel="device")
    said = {"channel": Channel.DEVICE, "actor": the_operator()}
    strange = house.submit(a_submission(pressed=Pressed(device_id="x-1"), **said))
    known = Pressed(device_id="yl-1", resident_id="resident-1")
    registered = house.submit(a_submission(pressed=known, **said))
    assert state_of(house, strange) == "received"
    assert state_of(house, registered) == "accepted"


def test_b03_no_policy_can_ask_for_what_the_door_cannot_look_for():
    assert set(FIELDS) == set(KNOWN)
