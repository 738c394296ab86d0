"""Taking a matter back by the pages: what follows is said before it is asked."""

import json

import pytest

from services.portal.tests.stand_in import CODE, RECEIPT, matter

pytestmark = pytest.mark.integration
PAGE = f"/track/{RECEIPT}/withdraw"


def sent(others):
    return [json.loads(b) for _, path, b in others.calls if path.endswith("/withdraw")]


def test_a_resident_takes_a_matter_back_and_says_why_if_they_like(resident, site):
    assert resident.open().says("撤回这件事")
    assert resident.get(PAGE).says("我们不再办这件事，也不再答复。")
    resident.send(PAGE, reason="  自己解决了 ")
    assert resident.says("收到您的撤回")
    assert sent(site[1]) == [{"reason": "自己解决了", "code": CODE}]


def test_without_the_code_nothing_is_shown_and_nothing_taken_back(resident, site):
    assert resident.get(PAGE).says("查询码")
    assert not resident.says("9栋2单元")
    resident.send(PAGE, reason="路过")
    assert sent(site[1]) == []


def test_while_intake_is_away_nothing_is_taken_back_and_the_page_says_so(
    resident, site, monkeypatch
):
    parts, others, _ = site
    resident.open().get(PAGE)

    def away(*_):
        others.away = True
        return parts.intake._door.post("/away", "zh-CN", {})

    monkeypatch.setattr(parts.intake, "withdraw", away, raising=False)
    resident.send(PAGE, reason="不用了")
    assert resident.status == 422
    assert resident.says("还没有撤回")
    assert resident.says("不用了")


def test_what_cannot_be_taken_back_is_refused_in_words(resident, site):
    others = site[1]
    resident.open().get(PAGE)
    others.refusal = 409
    assert resident.send(PAGE, reason="").says("不行。")
    assert resident.status == 409
    others.refusal = None
    others.told = matter("resolved", withdrawal={"possible": False, "asked_at": None})
    assert resident.get(PAGE).says("现在不能在网上撤回")


def test_a_reason_that_is_too_long_stays_on_the_page(resident, site):
    resident.open().get(PAGE).send(PAGE, reason="长" * 501)
    assert resident.status == 422
    assert resident.says("最多 500 个字")
    assert sent(site[1]) == []


def test_what_was_typed_on_a_page_that_is_too_old_stays(resident, site):
    resident.open()
    address = resident.url + PAGE
    resident.page = resident.session.post(address, data={"reason": "改主意了"})
    assert resident.says("改主意了")
    assert sent(site[1]) == []


def test_what_was_taken_back_says_when(resident, site):
    asked = {"possible": False, "asked_at": "2026-11-20T04:00:00Z"}
    site[1].told = matter("assigned", withdrawal=asked)
    assert resident.open().get(PAGE).says("2026年11月20日 周五")
