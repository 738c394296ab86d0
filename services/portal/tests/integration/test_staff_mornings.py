"""The leader's morning, the tiles, and the rows behind every figure."""

import math
import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from services.portal.tests.staff_rooms import forget_answers

pytestmark = pytest.mark.integration


def ways(colleague):
    """Every way to rows that a page shows, with what it says."""
    found = re.findall(
        r'<a[^>]*href="(/watch/rows\?[^"]+)"[^>]*>(.*?)</a>', colleague.page.text, re.S
    )
    return [(unescape(way), re.sub(r"<[^>]+>|\s", "", said)) for way, said in found]


def asked(way):
    return dict(parse_qsl(urlsplit(way).query, keep_blank_values=True))


def test_each_tile_opens_the_rows_of_its_unit_alone(colleague, staff_site):
    doors = staff_site[1]
    doors.owed = True
    colleague.sign_in("chen").get("/watch/map?what=overdue")
    assert colleague.says("金泉街道社会事务科")
    tile, said = next(each for each in ways(colleague) if "金科苑" in each[1])
    assert said == "金科苑社区3/17"
    assert asked(tile) | {"back": ""} == {
        "measure": "cases",
        "cohort": "due",
        "from": "2000-01-01",
        "to": asked(tile)["to"],
        "organisation": "jinkeyuan",
        "alone": "true",
        "back": "",
    }
    colleague.get(tile)
    assert doors.looks[-1]["alone"] == "true"
    assert (colleague.status, colleague.says("在办、到期的件")) == (200, True)
    assert 'href="/watch/map?by=organisation&amp;what=overdue' in colleague.page.text
    colleague.get("/watch/map?by=grid&what=raised&of=year")
    assert colleague.says("金科苑社区 003")
    doors.leads_away = ("/v1/figures",)
    forget_answers(staff_site[0])
    assert colleague.get("/watch/map?by=x&what=y").says("统计服务没有回应")


def test_a_leader_sees_the_morning_on_one_page_of_six_figures(colleague, staff_site):
    doors = staff_site[1]
    doors.owed = True
    colleague.sign_in("chen").get("/lead")
    assert colleague.page.text.partition("</main>")[0].count("<dt>") == 4
    for words in ("比去年同期 +42.9%", "噪声扰民", "已提级", "每季度走访五十户"):
        assert colleague.says(words), words
    for way, _ in ways(colleague):
        assert colleague.get(way).status == 200, way
    doors.leads_away = ("/v1/figures", "/v1/obligations/rules")
    assert colleague.get("/lead").says("比去年同期 +42.9%")
    assert colleague.says("有的服务现在没有回应")
    forget_answers(staff_site[0])
    assert colleague.get("/lead").says("统计服务没有回应")
    assert colleague.sign_in("wang").get("/lead").status == 403


def test_a_unit_is_unknown_and_not_gone_while_registry_never_told_the_units(
    colleague, staff_site, monkeypatch
):
    colleague.sign_in("chen")
    assert colleague.get("/lead/nowhere").status == 404
    units = staff_site[0].desk.units
    monkeypatch.setattr(units, "_known", [])
    monkeypatch.setattr(units, "_again", math.inf)
    assert colleague.get("/lead/nowhere").status == 200
    assert colleague.says("现在不知道有哪些单位")


def test_each_figure_of_a_report_opens_its_rows_and_each_number_its_case(
    colleague, staff_site
):
    colleague.sign_in("chen").get("/watch/reports?name=weekly&on=2026-11-18")
    [(way, said)] = ways(colleague)
    assert said == "44"
    back = {"back": "/watch/reports?name=weekly&on=2026-11-18"}
    told = asked(way)
    assert (told["cohort"], told["organisation"]) == ("closed", "jinkeyuan")
    assert told["back"] == back["back"]
    assert re.search(r'href="/desk/cases/MQ-[^"]+">MQ-', colleague.page.text)
    colleague.get(way)
    assert staff_site[1].looks[-1]["from"] == "2026-11-16"
    assert colleague.says("2026年11月16日")


def test_rows_are_asked_for_in_words_of_ours_alone(colleague, staff_site):
    bad = "/watch/rows?measure=x&cohort=y&from=2026-11-20&to=2026-11-01&aside=z"
    colleague.sign_in("chen").get(
        f"{bad}&alone=true&back=//evil.example/&after=x&grid="
    )
    told = staff_site[1].looks[-1]
    assert (told["measure"], told["cohort"], told["from"]) == (
        "cases",
        "accepted",
        "2026-11-01",
    )
    assert not {"aside", "alone", "after", "organisation"} & set(told)
    assert "evil.example" not in colleague.page.text.partition("</main>")[0]


CHANGE = "/desk/policies/change"
SAID = {
    "clock": "handling",
    "amount": "3",
    "unit": "working-days",
    "basis": "新规第1条",
    "valid_from": "2027-01-01",
    "kind": "claim",
}


def test_a_changed_limit_is_seen_before_it_is_written_and_given_as_a_file(
    colleague, staff_site
):
    doors = staff_site[1]
    assert colleague.sign_in("chen").get("/desk/policies").says("试改一个时限")
    colleague.get(CHANGE)
    assert colleague.send(CHANGE, **SAID | {"amount": "x"}).status == 422
    assert colleague.says("请填 1 到 3650 之间的整数")
    assert colleague.send(CHANGE, **SAID | {"kind": "x"}).status == 422
    colleague.send(CHANGE, **SAID)
    for words in ("影响 214 件在办", "5 个工作日", "200 件会更早到期", "期限不变"):
        assert colleague.says(words), words
    asked = doors.looks[-1][1]
    assert (asked["amount"], asked["when"]) == (3, {"kind": "claim"})
    assert "陈主任" in asked["note"]
    colleague.send(CHANGE, **SAID, take="1")
    assert colleague.page.text == "code: wenxin\n"
    assert "wenxin.yml" in colleague.page.headers["Content-Disposition"]
    doors.leads_problem = (422, "change-not-ahead")
    colleague.get(CHANGE)
    assert colleague.send(CHANGE, **SAID).says("规则只能从以后的某一天起执行")
    assert (colleague.status, colleague.says("新规第1条")) == (422, True)
    assert colleague.sign_in("wang").get(CHANGE).status == 403
