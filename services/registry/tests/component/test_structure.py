"""Organisations, staff, duties and grids through registry's HTTP door."""

from uuid import uuid4

import pytest

from services.registry.tests.builders import COMMUNITY, OTHER, STREET

pytestmark = [pytest.mark.component, pytest.mark.slow]


def test_organisations_are_public_and_paged(loaded):
    first = loaded.call("GET", "/v1/organisations?limit=2").json()
    rest = loaded.call("GET", f"/v1/organisations?limit=9&after={first['next']}").json()
    assert [len(first["items"]), len(rest["items"])] == [2, 3]
    assert rest["next"] is None
    below = loaded.call("GET", f"/v1/organisations?parent={STREET}").json()["items"]
    assert [each["organisation_id"] for each in below] == [COMMUNITY]
    one = loaded.call("GET", f"/v1/organisations/{STREET}").json()
    assert one["desk_address"] == "jinquan@desk.example"


def test_a_supervisor_records_below_and_nowhere_else(loaded):
    supervisor = loaded.token("supervisor")
    said = {"name": "新社区", "kind": "community", "division_code": STREET}
    place = f"/v1/organisations/{STREET}-new"
    made = loaded.call("PUT", place, supervisor, json=said | {"parent_id": STREET})
    assert (made.status_code, made.json()["revision"]) == (200, 1)
    desk = said | {"parent_id": STREET, "desk_telephone": "028-8700 1234"}
    assert loaded.call("PUT", place, supervisor, json=desk).status_code == 200
    assert loaded.call("GET", place).json()["desk_telephone"] == "02887001234"
    refused = loaded.call("PUT", place, supervisor, json=said | {"parent_id": OTHER})
    assert refused.status_code == 403
    assert refused.json()["type"] == "urn:minqing:problem:out-of-reach"
    clerk = loaded.token("clerk")
    assert loaded.call("PUT", place, clerk, json=said).status_code == 403
    assert loaded.call("PUT", place, json=said).status_code == 401


def test_staff_duties_and_grids_are_kept_by_http(loaded):
    ops = loaded.token("ops", None)
    member = {"name": "李娜", "organisation_id": COMMUNITY, "roles": ["handler"]}
    put = loaded.call("PUT", "/v1/staff/li-na", ops, json=member)
    assert put.json()["roles"] == ["handler"]
    assert loaded.call("GET", "/v1/staff?role=handler", ops).json()["items"]
    duty = {
        "staff_id": "li-na",
        "duty": "social-worker",
        "scope_kind": "organisation",
        "scope_id": COMMUNITY,
        "since": "2026-01-01",
    }
    place = f"/v1/duties/{uuid4()}"
    assert loaded.call("PUT", place, ops, json=duty).json()["until"] is None
    ended = loaded.call("PUT", place, ops, json=duty | {"until": "2026-02-01"})
    assert ended.json()["until"] == "2026-02-01"
    kept = loaded.call("GET", "/v1/staff/li-na/duties", ops).json()["items"]
    assert [each["revision"] for each in kept] == [2]
    grid = {"name": "小网格", "level": 2, "parent_id": "g-1"}
    grid["organisation_id"] = COMMUNITY
    assert loaded.call("PUT", "/v1/grids/g-2", ops, json=grid).status_code == 200
    headless = loaded.call("GET", "/v1/grids?headless=true", ops).json()["items"]
    assert [each["grid_id"] for each in headless] == ["g-2"]
    head = {"staff_id": "li-na", "since": "2026-03-01"}
    named = loaded.call("PUT", "/v1/grids/g-2/head", ops, json=head)
    assert named.json()["head_id"] == "li-na"
    assert [each["duty"] for each in named.json()["duties"]] == ["grid-head"]


@pytest.mark.parametrize(
    "path",
    ["/v1/organisations/zz", "/v1/staff/zz", "/v1/staff/zz/duties", "/v1/grids/zz"],
)
def test_what_is_not_there_is_not_found(loaded, path):
    found = loaded.call("GET", path, loaded.token("ops", None))
    assert found.status_code == 404
    assert found.json()["title"]
