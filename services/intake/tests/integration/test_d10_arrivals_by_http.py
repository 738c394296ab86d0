"""D-10 by HTTP: who came is found again by the desk of that door, masked, once."""

import pytest

from intake.application.booking import CloseBookings
from minqing_kernel.messages import Role
from services.intake.tests.builders import COMMUNITY, OTHER_COMMUNITY, STORY, STREET

pytestmark = pytest.mark.integration

WHO = {"name": "周某某", "telephone": "13800008000"}
SAID = {"organisation_id": COMMUNITY, "people": 7, "matter": "养老金", "contact": WHO}
TODAY = "since=2026-01-01&until=2027-01-01"
ACCUSED = f"""
update petitions set accused = array['{STREET}'],
    details = coalesce(details, '{{}}') || '{{"nature": {{"kind": "accusation"}}}}'
"""
LIST = f"/v1/arrivals?{TODAY}"


@pytest.fixture
def arrive(door):
    """Write an arrival down; return its answer."""

    def write(key=None, **changes):
        headers = {"Idempotency-Key": key} if key else {}
        said, token = SAID | changes, door.token()
        return door.call("POST", "/v1/arrivals", said, token=token, headers=headers)

    return write


def test_d10_the_same_key_writes_the_same_arrival_down_once(door, arrive):
    first, again = arrive("window-1"), arrive("window-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    other = arrive("window-1", people=8)
    assert (other.status_code, other.json["type"].rpartition(":")[2]) == (
        409,
        "idempotency-key-reused",
    )
    listed = door.call("GET", LIST, token=door.token()).json["arrivals"]
    assert [each["people"] for each in listed] == [7]


def test_d10_pipl51_the_desk_sees_who_came_masked_and_whole_for_a_purpose(
    intake, door, arrive
):
    one = f"/v1/arrivals/{arrive().json['reception_id']}"
    shown = door.call("GET", one, token=door.token()).json
    assert shown["contact"] == {"name": "周*某", "telephone": "138****8000"}
    assert (shown["matter"], shown["own"], shown["state"]) == (
        "养老金",
        True,
        "arrived",
    )
    without = door.call("GET", f"{one}/visitor", token=door.token())
    assert without.status_code == 422
    asked = f"{one}/visitor?purpose=case-handling"
    assert door.call("GET", asked, token=door.token()).json["contact"] == WHO
    log = intake.database.rows("select actor, purpose, subject from access_log")
    assert [tuple(row.values()) for row in log] == [
        ("li-na", "case-handling", one.rpartition("/")[2])
    ]
    stored = intake.database.rows("select contact from receptions")
    assert "13800008000" not in stored[0]["contact"]


def test_d10_pipl19_who_came_long_ago_without_a_petition_is_forgotten(
    intake, door, arrive
):
    arrive()
    kept = "select matter, contact is null as gone from receptions"
    for days, left in ((80, ("养老金", False)), (20, ("", True))):
        intake.database.rows(
            f"update receptions set arrived_at = arrived_at - interval '{days} days'"
        )
        intake.bus.handle(CloseBookings(), STORY)
        assert [tuple(row.values()) for row in intake.database.rows(kept)] == [left]


def test_d10_art30_who_stands_above_the_door_oversees_it_without_the_words(
    door, arrive
):
    one = f"/v1/arrivals/{arrive().json['reception_id']}"
    for role, unit, status in (
        (Role.SUPERVISOR, STREET, 200),
        (Role.HANDLER, COMMUNITY, 403),
        (Role.CLERK, OTHER_COMMUNITY, 403),
    ):
        asked = door.call("GET", one, token=door.token(role, unit))
        assert asked.status_code == status, (role, unit)
    above = door.token(Role.SUPERVISOR, STREET)
    [listed] = door.call("GET", LIST, token=above).json["arrivals"]
    assert (listed["people"], listed["matter"], listed["contact"]) == (7, "", None)
    whole = door.call("GET", f"{one}/visitor?purpose=case-handling", token=above)
    assert whole.status_code == 403
    beside = door.token(Role.CLERK, OTHER_COMMUNITY)
    assert door.call("GET", LIST, token=beside).json["arrivals"] == []


def test_d10_art30_what_became_an_accusation_is_no_number_to_the_accused(
    intake, door, arrive
):
    one = f"/v1/arrivals/{arrive().json['reception_id']}"
    receipt = door.submit(organisation_id=COMMUNITY).json["receipt"]
    body = {"receipt": receipt}
    done = door.call("POST", f"{one}/register", body, token=door.token())
    assert done.json["state"] == "registered"
    shown = door.call("GET", one, token=door.token()).json
    assert (shown["receipt"], shown["matter"], shown["contact"]) == (receipt, "", None)
    intake.database.rows(ACCUSED)
    for role, unit in ((Role.CLERK, COMMUNITY), (Role.SUPERVISOR, STREET)):
        shown = door.call("GET", one, token=door.token(role, unit)).json
        assert (shown["receipt"], shown["petition_id"]) == (None, None), unit
        assert (shown["people"], shown["state"]) == (7, "registered")


def test_d10_a_day_is_read_page_by_page_the_latest_first(door, arrive):
    moments = [f"2026-11-0{day}T09:00:00+08:00" for day in (1, 3, 2, 3)]
    made = [arrive(arrived_at=each).json for each in moments]
    seen, after = [], ""
    for _ in range(3):
        told = door.call("GET", f"{LIST}&limit=2{after}", token=door.token()).json
        seen += [each["reception_id"] for each in told["arrivals"]]
        after = f"&after={told['next_after']}"
        if told["next_after"] is None:
            break
    key = {
        each["reception_id"]: (each["arrived_at"], each["reception_id"])
        for each in made
    }
    assert seen == sorted(key, key=key.__getitem__, reverse=True)
    assert told["next_after"] is None
    wrong = door.call("GET", "/v1/arrivals?since=x&until=y", token=door.token())
    assert wrong.status_code == 422
    gone = door.call("GET", f"/v1/arrivals/{NOBODY}", token=door.token())
    assert gone.status_code == 404


NOBODY = "00000000-0000-4000-8000-000000000000"


def test_d10_a_contact_that_cannot_be_opened_is_shown_as_a_star(intake, door, arrive):
    one = f"/v1/arrivals/{arrive().json['reception_id']}"
    intake.database.rows("update receptions set contact = 'broken'")
    assert door.call("GET", one, token=door.token()).json["contact"] == {"name": "*"}
