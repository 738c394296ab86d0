"""What a case's page lets a desk do beside answering: 协办, 暂停, 督办, 并单."""

import re

import pytest

from services.portal.tests.desk_stand_in import MAY, UNIT, due, sheet
from services.portal.tests.lead_stand_in import NEAR
from services.portal.tests.staff_rooms import CASE, Colleague, act
from services.portal.tests.stand_in import RECEIPT

pytestmark = pytest.mark.integration


@pytest.fixture
def doors(staff_site):
    return staff_site[1]


def task(**more):
    told = {
        "number": 4,
        "organisation_id": UNIT,
        "unit_name": "区住建局",
        "asks": "电梯维修资金能否动用",
        "due_at": due(3),
    }
    return told | more


def test_another_unit_is_asked_to_contribute_and_its_task_stands_on_the_page(
    colleague, doors
):
    doors.sheet = sheet(may=[*MAY, "co-handle"])
    colleague.sign_in().get(CASE)
    act(colleague, "help", asks="请出意见")
    assert (colleague.status, colleague.says("请选单位")) == (422, True)
    act(colleague, "help", unit=UNIT, asks="请出意见")
    verb, body, _ = doors.acts[0]
    assert (verb, body) == ("co-tasks", {"organisation_id": UNIT, "asks": "请出意见"})
    assert colleague.says("协办已发出")
    doors.sheet["dossier"]["co_tasks"] = [
        task(),
        task(number=5, answer="可以动用。", answered_by="chen.zhu"),
        task(number=6, waived="另有途径"),
    ]
    colleague.get(CASE)
    for words in ("电梯维修资金能否动用", "等对方", "可以动用。", "已免除"):
        assert colleague.says(words), words
    assert colleague.page.text.count('name="task"') == 1
    act(colleague, "help-waive", task="4", reason="另有途径")
    assert doors.acts[-1][0] == "co-tasks/4/waive"


def test_who_was_asked_contributes_and_a_task_that_is_no_number_is_none(
    colleague, doors
):
    doors.sheet = sheet(may=["answer-help", "comment"])
    doors.sheet["dossier"]["co_tasks"] = [task(), task(number=5, waived="x")]
    colleague.sign_in().get(CASE)
    assert colleague.page.text.count("/help-answer") == 1
    act(colleague, "help-answer", task="../x", contribution="可以动用。")
    assert (colleague.status, doors.acts) == (422, [])
    act(colleague, "help-answer", task="4", contribution="可以动用。")
    verb, body, _ = doors.acts[0]
    assert (verb, body) == ("co-tasks/4/answer", {"answer": "可以动用。"})


def test_a_clock_is_paused_for_a_reason_and_goes_on_by_a_press(colleague, doors):
    doors.sheet = sheet(may=["suspend", "comment"])
    colleague.sign_in().get(CASE)
    act(colleague, "pause", reason="周五听证")
    assert colleague.says("请选为什么暂停")
    assert colleague.page.text.count("周五听证</textarea>") == 1
    act(colleague, "pause", ground="hearing", reason="周五听证")
    assert doors.acts[0][:2] == ("suspend", {"ground": "hearing", "reason": "周五听证"})
    doors.sheet["may"] = ["resume", "comment"]
    colleague.get(CASE)
    act(colleague, "resume")
    assert doors.acts[-1][:2] == ("resume", None)
    assert colleague.says("已恢复计时")


def test_a_head_supervises(colleague, doors):
    doors.sheet = sheet(may=["supervise", "comment"])
    colleague.sign_in("chen").get(CASE)
    act(colleague, "supervise", measure="green", reason="快办")
    assert colleague.status == 422
    act(colleague, "supervise", measure="supervise", reason="快办")
    told = {"measure": "supervise", "reason": "快办"}
    assert doors.acts[0][:2] == ("supervise", told)


