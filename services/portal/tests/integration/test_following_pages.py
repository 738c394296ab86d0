"""Following by the pages: looking, supplementing, rating."""

import json

import pytest

from portal.entrypoints.web import visitor
from services.portal.tests.residents import PASS, TEXT, Resident
from services.portal.tests.scenes import ANSWERED, ASKED, LATE, fact, hear
from services.portal.tests.stand_in import CODE, NOTICE_CODE, RECEIPT, matter

pytestmark = pytest.mark.integration

DUE = "2026-12-30T04:00:00+00:00"


def test_the_number_can_be_opened_at_once_and_the_code_stands_in_no_address(resident):
    resident.tell().get(f"/track/{RECEIPT}")
    assert resident.says("9栋2单元楼道灯不亮")
    assert CODE not in resident.page.url


def test_what_was_added_on_a_page_that_is_too_old_stays(resident, site):
    resident.get("/")
    address = f"{resident.url}/track/{RECEIPT}/supplement"
    resident.page = resident.session.post(address, data={"text": TEXT})
    assert resident.says(TEXT)
    assert site[1].calls == []


def test_what_was_added_after_half_an_hour_stays_and_the_code_is_asked_anew(
    resident, site, monkeypatch
):
    site[1].told = ASKED
    resident.open()
    monkeypatch.setattr(visitor, "OPEN_SECONDS", -1)
    resident.send(f"/track/{RECEIPT}/supplement", text=TEXT)
    assert resident.says(TEXT)
    assert resident.says("请写") is False
    assert not [path for _, path, _ in site[1].calls if path.endswith("/answer")]


def test_the_first_page_lists_what_was_opened_on_this_device_and_no_code(resident):
    resident.get("/")
    assert not resident.says("在这台设备上打开的事")
    resident.get("/track").send("/track", number=RECEIPT, code=CODE)
    assert resident.get("/").says("在这台设备上打开的事")
    assert f'href="/track/{RECEIPT}"' in resident.page.text
    assert CODE not in resident.page.text


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (RECEIPT, "0000-0000"),
        ("MQ-2611-0000099", CODE),
        ("ZC-2611-000000", CODE),
        ("..", CODE),
        ("路灯", CODE),
    ],
)
def test_wrong_number_and_wrong_code_read_the_same(resident, number, code):
    resident.get("/track").send("/track", number=number, code=code)
    assert resident.status == 422
    assert resident.says("编号和查询码对不上")
    assert code not in resident.page.text


def test_d05_who_has_the_matter_now_and_by_when_is_said_on_its_page(resident, site):
    away = {"agency_id": "civil-affairs", "name": "金牛区民政局"}
    site[1].told = matter(state="handed-over", agency=away, deadline=DUE)
    resident.open()
    assert resident.says("现由 金牛区民政局 办理")
    assert resident.says("2026年12月30日")
    review = {"stage": "review", "answered_on": "2026-11-19", "last_day": "2026-12-19"}
    review |= {"answered_by": "金牛区民政局"}
    site[1].told = matter(state="resolved", agency=away, review=review)
    resident.get(f"/track/{RECEIPT}")
    assert resident.says("由 金牛区民政局 答复")
    assert resident.says("答复您的是 金牛区民政局")


def test_where_there_was_no_news_for_days_its_page_says_so_until_there_is(
    resident, site
):
    unit = {"organisation_id": "510106040019", "name": "金科苑社区"}
    quiet = {"since": "2026-11-12T04:00:00+00:00", "reminded": True}
    site[1].told = matter("started", unit=unit, silence=quiet)
    resident.open()
    assert resident.says("已 9 天没有新进展，已提醒金科苑社区。")
    assert resident.says("上一次进展是2026年11月12日 周四。")
    site[1].told = matter("unrouted", silence=quiet | {"reminded": False})
    resident.get(f"/track/{RECEIPT}")
    assert resident.says("已 9 天没有新进展，已列入督查清单。")
    site[1].told = matter("resolved", silence=quiet)
    resident.get(f"/track/{RECEIPT}")
    assert not resident.says("没有新进展")


def test_a24_the_first_agencys_number_opens_the_matter_where_it_went(resident, site):
    told = {
        "receipt": "JQ-2611-0000007",
        "state": "assigned",
        "received_at": "2026-11-12T04:00:00Z",
        "due_at": DUE,
        "agency": "金牛区民政局",
        "here": True,
        "first_agency": "金泉街道办事处",
        "unit": "社会救助科",
    }
    site[1].posted["/v1/followed"] = (200, told)
    resident.get("/track").send("/track", number=told["receipt"], code=CODE)
    assert resident.path == "/track/JQ-2611-0000007"
    assert resident.says("现由 金牛区民政局 办理")
    assert resident.says("社会救助科")
    assert CODE not in resident.page.text
    answered = {"state": "resolved", "reply": "已经办好。", "answered_at": DUE}
    site[1].posted["/v1/followed"] = (200, told | answered)
    assert resident.get(resident.path).says("已经办好。")
    site[1].posted["/v1/followed"] = (404, {})
    assert resident.get(resident.path).says("查询码")


def test_number_and_code_that_are_missing_are_asked_for(resident):
    resident.get("/track").send("/track")
    assert resident.says("请写编号")
    assert resident.says("请写查询码")


def test_a_matter_is_shown_to_nobody_without_its_code(resident):
    page = resident.get(f"/track/{RECEIPT}")
    assert not page.says("9栋2单元")
    assert page.says("查询码")


