"""D-09, B-31: repeat visits by HTTP, counted as 件 and 次."""

import pytest

from services.intake.tests.builders import COMMUNITY, OTHER_COMMUNITY, STREET

SPAN = "since=2026-11-01T00:00:00Z&until=2026-12-01T00:00:00Z"


@pytest.fixture
def three(door):
    said = {"organisation_id": COMMUNITY}
    return [door.submit(**said).json["receipt"] for _ in range(3)]


def repeat(door, receipt, first, token=None):
    path = f"/v1/petitions/{receipt}/repeat"
    return door.call("POST", path, {"first": first}, token=token or door.token())


def test_d09_a_repeat_visit_is_noted_with_its_number(door, three):
    first, again, more = three
    assert repeat(door, again, first).json == {
        "receipt": again,
        "first": first,
        "visit": 2,
    }
    assert repeat(door, more, first).json["visit"] == 3
    refused = repeat(door, more, first)
    assert refused.status_code == 409
    assert refused.json["errors"][0]["code"] == "already-a-repeat"
    assert repeat(door, again, "MQ-2611-9999999").status_code == 404
    far = door.token(organisation=OTHER_COMMUNITY)
    assert repeat(door, again, first, far).status_code == 403


def test_b31_matters_and_visits_are_counted_apart(door, three):
    first, again, _ = three
    repeat(door, again, first)
    path = f"/v1/reports/visits?{SPAN}"
    counted = door.call("GET", path, token=door.token(organisation=STREET))
    assert counted.json == {"matters": 2, "visits": 3, "repeats": 1}
    theirs = door.call("GET", path, token=door.token(organisation=OTHER_COMMUNITY))
    assert theirs.json == {"matters": 0, "visits": 0, "repeats": 0}
    early = "since=2020-01-01T00:00:00Z&until=2020-02-01T00:00:00Z"
    before = door.call("GET", f"/v1/reports/visits?{early}", token=door.token())
    assert before.json["visits"] == 0
    for organisation, status in ((STREET, 403), (COMMUNITY, 200)):
        asked = f"{path}&organisation={organisation}"
        assert door.call("GET", asked, token=door.token()).status_code == status
    nobody = door.token(organisation=None)
    assert door.call("GET", path, token=nobody).status_code == 403


def test_d09_a_wrong_note_is_undone_with_a_reason(door, intake, three):
    first, again, _ = three
    repeat(door, again, first)
    path = f"/v1/petitions/{again}/unrepeat"
    undone = door.call("POST", path, {"reason": "另一件事"}, token=door.token())
    assert (undone.status_code, undone.json["revision"]) == (200, 3)
    twice = door.call("POST", path, {"reason": "另一件事"}, token=door.token())
    assert (twice.status_code, twice.json["type"]) == (
        409,
        "urn:minqing:problem:no-repeat",
    )
    counted = door.call("GET", f"/v1/reports/visits?{SPAN}", token=door.token())
    assert counted.json == {"matters": 3, "visits": 3, "repeats": 0}
    keys = intake.database.rows("select routing_key from outbox order by seq")
    assert keys[-1]["routing_key"] == "intake.petition.unrepeated.v1"
    assert repeat(door, first, again).json["visit"] == 2
