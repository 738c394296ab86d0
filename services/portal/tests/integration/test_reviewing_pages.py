"""Asking for 复查 and 复核 by the pages (第35、36条): in time, read once more, once."""

import json

import pytest

from services.portal.tests.scenes import ANSWERED
from services.portal.tests.stand_in import CODE, RECEIPT, matter

pytestmark = pytest.mark.integration
PAGE = f"/track/{RECEIPT}/review"
SAID = {"received_on": "2026-11-20", "reason": "没有说明何时换灯", "papers": "照片"}


def remedy(stage="review", **more):
    told = {"stage": stage, "answered_on": "2026-11-20", "last_day": "2026-12-20"}
    return {**told, "asked_at": None, **more}


@pytest.fixture
def answered(resident, site):
    site[1].told = ANSWERED | {"review": remedy()}
    return resident.open()


def sent(others):
    return [json.loads(b) for _, path, b in others.calls if path.endswith("/review")]


def test_art35_a_resident_reads_it_once_more_and_asks(answered, site):
    assert answered.says("最晚 2026年12月20日 周日")
    answered.get(PAGE).send(PAGE, **SAID)
    assert answered.says("请核对")
    assert sent(site[1]) == []
    answered.send(PAGE, **SAID, sure="no")
    assert answered.says("没有说明何时换灯")
    answered.send(PAGE, **SAID, sure="yes")
    assert answered.says("收到您的请求")
    assert sent(site[1]) == [
        {
            "answer_received_on": "2026-11-20",
            "reason": "没有说明何时换灯（材料：照片）",
            "code": CODE,
        }
    ]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"received_on": ""}, "请填收到答复的日期"),
        ({"received_on": "２０２６年１１月２１日", "reason": ""}, "请写您的意见"),
        ({"received_on": "2026-11-19"}, "日期要在答复那天到今天之间"),
        ({"received_on": "2026-11-22"}, "日期要在答复那天到今天之间"),
        ({"reason": "长" * 1401}, "最多 1400 个字"),
        ({"papers": "长" * 501}, "最多 500 个字"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    answered, site, said, words
):
    answered.get(PAGE).send(PAGE, **(SAID | said))
    assert answered.status == 422
    assert answered.says(words)
    assert sent(site[1]) == []


def test_art35_past_the_thirty_days_it_is_refused_in_words(answered, site):
    late = remedy(answered_on="2026-10-01", last_day="2026-10-31")
    site[1].told = ANSWERED | {"review": late}
    assert answered.get(PAGE).says("已经过了")
    answered.send(PAGE, **(SAID | {"received_on": "2026-10-21"}))
    assert answered.says("已经超过 30 日")
    assert answered.send(PAGE, **(SAID | {"received_on": "2026-10-22"})).says("请核对")


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("review-not-answered", "还没有书面答复"),
        ("review-going-on", "正在办理"),
        ("review-final", "复核意见是最后一级"),
        ("something-new", "还没有书面答复"),
    ],
)
def test_art36_where_none_can_be_asked_the_page_says_why_and_what_else(
    resident, site, why, words
):
    site[1].told = matter("assigned", review={"why_not": why})
    assert resident.open().get(PAGE).says(words)
    assert resident.says("还可以这样做")
    resident.get("/track").send(PAGE, **SAID, sure="yes")
    assert sent(site[1]) == []


def test_what_was_asked_is_not_asked_twice(answered, site):
    told = remedy("recheck", asked_at="2026-11-20T04:00:00Z")
    site[1].told = ANSWERED | {"review": told}
    assert answered.get(PAGE).says("您已在2026年11月20日 周五请求复查或复核")


def test_intakes_no_stands_in_words_and_while_it_is_away_nothing_is_lost(
    answered, site, monkeypatch
):
    parts, others, _ = site
    answered.get(PAGE)
    others.refusal = 409
    assert answered.send(PAGE, **SAID, sure="yes").says("不行。")
    others.refusal = None

    def away(*_):
        others.away = True
        return parts.intake._door.post("/away", "zh-CN", {})

    monkeypatch.setattr(parts.intake, "request_review", away, raising=False)
    answered.get(PAGE).send(PAGE, **SAID, sure="yes")
    assert answered.says("还没有提交")
    assert answered.says("没有说明何时换灯")