def test_both_clocks_stand_with_their_weekday_and_what_they_rest_on(resident, site):
    resident.open()
    assert resident.says("2026年12月4日 周五")
    assert resident.says("法定：收到之日起 15 日内")
    site[1].told = LATE
    assert resident.get(f"/track/{RECEIPT}").says("超期 2 天")
    assert resident.says("按《信访工作条例》和本地规定推算")
    site[1].told = {**LATE, "promised": True}
    assert resident.get(f"/track/{RECEIPT}").says("承诺件：承办单位承诺的日期")


def test_b05_what_is_missing_is_given_once_on_the_page(resident, site):
    site[1].told = ASKED
    resident.open()
    assert resident.says("楼道照片")
    assert resident.send(f"/track/{RECEIPT}/supplement", text=" ").status == 422
    resident.send(f"/track/{RECEIPT}/supplement", text="照片交到窗口了")
    assert resident.says("收到您补充的内容")
    sent = [body for _, path, body in site[1].calls if path.endswith("/answer")]
    assert [json.loads(body)["text"] for body in sent] == ["照片交到窗口了"]


def test_what_is_added_while_intake_is_away_stays_on_the_page(resident, site):
    site[1].told = ASKED
    resident.open()
    site[1].away = True
    resident.send(f"/track/{RECEIPT}/supplement", text="照片交到窗口了")
    assert resident.status == 503
    assert resident.says("照片交到窗口了")
    site[1].away, site[1].refusal = False, 409
    resident.open().send(f"/track/{RECEIPT}/supplement", text="又一次")
    assert resident.status == 409
    assert resident.says("不行。")


def test_while_intake_is_away_tracking_says_so(resident, site):
    site[1].away = True
    resident.get("/track").send("/track", number=RECEIPT, code=CODE)
    assert resident.status == 503
    assert resident.says("您的事照样在办")


def test_an_answer_is_rated_by_the_code_of_the_notice(resident, site):
    parts, others, _ = site
    others.told = ANSWERED
    hear(parts, fact())
    assert resident.open().says("给您的答复")
    resident.get(f"/rate?number={RECEIPT}")
    resident.send("/rate", number=RECEIPT, code=NOTICE_CODE, solved="yes")
    assert resident.says("请选满意不满意")
    said = {"number": RECEIPT, "code": NOTICE_CODE, "solved": "yes"}
    resident.send("/rate", **said, satisfied="no")
    assert resident.says("请写为什么")
    resident.send("/rate", **said, satisfied="no", reason="太慢")
    assert resident.says("收到您的评价")
    _, path, body = others.calls[-1]
    assert path.startswith("/v1/follow-ups/")
    assert '"satisfied": false' in body


def test_the_link_of_a_notice_leaves_no_code_in_the_address(resident, site):
    petition = "0" * 8 + "-0000-0000-0000-" + "0" * 12
    resident.get(f"/v1/follow-ups/{petition}?token={NOTICE_CODE}")
    assert resident.path == "/rate"
    assert NOTICE_CODE not in resident.page.text
    resident.send("/rate", solved="unknown", satisfied="yes")
    assert resident.says("收到您的评价")
    assert petition in site[1].calls[-1][1]


def test_a_code_from_the_window_rates_too_and_a_wrong_one_is_said(resident, site):
    said = {"code": PASS, "solved": "yes", "satisfied": "yes"}
    assert resident.get("/rate").send("/rate", **said).says("收到您的评价")
    assert site[1].calls[-1][1] == "/v1/passes/answer"
    site[1].refusal = 403
    assert resident.get("/rate").send("/rate", **said).says("评价码不对")
    site[1].refusal = 409
    assert resident.get("/rate").send("/rate", **said).says("不行。")
    site[1].refusal, site[1].away = None, True
    assert resident.get("/rate").send("/rate", **said).says("过几分钟再交")
    unknown = {**said, "number": "MQ-2611-0000999", "code": NOTICE_CODE}
    assert resident.get("/rate").send("/rate", **unknown).says("评价码不对")


def test_a12_a_resident_sees_the_state_and_the_reply_of_their_own_matter_alone(
    resident, site
):
    """A-12: what staff know of it is no part of the page, should it ever be told."""
    staff = {"text": "内部备注", "contact": {"name": "王*爷"}, "revision": 7}
    site[1].told = {**ANSWERED, "staff": staff, "petition_id": "x-1"}
    page = resident.open()
    assert page.says("灯已经换好")
    assert page.says("已答复")
    site[1].told = {**ANSWERED, "state": "closed"}
    assert resident.get(f"/track/{RECEIPT}").says("已办结")
    assert not [w for w in ("内部备注", "王*爷", "x-1") if page.says(w)]
    stranger = Resident(site[2]).get(f"/track/{RECEIPT}")
    assert not stranger.says("灯已经换好")


def test_of_a_long_way_the_newest_steps_stand_open_and_none_is_left_out(resident, site):
    steps = [
        {"at": f"2026-11-{day:02d}T02:00:00Z", "step": "started", "words": f"第{day}步"}
        for day in range(10, 19)
    ]
    site[1].told = LATE | {"timeline": steps}
    resident.open()
    assert resident.says("看全部 9 条")
    shown, _, folded = resident.page.text.partition('<details class="earlier">')
    assert [f"第{day}步" in shown for day in (18, 16, 15)] == [True, True, False]
    assert all(f"第{day}步" in folded for day in range(10, 16))
    site[1].told = LATE
    assert "earlier" not in resident.open().page.text
