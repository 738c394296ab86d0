"""B-31, B-32: a quarter's figures by flag, and every row behind them."""

import pytest

from minqing_kernel.messages import Role
from services.intake.tests.builders import COMMUNITY, OTHER_COMMUNITY, STREET

pytestmark = pytest.mark.integration

PATH = "/v1/reports/quarter"


def report(door, quarter="2026Q4", organisation=STREET, **query):
    token = door.token(Role.SUPERVISOR, organisation)
    asked = door.call("GET", PATH, params={"quarter": quarter, **query}, token=token)
    assert asked.status_code == 200, asked.text
    return asked.json


def rows(door, organisation=STREET, **query):
    token = door.token(Role.SUPERVISOR, organisation)
    query = {"quarter": "2026Q4", **query}
    asked = door.call("GET", f"{PATH}/petitions", params=query, token=token)
    assert asked.status_code == 200, asked.text
    return asked.json


def figures(told, flag):
    [one] = [each for each in told["flags"] if each["flag"] == flag]
    return {name: one[name] for name in ("matters", "visits", "persons", "zero")}


@pytest.fixture
def three(door):
    """A collective visit of twelve, its repeat by three who speak, and a plain one."""
    many = {"nature": {"flags": ["collective", "leapfrog"], "representatives": 5}}
    few = {"nature": {"flags": ["collective"], "representatives": 3}}
    said = [{**many}, {**few}, {}]
    receipts = [
        door.submit(token=door.token(), organisation_id=COMMUNITY, **each).json[
            "receipt"
        ]
        for each in said
    ]
    body = {"organisation_id": COMMUNITY, "people": 12}
    came = door.call("POST", "/v1/arrivals", body, token=door.token()).json
    path = f"/v1/arrivals/{came['reception_id']}/register"
    door.call("POST", path, {"receipt": receipts[0]}, token=door.token())
    path = f"/v1/petitions/{receipts[1]}/repeat"
    door.call("POST", path, {"first": receipts[0]}, token=door.token())
    return receipts


def test_b31_b32_matters_visits_and_persons_are_counted_by_flag(door, three):
    told = report(door)
    assert told["total"] == {"matters": 2, "visits": 3, "persons": 12 + 3 + 1}
    assert figures(told, "collective") == {
        "matters": 1,
        "visits": 2,
        "persons": 15,
        "zero": False,
    }
    assert figures(told, "leapfrog")["visits"] == 1
    assert (told["since"], told["until"]) == (
        "2026-09-30T16:00:00+00:00",
        "2026-12-31T16:00:00+00:00",
    )


def test_b32_a_zero_is_counted_from_all_that_came(door, three):
    told = report(door)
    for flag in ("provincial", "capital"):
        assert figures(told, flag) == {
            "matters": 0,
            "visits": 0,
            "persons": 0,
            "zero": True,
        }
    whole = rows(door)["petitions"]
    assert [row["receipt"] for row in whole] == three
    assert len(whole) == told["total"]["visits"]
    assert not [row for row in whole if "capital" in row["flags"]]


def test_b32_behind_each_figure_stand_its_rows_page_by_page(door, three):
    first = rows(door, flag="collective", limit=1)
    assert [row["receipt"] for row in first["petitions"]] == three[:1]
    assert first["petitions"][0]["persons"] == 12
    rest = rows(door, flag="collective", after=first["next_after"])
    assert [row["receipt"] for row in rest["petitions"]] == three[1:2]
    assert (rest["petitions"][0]["visit"], rest["next_after"]) == (2, None)
    assert rows(door, flag="capital")["petitions"] == []


def test_b32_another_quarter_and_another_place_have_their_own_figures(door, three):
    assert report(door, "2026Q3")["total"]["visits"] == 0
    assert report(door, organisation=OTHER_COMMUNITY)["total"]["visits"] == 0
    token = door.token()
    for query, status in (
        ({"quarter": "2026Q5"}, 422),
        ({"quarter": "2026Q4", "organisation": STREET}, 403),
        ({"quarter": "2026Q4", "organisation": COMMUNITY}, 200),
    ):
        asked = door.call("GET", PATH, params=query, token=token)
        assert asked.status_code == status
    assert door.call("GET", PATH, params={"quarter": "2026Q4"}).status_code == 401


def test_b32_what_nobody_owns_is_counted_once_by_the_topmost_organisation(door):
    door.submit()
    assert report(door)["total"]["visits"] == 1
    assert report(door, organisation=COMMUNITY)["total"]["visits"] == 0
