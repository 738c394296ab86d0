"""Agreeing to publication by the pages: never ticked by itself, taken back any time."""

import json

import pytest

from services.portal.tests.stand_in import CODE, RECEIPT, matter

pytestmark = pytest.mark.integration
PAGE = f"/track/{RECEIPT}/consent"
AGREED = {"holds": True, "given_at": "2026-11-19T04:00:00Z", "ended_at": None}

ENDED = AGREED | {"holds": False, "ended_at": "2026-11-20T04:00:00Z"}


def sent(others):
    return [json.loads(b) for _, path, b in others.calls if path.endswith("/consent")]


def test_art25_the_third_step_asks_and_ticks_nothing(resident):
    resident.get("/tell/1").send("/tell/1", text="灯不亮")
    resident.send("/tell/2", where="nowhere")
    assert resident.says("同意公示时隐去姓名、门牌后列出（可不选，可撤回）")
    assert resident.says("公示只写什么事、怎么办的，不写姓名电话门牌。可随时撤回。")
    tick = resident.page.text.split('name="agrees"')[1].split(">")[0]
    assert "checked" not in tick


def test_who_agreed_takes_it_back_where_they_track_it(resident, site):
    site[1].told = matter(consent=AGREED)
    assert resident.open().says("您在2026年11月19日 周四同意公示。")
    site[1].told = matter(
        consent=AGREED | {"holds": False, "ended_at": "2026-11-20T04:00:00Z"}
    )
    resident.send(PAGE, holds="no")
    assert resident.says("记下了。")
    assert resident.says("您在2026年11月20日 周五撤回了同意，不再公示。")
    resident.send(PAGE, holds="yes")
    resident.send(PAGE, holds="perhaps")
    assert sent(site[1]) == [{"holds": h, "code": CODE} for h in (False, True)]


def test_who_said_nothing_may_say_no_and_what_rests_on_paper_is_taken_down(
    resident, site
):
    nothing = {"holds": False, "given_at": None, "ended_at": None}
    site[1].told = matter(consent=nothing)
    assert resident.open().says("不同意，公示了的请撤下")
    site[1].told = matter(consent=nothing | {"ended_at": "2026-11-20T04:00:00Z"})
    resident.send(PAGE, holds="no")
    assert resident.says("您在2026年11月20日 周五表示不同意，不公示。")
    assert not resident.says("公示了的请撤下")
    assert sent(site[1]) == [{"holds": False, "code": CODE}]


def test_without_the_code_nobody_agrees_for_somebody_else(resident, site):
    resident.get("/track").send(PAGE, holds="yes")
    assert sent(site[1]) == []


def test_an_accusation_is_not_asked_about(resident, site):
    site[1].told = matter(consent=None)
    assert not resident.open().says("同意公示")


def test_while_intake_is_away_nothing_changes_and_the_page_says_so(
    resident, site, monkeypatch
):
    parts, others, _ = site
    resident.open()

    def away(*_):
        others.away = True
        return parts.intake._door.post("/away", "zh-CN", {})

    monkeypatch.setattr(parts.intake, "consent", away, raising=False)
    resident.send(PAGE, holds="yes")
    assert resident.status == 503
    assert resident.says("没有改动")


def test_what_intake_refuses_is_said_in_its_words(resident, site):
    resident.open()
    site[1].refusal = 409
    assert resident.send(PAGE, holds="yes").says("不行。")
