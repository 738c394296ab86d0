"""Calls of devices by HTTP: whose they are, how soon they were answered (D-20)."""

import pytest

from minqing_kernel.messages import Role
from services.intake.tests.builders import COMMUNITY, OTHER_COMMUNITY, STREET
from services.intake.tests.integration.door_words import (
    PERIOD,
    PERSON,
    code_of,
    events,
    get,
    post,
    staff_part,
)

pytestmark = pytest.mark.integration

DEVICE = {
    "resident_id": "resident-17",
    "contact": PERSON,
    "place": "布新社区3栋",
    "division_code": COMMUNITY,
    "organisation_id": COMMUNITY,
    "category": "street-lighting",
}
PRESSED = {"device_id": "yl-0017", "pressed_at": "2026-11-21T03:59:30Z"}


def put_device(door, **changes):
    token = door.token(Role.OPS, None)
    path = "/v1/devices/yl-0017"
    return door.call("PUT", path, {**DEVICE, **changes}, token=token)


def press(door, **changes):
    return post(
        door, "device-calls", {**PRESSED, **changes}, door.token(Role.OPS, None)
    )


def test_d20_the_resident_is_known_from_the_device_and_the_answer_is_timed(
    door, intake, steered
):
    assert put_device(door).status_code == 204
    result = press(door)
    assert (result.status_code, result.json["state"]) == (201, "accepted")
    told = staff_part(door, result.json)
    assert told["contact"]["name"] == "周*某"
    assert (told["place"], told["door"]["nature"]["severity"]) == (
        "布新社区3栋",
        "urgent",
    )
    assert events(intake)[-1]["severity"] == "urgent"
    path = f"device-calls/{result.json['receipt']}/answered"
    for _ in range(2):
        answered = post(door, path, None)
        assert answered.json["seconds"] == 30
    report = get(door, "reports/device-calls", **PERIOD).json
    assert report == {
        "calls": 1,
        "known": 1,
        "answered": 1,
        "median_seconds": 30.0,
        "longest_seconds": 30.0,
    }


def test_d20_a_call_survives_a_look_up_that_fails(door, intake):
    put_device(door)
    intake.database.rows("update devices set contact = 's1.x.y'")
    result = press(door, telephone="13800008000", organisation_id=COMMUNITY)
    assert (result.status_code, result.json["state"]) == (201, "received")
    assert staff_part(door, result.json)["contact"] == {"telephone": "138****8000"}


def test_d20_what_the_call_itself_says_wins(door):
    put_device(door, contact={"name": "周小某"})
    told = staff_part(door, press(door, place="楼下", telephone="13800008000").json)
    assert (told["place"], told["contact"]["telephone"]) == ("楼下", "138****8000")


@pytest.mark.parametrize("device", ["x", "yl_1", "y" * 65])
def test_d20_a_device_has_an_id(door, device):
    token = door.token(Role.OPS, None)
    result = door.call("PUT", f"/v1/devices/{device}", DEVICE, token=token)
    assert result.status_code == 422


def test_d20_no_call_no_answer(door):
    submitted = door.submit(organisation_id=COMMUNITY).json
    result = post(door, f"device-calls/{submitted['receipt']}/answered", None)
    assert (result.status_code, code_of(result)) == (404, "unknown-call")
    report = get(door, "reports/device-calls", **PERIOD).json
    assert (report["calls"], report["median_seconds"]) == (0, None)


def test_d20_a_call_forged_in_another_place_speaks_in_no_residents_name(door):
    put_device(door)
    other = door.token(Role.HANDLER, OTHER_COMMUNITY)
    forged = post(door, "device-calls", PRESSED, other).json
    assert staff_part(door, forged)["contact"] is None
    street = door.token(Role.CLERK, STREET)
    mine = {**PRESSED, "pressed_at": "2026-11-21T03:59:40Z"}
    told = staff_part(door, post(door, "device-calls", mine, street).json)
    assert told["contact"]["name"] == "周*某"
