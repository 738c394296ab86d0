"""What stands beside a call, and what a call may end as, without any script."""

import re
from uuid import UUID

import pytest

from services.portal.tests.call_stand_in import CALLER, GUIDE, LIKELY, PLACE
from services.portal.tests.door_stand_in import UNIT
from services.portal.tests.lead_stand_in import NEAR
from services.portal.tests.staff_rooms import NONCE, Colleague
from services.portal.tests.stand_in import CODE, RECEIPT

pytestmark = pytest.mark.integration


def test_who_calls_is_shown_as_soon_as_the_number_is_typed(colleague, staff_site):
    doors = staff_site[1]
    doors.caller = CALLER
    colleague.sign_in("li").get("/desk/intake/call")
    colleague.send("/desk/intake/call", telephone="13800001234")
    for words in (
        "张*三",
        "以前 2 件，1 件正在办",
        "金科苑社区正在办。",
        "13800001234",
    ):
        assert colleague.says(words), words
    assert (doors.asked_of, doors.acts) == (["13800001234"], [])
    assert not colleague.says("请写来电人说的事")
    colleague.send("/desk/intake/call", told=RECEIPT, text="什么时候修好")
    [(verb, body, _)] = doors.acts
    assert verb == "contacts"
    assert body["text"] == "来电询问，已告知进展。来电人说：什么时候修好"


def test_what_stands_beside_a_call_comes_without_a_whole_page(colleague, staff_site):
    doors = staff_site[1]
    doors.caller, doors.likely, doors.guides = CALLER, LIKELY, [GUIDE]
    doors.places, doors.similar = [PLACE], [NEAR]
    staff_site[0].desk.telephone._again = 0.0
    colleague.sign_in("li").get("/desk/intake/call")
    said = {"telephone": "13800001234", "text": "楼道灯不亮，有人摔倒"}
    said |= {"place": "jky 9d", "category": "lighting"}
    colleague.send("/desk/intake/call/beside", **said)
    for words in (
        *("最像的 11 件里 9 件归这类", "话里有“楼道灯”", "金科苑东街65号9栋"),
        *("会派给 金科苑社区，5 天内", "灯杆编号", "五个工作日内修", "120", "83"),
    ):
        assert colleague.says(words), words
    assert "<html" not in colleague.page.text


def test_buttons_fill_the_form_where_there_are_no_scripts(colleague, staff_site):
    staff_site[1].likely = LIKELY
    colleague.sign_in("li").get("/desk/intake/call")
    said = {"text": "楼道灯不亮", "pick": "noise"}
    colleague.send("/desk/intake/call", **said)
    assert 'value="noise" selected' in colleague.page.text
    where = f"{UNIT}|金科苑东街65号9栋"
    colleague.send("/desk/intake/call", text="楼道灯不亮", where=where)
    assert 'value="金科苑东街65号9栋"' in colleague.page.text
    assert f'id="community" value="{UNIT}"' in colleague.page.text
    assert staff_site[1].acts == []


def test_a_picked_place_an_urgency_and_a_wish_go_along(colleague, staff_site):
    colleague.sign_in("li").get("/desk/intake/call")
    said = {"text": "楼道灯不亮", "place": "金科苑东街65号9栋", "community": UNIT}
    said |= {"urgency": "danger", "request": "今天修好"}
    colleague.send("/desk/intake/call", **said)
    [(_, body, _)] = staff_site[1].acts
    assert body["division_code"] == "510106040019"
    assert body["nature"] == {"severity": "urgent"}
    assert body["request"] == "今天修好"


def test_a_question_that_was_answered_is_no_case(colleague, staff_site):
    colleague.sign_in("li").get("/desk/intake/call")
    said = {"text": "老年证在哪里办？", "advice": "1"}
    assert colleague.send("/desk/intake/call", **said).says("请写当场怎么答复的")
    colleague.send("/desk/intake/call", **said, answer="带身份证到窗口。")
    assert colleague.says("咨询已登记，不派单")
    [(_, body, _)] = staff_site[1].acts
    assert body["answered"] == "带身份证到窗口。"


def test_a_call_of_which_nothing_came_is_counted(colleague, staff_site):
    colleague.sign_in("li").get("/desk/intake/call")
    assert colleague.says("今天：没接通、无声 3、骚扰 1")
    assert colleague.send("/desk/intake/call", mere="nuisance").says("已计数")
    colleague.get("/desk/intake/call").send("/desk/intake/call", mere="odd")
    assert [outcome for outcome, _ in staff_site[1].mere] == ["nuisance"]
    assert staff_site[1].acts == []


def test_a_draft_is_a_clerks_own_and_gone_when_it_is_written_down(
    colleague, staff_site
):
    parts = staff_site[0]
    parts.database.rows("truncate call_drafts")
    colleague.sign_in("li").get("/desk/intake/call")
    said = {"text": "楼道灯不亮，老人摔倒", "place": "9栋", "aside": "1"}
    assert colleague.send("/desk/intake/call", **said).says("草稿已存")
    assert colleague.says("我的草稿（1）")
    [row] = parts.database.rows("select draft_id, sealed from call_drafts")
    assert "9栋" not in row["sealed"]
    own = f"/desk/intake/call?draft={row['draft_id']}"
    assert colleague.get(own).says('value="9栋"')
    assert Colleague(staff_site[3]).sign_in("wang").get(own).status == 200
    other = Colleague(staff_site[3]).sign_in("wang").get(own)
    assert not other.says("9栋") and not other.says("我的草稿")
    colleague.get(own)
    told = {"text": "楼道灯不亮", "draft": str(row["draft_id"]), "looked": "1"}
    assert colleague.send("/desk/intake/call", **told).says(CODE)
    assert parts.database.rows("select from call_drafts") == []


