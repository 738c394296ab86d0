"""Service counters over HTTP, on a real database."""

from uuid import uuid4

import pytest

from services.registry.tests.builders import COMMUNITY, STREET, record_staff

pytestmark = pytest.mark.integration

BOSS = ("supervisor", STREET)
CLERK = ("clerk", COMMUNITY)
PLACE = f"/v1/organisations/{STREET}"
HOURS = [
    {"weekday": 1, "opens": "09:00", "closes": "12:00"},
    {"weekday": 1, "opens": "14:00", "closes": "18:00"},
]


def test_b01_d18_the_catalogue_shows_what_is_claimed_and_what_is_listed(call, say):
    say(record_staff())
    for n in range(3):
        item = {"name": f"事项{n}", "category": "民政", "organisation_id": COMMUNITY}
        item["staff_ids"] = ["wang-li"]
        kept = call("PUT", f"/v1/service-items/i-{n}", BOSS, item | {"active": n < 2})
        assert kept.json == {"item_id": f"i-{n}"}
    claimed = {"windows": 2, "items": 55, "source": "“一窗办”55项"}
    shown = call("PUT", PLACE + "/claimed-counters", BOSS, claimed).json
    assert shown["item_count"] == {"claimed": 55, "listed": 2, "difference": 53}
    assert shown["window_count"] == {"claimed": 2, "listed": 1, "difference": 1}
    assert [each["item_id"] for each in shown["items"]] == ["i-0", "i-1"]
    place = f"/v1/organisations/{COMMUNITY}"
    for spans in (HOURS[:1], HOURS):
        shown = call("PUT", place + "/opening-hours", BOSS, {"spans": spans})
    hours = shown.json["windows"][0]["hours"]
    assert [each["opens"] for each in hours] == ["09:00", "14:00"]
    assert call("GET", PLACE + "/counters").json["windows"][1]["hours"] == hours
    assert call("GET", "/v1/organisations/zz/counters").status_code == 404
    wrong = {"spans": [HOURS[0] | {"opens": "9"}]}
    assert call("PUT", place + "/opening-hours", BOSS, wrong).status_code == 422
    assert call("PUT", place + "/opening-hours", CLERK, wrong).status_code == 403


def test_d19_one_appointment_at_a_time_outside_hours(call, say):
    place = f"/v1/organisations/{COMMUNITY}"
    call("PUT", place + "/opening-hours", BOSS, {"spans": HOURS})
    evening = {"organisation_id": COMMUNITY, "begins": "2026-03-02T19:00:00+08:00"}
    made = uuid4()
    kept = call("PUT", f"/v1/appointments/{made}", CLERK, evening)
    assert (kept.status_code, kept.json["cancelled"]) == (200, False)
    taken = call("PUT", f"/v1/appointments/{uuid4()}", CLERK, evening)
    assert taken.json["type"].endswith("slot-taken")
    by_day = evening | {"begins": "2026-03-02T15:00:00+08:00"}
    refused = call("PUT", f"/v1/appointments/{uuid4()}", CLERK, by_day)
    assert refused.json["type"].endswith("open-then")
    listed = call("GET", place + "/appointments", CLERK).json["items"]
    assert [each["appointment_id"] for each in listed] == [str(made)]
    call("PUT", f"/v1/appointments/{made}", CLERK, evening | {"cancelled": True})
    assert call("GET", place + "/appointments", CLERK).json["items"] == []
    again = call("PUT", f"/v1/appointments/{uuid4()}", CLERK, evening)
    assert again.status_code == 200
