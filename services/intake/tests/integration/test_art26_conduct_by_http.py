"""条例第26条 by HTTP: written down beside the arrival, seen by no petitioner."""

from uuid import uuid4

import pytest

from minqing_kernel.messages import Role
from services.intake.tests.builders import COMMUNITY, OTHER_COMMUNITY, STREET

pytestmark = pytest.mark.integration

SEEN = {"kind": "crowding", "words": "在门前聚集，经劝离开。", "warned": True}


@pytest.fixture
def arrival(door):
    body = {"organisation_id": COMMUNITY, "people": 30}
    told = door.call("POST", "/v1/arrivals", body, token=door.token())
    return f"/v1/arrivals/{told.json['reception_id']}"


def test_d10_art26_conduct_is_noted_and_the_arrival_registered_all_the_same(
    door, intake, arrival
):
    noted = door.call("POST", f"{arrival}/conduct", SEEN, token=door.token())
    again = door.call("POST", f"{arrival}/conduct", SEEN, token=door.token())
    assert (noted.status_code, again.json) == (201, noted.json)
    [entry] = noted.json["conduct"]
    assert {name: entry[name] for name in SEEN} == SEEN
    assert (entry["recorded_by"], entry["organisation_id"]) == ("li-na", COMMUNITY)
    submitted = door.submit(organisation_id=COMMUNITY).json
    body = {"receipt": submitted["receipt"]}
    registered = door.call("POST", f"{arrival}/register", body, token=door.token())
    assert registered.json["state"] == "registered"
    assert "conduct" not in registered.json
    query = {"code": submitted["tracking_code"]}
    page = door.call("GET", f"/v1/petitions/{submitted['receipt']}", params=query)
    assert SEEN["words"] not in page.text and "crowding" not in page.text
    bodies = intake.database.rows("select body::text as body from outbox")
    assert not [row for row in bodies if "crowding" in row["body"]]
    with pytest.raises(Exception, match="only ever added to"):
        intake.database.rows("update conduct_entries set words = 'x'")


def test_art26_who_may_write_but_not_read_is_answered_with_their_own_words(
    door, arrival
):
    path = f"{arrival}/conduct"
    door.call("POST", path, SEEN, token=door.token())
    handler = door.token(Role.HANDLER, subject="wang-wu")
    told = door.call("POST", path, {**SEEN, "words": "已离开。"}, token=handler)
    assert [each["words"] for each in told.json["conduct"]] == ["已离开。"]
    both = door.call("GET", path, token=door.token())
    assert len(both.json["conduct"]) == 2


def test_art26_only_the_desk_of_that_door_reads_it(door, arrival):
    door.call("POST", f"{arrival}/conduct", SEEN, token=door.token(Role.HANDLER))
    path = f"{arrival}/conduct"
    for role, unit, status in (
        (Role.CLERK, COMMUNITY, 200),
        (Role.SUPERVISOR, STREET, 200),
        (Role.HANDLER, COMMUNITY, 403),
        (Role.CLERK, OTHER_COMMUNITY, 403),
    ):
        asked = door.call("GET", path, token=door.token(role, unit))
        assert asked.status_code == status, (role, unit)
    gone = door.call("GET", f"/v1/arrivals/{uuid4()}/conduct", token=door.token())
    assert gone.status_code == 404
    wrong = {**SEEN, "kind": "troublemaker"}
    refused = door.call("POST", path, wrong, token=door.token())
    assert refused.status_code == 422