def test_a_draft_is_gone_after_a_day_or_when_nobody_wants_it(colleague, staff_site):
    parts = staff_site[0]
    parts.database.rows("truncate call_drafts")
    colleague.sign_in("li").get("/desk/intake/call")
    assert not colleague.send("/desk/intake/call", aside="1").says("草稿已存")
    colleague.send("/desk/intake/call", text="灯不亮", aside="1")
    [row] = parts.database.rows("select draft_id from call_drafts")
    typed = {"telephone": "13800001234", "text": "水管爆了"}
    colleague.send("/desk/intake/call", forget=str(row["draft_id"]), **typed)
    assert colleague.says("草稿已删") and not colleague.says("我的草稿")
    assert colleague.says("13800001234") and colleague.says("水管爆了")
    colleague.send("/desk/intake/call", forget=str(row["draft_id"]))
    assert colleague.says("草稿已删") and not colleague.says("水管爆了")
    colleague.send("/desk/intake/call", text="灯不亮", aside="1")
    parts.database.rows("update call_drafts set kept_at = now() - interval '25 hours'")
    assert not colleague.get("/desk/intake/call").says("我的草稿")
    parts.own.calls.sweep()
    assert parts.database.rows("select from call_drafts") == []


def test_a_call_on_a_page_that_is_too_old_goes_out_whole_by_one_more_press(colleague):
    colleague.sign_in("li").get("/desk/intake/call")
    said = {"telephone": "13800001234", "text": "灯不亮", "answer": "周三换"}
    colleague.send("/desk/intake/call", key="old", **said)
    assert colleague.status == 403
    for name, value in said.items():
        assert f'name="{name}" value="{value}"' in colleague.page.text


def test_a_guide_is_written_at_its_category(colleague, staff_site):
    staff_site[0].desk.telephone._again = 0.0
    page = "/admin/categories/lighting/guide"
    assert colleague.sign_in("chen").get(page).says("办事指南")
    said = {
        "answer": "五日内修好。",
        "materials": "照片\n\n 灯杆号",
        "words": "长" * 101,
    }
    assert colleague.send(page, **said).says("每行最多 100 个字")
    assert colleague.says("灯杆号")
    assert colleague.send(page, **said | {"words": "路灯"}).says("已保存")
    assert staff_site[1].guides == [
        {
            "category": "lighting",
            "answer": "五日内修好。",
            "materials": ["照片", "灯杆号"],
            "words": ["路灯"],
        }
    ]
    assert colleague.get("/admin/categories/none/guide").status == 404


def test_how_to_answer_is_said_again_with_one_key_where_it_came_too_soon(
    colleague, staff_site
):
    doors = staff_site[1]
    doors.taken_more, doors.wish_after = {"petition_id": str(UUID(int=5))}, 3
    colleague.sign_in("li").get("/desk/intake/call")
    colleague.send("/desk/intake/call", text="楼道灯不亮", wish="none")
    assert colleague.says("记下怎么回他（不用）")
    again = {"again": str(UUID(int=5)), "wish": "none"}
    colleague.send("/desk/intake/call", **again)
    assert colleague.says("请再按一次") and colleague.says("记下怎么回他（不用）")
    assert colleague.send("/desk/intake/call", **again).says("已记下怎么回他")
    refused = ["sms", "call", "email", "letter"]
    assert doors.wishes == [{"preferred": None, "refused": refused}] * 3


def test_what_to_bring_is_told_once_for_a_matter_nobody_decided(colleague, staff_site):
    staff_site[0].desk.telephone._again = 0.0
    doors = staff_site[1]
    doors.guides, doors.taken_more = [GUIDE], {"state": "received"}
    colleague.sign_in("li").send("/account/role", role="clerk")
    colleague.get("/desk/intake/call")
    said = {"text": "楼道灯不亮", "category": "lighting"}
    colleague.send("/desk/intake/call", **said)
    assert colleague.says("灯杆编号\n现场照片</textarea>")
    assert f'action="/desk/door/{RECEIPT}/ask"' in colleague.page.text


def test_one_call_may_hold_several_matters_each_with_a_number(colleague, staff_site):
    doors = staff_site[1]
    caller = {"telephone": "13800001234", "name": "张三"}
    colleague.sign_in("li").get("/desk/intake/call")
    colleague.send("/desk/intake/call", text="楼道灯不亮", **caller)
    assert colleague.says("这通电话还说了另一件事")
    more = dict(
        re.findall(r'type="hidden" name="([a-z]+)" value="([^"]*)"', more_of(colleague))
    )
    assert more["call"] == RECEIPT
    colleague.send("/desk/intake/call", **more)
    assert colleague.says("同一通电话已经登记")
    assert 'value="13800001234"' in colleague.page.text, "nobody types it again"
    doors.similar = [NEAR | {"receipt": RECEIPT}]
    said = {"text": "还有噪声", "call": more["call"], "since": more["since"], **caller}
    doors.taken_more = {"similar": [{"receipt": RECEIPT, "title": "灯不亮"}]}
    nonce = NONCE.search(colleague.page.text).group(1)
    colleague.send("/desk/intake/call", nonce=nonce, **said)
    assert colleague.says("这通电话共登记 2 件"), "its own call is no double of it"
    assert not colleague.says("像这些已有的事")
    [(_, first, _), (_, second, key)] = doors.acts
    assert "received_at" not in first
    assert second["text"] == f"还有噪声\n同一通电话另外登记：{RECEIPT}"
    assert second["received_at"] == more["since"]
    assert key == f"desk-{nonce}"


def more_of(colleague):
    return colleague.page.text.partition("<main")[2]
