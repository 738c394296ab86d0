"""D-20 on a real database: two presses at once are one call, a flood gets 429."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from intake.application.commands import RecordOrganisation
from minqing_kernel.messages import Role
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    STORY,
    a_category,
    a_listing,
    an_organisation,
)

pytestmark = pytest.mark.integration

DEVICE = {
    "resident_id": "resident-17",
    "contact": {"name": "周小某", "telephone": "13800008000"},
    "place": "布新社区3栋",
    "division_code": COMMUNITY,
    "organisation_id": COMMUNITY,
    "category": "street-lighting",
}


@pytest.fixture
def registered(door):
    token = door.token(Role.OPS, None)
    assert door.call("PUT", "/v1/devices/yl-1", DEVICE, token=token).status_code == 204


def press(door, second=0, device="yl-1", **said):
    moment = NOON.replace(hour=3, minute=second // 60, second=second % 60)
    body = {"device_id": device, "pressed_at": moment.isoformat(), **said}
    token = door.token(Role.OPS, None)
    return door.call("POST", "/v1/device-calls", body, token=token)


@pytest.mark.usefixtures("registered")
def test_d20_pressed_again_the_open_call_has_a_contact_more(door, intake):
    first = press(door)
    again = press(door, 20, note="快来")
    assert (first.status_code, first.json["joined"]) == (201, False)
    assert (again.status_code, again.json["joined"]) == (200, True)
    assert again.json["receipt"] == first.json["receipt"]
    replayed = press(door, 20, note="快来")
    assert replayed.headers["Idempotent-Replayed"] == "true"
    assert replayed.json == again.json
    path = f"/v1/petitions/{first.json['receipt']}/contacts"
    listed = door.call("GET", path, token=door.token()).json["contacts"]
    assert [(each["channel"], each["text"]) for each in listed] == [("device", "快来")]
    assert len(intake.database.rows("select * from device_calls")) == 1
    with pytest.raises(Exception, match="only ever added to"):
        intake.database.rows("delete from device_presses")


@pytest.mark.usefixtures("registered")
def test_d20_presses_at_the_same_moment_make_one_petition(door, intake):
    with ThreadPoolExecutor(4) as crowd:
        taken = list(crowd.map(lambda second: press(door, second), range(4)))
    assert sorted(each.status_code for each in taken) == [200, 200, 200, 201]
    assert len({each.json["receipt"] for each in taken}) == 1
    assert len(intake.database.rows("select * from device_presses")) == 4


@pytest.mark.usefixtures("registered")
def test_d20_a_flood_is_told_when_to_come_again_and_the_call_stands(door, steered):
    first = press(door).json["receipt"]
    for second in range(1, 20):
        assert press(door, second).status_code == 200
    flood = press(door, 20)
    assert (flood.status_code, flood.json["type"]) == (
        429,
        "urn:minqing:problem:too-many-presses",
    )
    assert flood.headers["Content-Type"] == "application/problem+json"
    assert int(flood.headers["Retry-After"]) == 601
    path = f"/v1/petitions/{first}"
    assert door.call("GET", path, token=door.token()).json["state"] == "accepted"
    steered.move_to(NOON.replace(minute=11))
    assert press(door, 30).status_code == 201


def test_d20_a_caller_for_unknown_devices_is_limited_and_a_known_one_is_not(
    door, intake
):
    press(door, device="x-1")
    intake.database.rows(
        "insert into device_presses (device_id, caller, petition_id, pressed_at,"
        " taken_at) select 'x-' || n, 'ops:li-na', petition_id, pressed_at, taken_at"
        " from device_presses, generate_series(2, 60) n"
    )
    assert press(door, device="x-99").status_code == 429
    token = door.token(Role.OPS, None)
    door.call("PUT", "/v1/devices/yl-1", DEVICE, token=token)
    assert press(door).status_code == 201


def end_the_category(intake):
    ended = a_category(valid_to=NOON.date() - timedelta(days=1))
    intake.bus.handle(a_listing(ended), STORY)


def close_the_community(intake):
    closed = an_organisation(COMMUNITY, active=False, revision=9)
    intake.bus.handle(RecordOrganisation(organisation=closed), STORY)


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("ended", [end_the_category, close_the_community])
def test_d20_what_ended_since_a_device_was_registered_stops_no_call(
    door, intake, ended
):
    ended(intake)
    taken = press(door)
    assert (taken.status_code, taken.json["joined"]) == (201, False)


@pytest.mark.usefixtures("registered")
def test_d20_a_device_whose_clock_is_ahead_is_taken_as_pressed_now(door, steered):
    steered.move_to(NOON.replace(hour=3, minute=0, second=10))
    taken = press(door, 25)
    assert (taken.status_code, taken.json["joined"]) == (201, False)
    assert taken.json["received_at"].startswith("2026-11-21T03:00:10")
    steered.move_to(NOON.replace(hour=3, minute=0, second=20))
    again = press(door, 40)
    assert (again.status_code, again.json["joined"]) == (200, True)


@pytest.mark.usefixtures("registered")
def test_d20_a_note_without_words_stops_no_call(door):
    assert press(door, note="  ").status_code == 201
    assert press(door, 5, note="\n").status_code == 200
