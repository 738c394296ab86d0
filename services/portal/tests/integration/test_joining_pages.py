"""就是这件，算我一个 by the pages: the second step asks, once, and leads on always."""

import json

import pytest

from services.portal.tests.residents import TEXT
from services.portal.tests.stand_in import NOON, RECEIPT, matter

pytestmark = pytest.mark.integration
DOOR = "/v1/nearby-matters"


def near(mark="abc", **more):
    told = {
        "ref": f"ref-{mark}",
        "mark": mark,
        "category": "lighting",
        "place": "金科苑3栋",
        "unit": "金科苑社区",
        "state": "assigned",
        "received_at": NOON.isoformat(),
        "people": 3,
    }
    return told | more


@pytest.fixture
def told(resident, site):
    site[1].posted[DOOR] = (200, {"matters": [near(), near("def", state="closed")]})
    resident.get("/tell/1").send("/tell/1", text=TEXT)
    return resident.send("/tell/2", where="home", place="金科苑3栋")


def sent(site):
    return [json.loads(body) for body in site[1].petitions.values()]


def finish(resident):
    return resident.send("/tell/3", name="王大爷", telephone="13800001234")


def test_what_is_under_way_near_by_is_asked_about_and_joined(told, site):
    assert told.path == "/tell/2"
    assert told.says("公共照明：金科苑3栋")
    assert told.says("3 人反映")
    assert told.page.text.count('name="join"') == 3
    same = {"where": "home", "place": "金科苑3栋"}
    assert told.send("/tell/2", **same, join="abc ref-abc").path == "/tell/3"
    assert told.says("附近正在办的同一件事")
    finish(told)
    assert told.says(RECEIPT)
    [body] = sent(site)
    assert body["joins"] == "ref-abc"
    assert TEXT in body["text"]
    told.get("/tell/1").send("/tell/1", text=TEXT)
    told.send("/tell/2", **same)
    assert told.says("您已经算在里面了")
    assert told.page.text.count('name="join"') == 2


def test_none_of_these_leads_on_as_ever(told, site):
    same = {"where": "home", "place": "金科苑3栋"}
    assert told.send("/tell/2", **same, join="").path == "/tell/3"
    assert not told.says("附近正在办的同一件事")
    finish(told)
    assert "joins" not in sent(site)[0]


def test_a_choice_of_another_place_is_asked_anew(told):
    told.send("/tell/2", where="home", place="金科苑3栋", join="abc ref-abc")
    told.get("/tell/2").send("/tell/2", where="home", place="人民路")
    assert told.says("附近正在办的同类事")
    assert told.get("/tell/3").says("附近正在办的同一件事") is False


@pytest.mark.parametrize("where", ["home", "nowhere"])
def test_where_nothing_is_found_or_intake_is_away_nobody_is_stopped(
    resident, site, where
):
    status = 503 if where == "home" else 200
    site[1].posted[DOOR] = (status, {"matters": [near()]})
    resident.get("/tell/1").send("/tell/1", text=TEXT)
    assert resident.send("/tell/2", where=where, place="金科苑3栋").path == "/tell/3"


def test_a_choice_that_is_none_is_passed_over(told, site):
    told.send("/tell/2", where="home", place="金科苑3栋", join="x" * 601)
    finish(told)
    assert "joins" not in sent(site)[0]


def test_who_else_told_the_same_is_counted_on_its_page(resident, site):
    site[1].told = matter("assigned", others=2)
    assert resident.open().says("另有 2 人反映")


def test_who_looks_too_often_goes_on_without_what_is_near_by(resident, site):
    site[1].posted[DOOR] = (429, {"type": "x:too-many-tries"})
    resident.get("/tell/1").send("/tell/1", text=TEXT)
    assert resident.send("/tell/2", where="home", place="金科苑3栋").path == "/tell/3"
