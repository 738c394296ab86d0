"""Days at the ends of the calendar, spoilt cursors: refused, never a failure."""

from urllib.parse import quote_from_bytes
from uuid import uuid4

import pytest

from services.registry.tests.builders import COMMUNITY, an_identity

pytestmark = [pytest.mark.component, pytest.mark.slow]

EXTREMES = ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31")
DUTY = {
    "staff_id": "wang-li",
    "duty": "social-worker",
    "scope_kind": "organisation",
    "scope_id": COMMUNITY,
    "since": "2026-01-01",
}


@pytest.mark.parametrize("day", EXTREMES)
def test_no_duty_begins_or_ends_at_the_ends_of_the_calendar(loaded, day):
    ops = loaded.token("ops", None)
    head = {"staff_id": "wang-li", "since": day}
    refused = [
        loaded.call("PUT", f"/v1/duties/{uuid4()}", ops, json=DUTY | {"since": day}),
        loaded.call("PUT", f"/v1/duties/{uuid4()}", ops, json=DUTY | {"until": day}),
        loaded.call("PUT", "/v1/grids/g-1/head", ops, json=head),
    ]
    for each, field in zip(refused, ("since", "until", "since"), strict=True):
        assert each.status_code == 422
        (error,) = each.json()["errors"]
        assert (error["field"], error["code"]) == (field, "bad-day")


@pytest.mark.parametrize("day", EXTREMES)
def test_nobody_dies_at_the_ends_of_the_calendar(loaded, day):
    clerk, place = loaded.token("clerk"), f"/v1/residents/{uuid4()}"
    said = {"organisation_id": COMMUNITY, "name": "白大梨"}
    assert loaded.call("PUT", place, clerk, json=said).status_code == 200
    died = loaded.call("PUT", place + "/death", clerk, json={"died_on": day})
    assert died.status_code == 422
    assert died.json()["errors"][0]["code"] == "bad-day"
    assert loaded.call("GET", place, clerk).json()["state"] == "living"


@pytest.mark.parametrize("born", ["00010101", "99991231", "00000000"])
def test_a_number_from_the_ends_of_the_calendar_is_judged_not_failed_at(loaded, born):
    said = {
        "organisation_id": COMMUNITY,
        "name": "白大梨",
        "identity_number": an_identity(born=born),
    }
    place = f"/v1/residents/{uuid4()}"
    kept = loaded.call("PUT", place, loaded.token("clerk"), json=said)
    assert kept.status_code == 422
    assert kept.json()["errors"][0]["code"] == "identity-date"


@pytest.mark.parametrize(
    "after", [b"\x00", b"510106\x00", b"\xed\xa0\x80", b"\xff", "😀".encode(), b"%"]
)
@pytest.mark.parametrize("path", ["/v1/organisations", "/v1/staff", "/v1/grids"])
def test_a_spoilt_cursor_is_refused_or_finds_nothing(loaded, path, after):
    ops = loaded.token("ops", None)
    asked = f"{path}?after={quote_from_bytes(after)}"
    assert loaded.call("GET", asked, ops).status_code in {200, 400, 422}
