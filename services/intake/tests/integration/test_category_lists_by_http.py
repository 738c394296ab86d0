"""Figures in the words of a list, at intake's doors and on a database (C-18, C-19)."""

from pathlib import Path

import pytest

from minqing_kernel.messages import Role
from services.intake.tests.builders import COMMUNITY, STREET

pytestmark = pytest.mark.integration

SHIPPED = Path(__file__).parents[4] / "deploy/policies/wenxin.yml"
PERIOD = {"since": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"}
NAMES = {"zh-CN": "某类", "zh-TW": "某類", "en": "One"}
GIVEN = ("traffic-order", "city-appearance", "community-building")


@pytest.fixture
def environ(environ):
    return environ | {"POLICY_FILE": str(SHIPPED)}


def get(door, path, **query):
    return door.call("GET", f"/v1/{path}", params=query, token=door.token())


def figures(door, name):
    found = get(door, "reports/category-lists", list=name, **PERIOD)
    told = {each["code"]: each["petitions"] for each in found.json["categories"]}
    return found.json["total"], {k: n for k, n in told.items() if n}, found.json


def test_c18_c19_figures_add_up_over_the_change_of_the_list(door):
    ops = door.token(Role.OPS, None)
    for code in GIVEN:
        body = {"names": NAMES, "valid_from": "2010-01-01"}
        door.call("PUT", f"/v1/categories/{code}", body, token=ops)
        assert door.submit(category=code, organisation_id=COMMUNITY).status_code == 201
    door.submit(category="general", organisation_id=COMMUNITY)
    door.submit(category=None, organisation_id=COMMUNITY)
    old, new = figures(door, "collected-8"), figures(door, "sorted-7")
    assert (old[0], new[0]) == (5, 5)
    days = {"since": "2026-01-01", "until": "2027-01-01"}
    by_day = get(door, "reports/category-lists", list="collected-8", **days)
    assert by_day.json == old[2]
    assert old[1] == dict.fromkeys(GIVEN, 1)
    assert old[2]["unmapped"] == {"": 1, "general": 1}
    assert new[1] == {"traffic-order": 1, "sanitation": 1}
    assert new[2]["unmapped"] == {"": 1, "community-building": 1, "general": 1}
    own = "/v1/category-mappings/sorted-7/general"
    said = door.call("PUT", own, {"their_code": "civility"}, token=ops)
    assert said.status_code == 200
    wrong = door.call("PUT", own, {"their_code": "wealth"}, token=ops)
    assert wrong.status_code == 422
    total, told, _ = figures(door, "sorted-7")
    assert (total, told["civility"]) == (5, 1)


def test_c19_the_lists_of_a_day_are_shown_with_what_has_no_word(door):
    every = get(door, "category-lists").json
    assert [each["code"] for each in every["lists"]] == ["collected-8", "sorted-7"]
    assert every["mappings"][0]["unmapped"] == ["community-building"]
    then = get(door, "category-lists", on="2012-12-31").json
    assert [each["code"] for each in then["lists"]] == ["collected-8"]
    unknown = get(door, "reports/category-lists", list="nothing", **PERIOD)
    assert unknown.status_code == 422
    other = PERIOD | {"organisation": STREET}
    refused = get(door, "reports/category-lists", list="sorted-7", **other)
    assert refused.status_code == 403


def test_art30_c19_what_accuses_a_unit_is_not_counted_for_it(door):
    nature = {"kind": "accusation", "accused": [COMMUNITY]}
    said = {"organisation_id": STREET, "text": "某科长收了钱", "category": None}
    assert door.submit(nature=nature, **said).status_code == 201
    for unit, total in ((COMMUNITY, 0), (STREET, 1)):
        token = door.token(Role.SUPERVISOR, unit)
        asked = PERIOD | {"list": "sorted-7"}
        path = "/v1/reports/category-lists"
        told = door.call("GET", path, params=asked, token=token).json
        assert told["total"] == total, told