def test_what_may_be_the_same_stands_beside_the_case_and_is_joined_once(
    colleague, doors
):
    own = NEAR | {"receipt": "MQ-2611-0000077", "reasons": ["same-person"]}
    doors.similar = [NEAR, own, NEAR | {"receipt": "MQ-2611-0000088", "yours": False}]
    wang = colleague.sign_in().get(CASE)
    assert wang.says("同一人其他诉求 1 件")
    assert wang.says("类似的 2 件")
    assert "/merge" not in wang.page.text
    li = Colleague(colleague.url).sign_in("chen").get(CASE)
    assert len(re.findall(r'action="[^"]+/merge"', li.page.text)) == 2
    li.send(f"{CASE}/merge", lead=NEAR["receipt"])
    assert (li.status, li.says("并到哪一件")) == (422, True)
    li.send(f"{CASE}/merge", lead=NEAR["receipt"], reason="同一盏灯")
    told = {"lead": NEAR["receipt"], "reason": "同一盏灯"}
    assert doors.acts == [("merge", told, f"merge-{RECEIPT}-{NEAR['receipt']}")]
    assert li.path == f"/desk/cases/{NEAR['receipt']}?done=merge&of={RECEIPT}"


def test_a_case_stands_without_what_resembles_it(colleague, doors):
    colleague.sign_in()
    doors.matters_away = True
    assert colleague.get(CASE).says("暂时看不到类似的事")


# -- several at once -----------------------------------------------------------------


def picks(page, n=2):
    return re.findall(r'name="pick" value="([^"]+)"', page.text)[:n]


def test_several_are_urged_after_one_look_and_each_is_told_of(colleague, doors):
    colleague.sign_in("chen").get("/desk")
    ticked = picks(colleague.page)
    assert colleague.send("/desk/bulk", do="urge").says("请先勾选要办的")
    colleague.send("/desk/bulk", do="urge", pick=ticked)
    assert colleague.says("催办 2 件")
    assert doors.acts == []
    nonce = re.search(r'name="nonce" value="([^"]+)"', colleague.page.text).group(1)
    said = {"do": "urge", "sure": "1", "pick": ticked, "nonce": nonce}
    assert colleague.send("/desk/bulk", **said).status == 422
    colleague.send("/desk/bulk", **said, reason="今天办")
    assert colleague.says("2 件里办成 2 件")
    assert [body for _, body, _ in doors.acts] == [{"reason": "今天办"}] * 2
    assert len({key for _, _, key in doors.acts}) == 2


def test_of_several_those_that_moved_on_are_not_given_away(colleague, doors):
    colleague.sign_in("chen").get("/desk")
    ticked = [RECEIPT + ":3", "MQ-2611-0000001:2", "x", "MQ-1:x"]
    colleague.send("/desk/bulk", do="assign", sure="1", pick=ticked, unit=UNIT)
    assert colleague.says("2 件里办成 1 件")
    assert colleague.says("没有办成")
    assert [verb for verb, _, _ in doors.acts] == ["assign"]


def test_several_are_made_one_and_the_one_that_leads_is_left_alone(colleague, doors):
    colleague.sign_in("chen").get("/desk")
    said = {"do": "merge", "sure": "1", "pick": picks(colleague.page), "reason": "同一"}
    colleague.send("/desk/bulk", **said, lead="MQ-2611-0000099")
    assert colleague.says("请选以哪一件为主")
    colleague.send("/desk/bulk", **said, lead="MQ-2611-0000001")
    assert [(v, b["lead"]) for v, b, _ in doors.acts] == [("merge", "MQ-2611-0000001")]
    assert colleague.says("1 件里办成 1 件")


def test_who_decides_nothing_ticks_nothing(colleague, doors):
    colleague.sign_in().get("/desk")
    assert 'name="pick"' not in colleague.page.text
    assert colleague.send("/desk/bulk", do="urge", pick=RECEIPT + ":3").status == 403
