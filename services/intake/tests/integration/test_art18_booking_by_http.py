"""条例第18条 on the wire and in the database: who gets the last seat, who comes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from falcon.testing import TestClient

from intake.application.booking import CloseBookings
from intake.bootstrap import assemble, settings_from
from intake.entrypoints.http import build
from minqing_kernel.messages import Role
from services.intake.tests.builders import COMMUNITY, OTHER_COMMUNITY, STORY, STREET
from services.intake.tests.integration.conftest import Door, tell_reference
from services.intake.tests.unit.test_policy_files import with_section

pytestmark = pytest.mark.integration

RECEPTION = f"""
receptions:
  - weekday: tuesday
    from: "09:00"
    to: "11:00"
    place: 接待室
    host: 街道领导
    seats: 2
    organisation: "{COMMUNITY}"
  - {{weekday: monday, from: "09:00", to: "11:00", place: 大厅, host: 书记}}
"""
TUESDAY = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
BOOKINGS = "/v1/reception-bookings"
ACCUSE = """
update petitions set accused = array[:unit],
    details = '{"nature": {"kind": "accusation"}}'
where receipt = :receipt returning receipt
"""


@pytest.fixture
def hall(environ, keys, steered, tmp_path):
    environ |= {"POLICY_FILE": str(with_section(tmp_path, RECEPTION))}
    parts = assemble(settings_from(environ), clock=steered)
    tell_reference(parts)
    door = Door(parts, keys)
    door.parts, door.app = parts, build(parts)
    yield door
    parts.database.close()


def sessions(hall):
    told = hall.call("GET", "/v1/channels", params={"days": 14}).json["receptions"]
    return [each for each in told if each["seats"]]


def form(session, telephone="13800138000", **said):
    said = {"matter": "楼道灯坏了三个月", **said}
    return {"session": session, "name": "张小三", "telephone": telephone, **said}


def problem(answer):
    return answer.status_code, answer.json["type"].rpartition(":")[2]


def test_art18_a_rush_on_two_seats_gives_each_away_once(hall):
    session = sessions(hall)[0]["session"]

    def rush(number):
        body = form(session, f"1380013{number:04}")
        return TestClient(hall.app).simulate_post(BOOKINGS, json=body)

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(rush, range(12)))
    won = [each.json["seat"] for each in answers if each.status_code == 201]
    lost = {problem(each) for each in answers if each.status_code != 201}
    assert sorted(won) == [1, 2]
    assert lost == {(409, "reception-full")}
    assert sessions(hall)[0]["free"] == 0


def test_art18_booked_looked_at_moved_and_given_back_by_code(hall):
    first, second = [each["session"] for each in sessions(hall)]
    key = {"Idempotency-Key": "a-form-of-one-visitor"}
    made = hall.call("POST", BOOKINGS, form(first), headers=dict(key))
    again = hall.call("POST", BOOKINGS, form(first), headers=dict(key))
    assert made.status_code == 201, made.text
    assert made.json == again.json
    twice = hall.call("POST", BOOKINGS, form(second))
    assert (twice.status_code, set(twice.json)) == (201, set(made.json))
    one = f"{BOOKINGS}/{made.json['number']}"
    code = {"code": made.json["code"]}
    wrong = hall.call("POST", f"{one}/look", {"code": "0000-0000"})
    assert problem(wrong) == (404, "unknown-booking")
    assert hall.call("POST", f"{one}/look", code).json["host"] == "街道领导"
    moved = hall.call("POST", f"{one}/move", {**code, "session": second})
    assert (moved.json["day"], moved.json["open"]) == ("2026-12-01", True)
    assert [each["free"] for each in sessions(hall)] == [2, 0]
    gone = hall.call("POST", f"{one}/cancel", code)
    assert (gone.json["state"], gone.json["open"]) == ("cancelled", False)
    assert [each["free"] for each in sessions(hall)] == [2, 1]
    assert hall.call("POST", BOOKINGS, form(first)).status_code == 201


def test_art18_what_cannot_be_booked_is_refused_by_name(hall, steered):
    session = sessions(hall)[0]["session"]
    none = form("20261123-000000000000")
    assert problem(hall.call("POST", BOOKINGS, none)) == (404, "unknown-reception")
    dumb = hall.call("POST", BOOKINGS, form(session, matter=""))
    assert problem(dumb) == (422, "broken-petition")
    short = hall.call(
        "POST", BOOKINGS, form(session), headers={"Idempotency-Key": "short"}
    )
    assert problem(short) == (422, "validation-failed")
    about = {"receipt": "MQ-2611-0000001", "code": "0000-0000"}
    strange = hall.call("POST", BOOKINGS, form(session, about=about))
    assert problem(strange) == (404, "unknown-petition")
    steered.move_to(TUESDAY.replace(hour=1))
    late = hall.call("POST", BOOKINGS, form(session))
    assert problem(late) == (409, "booking-closed")
    assert sessions(hall)[0]["free"] == 0


def test_art18_d10_the_days_list_and_one_key_for_who_comes(hall, steered):
    session = sessions(hall)[0]["session"]
    number = hall.call("POST", BOOKINGS, form(session)).json["number"]
    steered.move_to(TUESDAY)
    token = hall.token()
    [row] = hall.call("GET", BOOKINGS, token=token).json["bookings"]
    assert row["twice"] is False
    assert (row["name"], row["telephone"]) == ("张*三", "138****8000")
    assert row["matter"] == "楼道灯坏了三个月"
    theirs = hall.token(organisation=OTHER_COMMUNITY)
    assert hall.call("GET", BOOKINGS, token=theirs).json["bookings"] == []
    above = hall.token(Role.SUPERVISOR, STREET, "zhao")
    listed = hall.call("GET", f"{BOOKINGS}?day=2026-11-24", token=above).json
    assert len(listed["bookings"]) == 1
    path = f"{BOOKINGS}/{number}/receive"
    assert problem(hall.call("POST", path, token=theirs)) == (403, "outside-scope")
    came = hall.call("POST", path, token=token).json
    same = hall.call("POST", path, token=token).json
    assert came == same
    assert (came["state"], came["receipt"][:3]) == ("arrived", "MQ-")
    seen = f"/v1/petitions/{came['receipt']}?code={came['tracking_code']}"
    assert hall.call("GET", seen).status_code == 200
    told = hall.call("POST", path, token=above).json
    assert (told["receipt"], told["tracking_code"]) == (came["receipt"], None)
    [row] = hall.call("GET", BOOKINGS, token=token).json["bookings"]
    assert row["receipt"] == came["receipt"]
    hall.parts.database.rows(ACCUSE, unit=COMMUNITY, receipt=came["receipt"])
    again = hall.call("POST", path, token=token).json
    assert (again["receipt"], again["tracking_code"]) == (None, None)


def test_art18_nobody_came_and_later_nobody_knows_who_it_was(hall, steered):
    session = sessions(hall)[0]["session"]
    number = hall.call("POST", BOOKINGS, form(session)).json["number"]
    path, token = f"{BOOKINGS}/{number}/miss", hall.token()
    assert problem(hall.call("POST", path, token=token)) == (409, "not-the-day")
    steered.move_to(TUESDAY.replace(hour=4))
    assert hall.call("POST", path, token=token).json["state"] == "missed"
    steered.move_to(TUESDAY.replace(year=2027))
    hall.parts.bus.handle(CloseBookings(), STORY)
    [kept] = hall.parts.database.rows("select * from reception_bookings")
    assert (kept["sealed"], kept["person"], kept["state"]) == (None, None, "missed")
    [row] = hall.call("GET", f"{BOOKINGS}?day=2026-11-24", token=token).json["bookings"]
    assert (row["name"], row["telephone"], row["matter"]) == ("", "", "")


def test_art30_a_named_accusation_is_not_in_the_list_of_the_accused(hall, steered):
    nature = {"kind": "accusation", "accused": [COMMUNITY]}
    said = hall.submit(nature=nature, organisation_id=COMMUNITY, category=None).json
    about = {"receipt": said["receipt"], "code": said["tracking_code"]}
    body = form(sessions(hall)[0]["session"], matter="主任收钱", about=about)
    number = hall.call("POST", BOOKINGS, body).json["number"]
    steered.move_to(TUESDAY)
    theirs, above = hall.token(), hall.token(organisation=STREET)
    [row] = hall.call("GET", BOOKINGS, token=theirs).json["bookings"]
    assert (row["about"], row["receipt"], row["matter"]) == (None, None, "")
    [row] = hall.call("GET", BOOKINGS, token=above).json["bookings"]
    assert (row["about"], row["matter"]) == (said["receipt"], "主任收钱")
    came = hall.call("POST", f"{BOOKINGS}/{number}/receive", token=theirs)
    assert (came.status_code, came.json["receipt"]) == (200, None)
    assert said["receipt"] not in came.text
