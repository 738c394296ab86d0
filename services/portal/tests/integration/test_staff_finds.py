"""Finding a matter by what is known of it: words, address, pinyin, name, telephone."""

import re

import pytest

from services.portal.tests.call_stand_in import PLACE, found_row
from services.portal.tests.staff_rooms import Colleague
from services.portal.tests.stand_in import RECEIPT

pytestmark = pytest.mark.integration

FOUND = "/desk/found"
OTHER = "MQ-2611-0000021"


def kinds(staff_site):
    return sorted(each["kind"] for each in staff_site[1].looked)


def link(colleague, words):
    found = re.search(rf'href="([^"]+)"[^>]*>{words}<', colleague.page.text)
    return found.group(1).replace("&amp;", "&")


def test_words_are_looked_for_and_nothing_typed_stands_in_an_address(
    colleague, staff_site
):
    site = staff_site[1]
    site.found = {
        ("address", "金科苑"): [found_row()],
        ("words", "金科苑"): [found_row(), found_row(21, title="电梯坏了")],
    }
    colleague.sign_in("chen").send(FOUND, text=" 金科苑 ")
    assert colleague.path.startswith(f"{FOUND}?q=")
    assert "金科苑" not in colleague.page.url
    page = colleague.page.text
    assert page.count(f'href="/desk/cases/{RECEIPT}"') == 1
    assert colleague.says("在这个地址的")
    assert colleague.says("张*三")
    assert kinds(staff_site) == ["address", "words"]
    older = link(colleague, "再往前找")
    assert "before=77" in older
    assert colleague.get(older).says(OTHER)
    assert site.looked[-1]["before"] == 77
    assert colleague.get(link(colleague, "再看全部结果")).says("在这个地址的")


def test_a_name_is_looked_for_when_one_asks_a_telephone_at_once(colleague, staff_site):
    site = staff_site[1]
    site.found = {("name", "周小梅"): [found_row()]}
    colleague.sign_in().send(FOUND, text="周小梅")
    assert kinds(staff_site) == ["address", "words"]
    assert colleague.says("没有找到")
    colleague.get(link(colleague, "按诉求人姓名找"))
    assert site.looked[-1]["kind"] == "name"
    assert colleague.says(RECEIPT)
    assert colleague.says("这次查看已留痕")
    site.looked = []
    colleague.send(FOUND, text="138 0000 8000")
    asked = ["number-end", "number-head", "telephone", "words"]
    assert kinds(staff_site) == asked


def test_the_last_digits_of_a_number_find_its_matter_before_its_words_do(
    colleague, staff_site
):
    site = staff_site[1]
    site.found = {
        ("number-end", "0021"): [found_row(21)],
        ("words", "0021"): [found_row(21), found_row()],
    }
    page = colleague.sign_in("chen").send(FOUND, text="0021").page.text
    assert colleague.says("编号末尾是这几位的")
    assert page.count(f'href="/desk/cases/{OTHER}"') == 1


def test_the_initials_of_a_place_lead_to_what_is_there(colleague, staff_site):
    site = staff_site[1]
    site.places = [PLACE]
    site.found = {("address", PLACE["label"]): [found_row()]}
    assert colleague.sign_in().send(FOUND, text="jky 9d").says(RECEIPT)
    site.places = [PLACE, PLACE | {"label": "金科苑东街65号10栋"}]
    assert not colleague.send(FOUND, text="jky 9d").says(RECEIPT)
    assert colleague.get(link(colleague, PLACE["label"])).says(RECEIPT)


def test_what_is_looked_for_is_opened_to_who_typed_it_alone(colleague, staff_site):
    colleague.sign_in().send(FOUND, text="周小梅")
    path = colleague.path
    another = Colleague(colleague.url).sign_in("chen")
    assert another.get(path).status == 200
    assert not another.says("周小梅")
    asked = len(staff_site[1].looked)
    assert colleague.get(f"{FOUND}?q=s1.x.y").says("jky 9d")
    assert len(staff_site[1].looked) == asked


def test_too_little_is_refused_and_an_owner_that_is_away_is_said(colleague, staff_site):
    assert colleague.sign_in().get(FOUND).says("编号：写全，直接打开那一件")
    assert colleague.send(FOUND, text="灯").status == 422
    assert colleague.says("请至少写两个字")
    assert colleague.send(FOUND, text="，，").says("可以这样再找")
    staff_site[1].finding_away = True
    assert colleague.send(FOUND, text="楼道灯").says("现在查不了")
