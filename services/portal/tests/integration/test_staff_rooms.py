"""调解 and 专项: claims side by side, one thing written down once, x of N by a date."""

import pytest

from services.portal.tests.desk_stand_in import sheet
from services.portal.tests.rooms_stand_in import MEDIATION, PROJECT, mediation, project
from services.portal.tests.stand_in import RECEIPT

pytestmark = pytest.mark.integration
ROOM, ONE = f"/desk/mediation/{RECEIPT}", f"/desk/projects/{PROJECT}"
SESSION = {"held_on": "2026-11-18", "mediators": "陈主任", "minutes": "愿意鉴定。"}
DISPUTE = {
    "subject": "楼上漏水",
    "place": "9栋",
    "since": "2026-11-01",
    "label_1": "楼上",
    "division_1": "510106040019",
    "claim_1": "不是我家",
    "label_2": "楼下",
    "division_2": "510106040",
    "claim_2": "赔墙面",
}


@pytest.fixture
def doors(staff_site):
    return staff_site[1]


@pytest.fixture
def mediator(colleague):
    return colleague.sign_in("wang")


def test_a23_claims_stand_side_by_side_and_a_stranger_is_told_as_little(mediator):
    mediator.get(ROOM)
    for words in ("不是我家", "赔墙面", "外社区，只记这几项", "各说各的。", "第 1 次"):
        assert mediator.says(words), words
    assert mediator.page.text.count("外社区") == 1


def test_a23_a_session_is_written_down_once(mediator, doors):
    mediator.get(ROOM).send(f"{ROOM}/{MEDIATION}/sessions", **SESSION)
    assert mediator.says("这次调解已写下。")
    doors.mediations = [mediation(sessions=[SESSION])]
    mediator.send(f"{ROOM}/{MEDIATION}/sessions", **SESSION)
    assert mediator.says("这次调解已写下。")
    assert doors.acts == [("sessions", SESSION, "")]


def test_a23_what_is_missing_and_what_routing_refuses_stands_at_its_field(
    mediator, doors
):
    path = f"{ROOM}/{MEDIATION}/sessions"
    mediator.get(ROOM).send(path, minutes="愿意鉴定。")
    assert mediator.status == 422
    for words in ("请写日期", "请写谁主持", "愿意鉴定。"):
        assert mediator.says(words), words
    told = {"type": "x:out-of-time", "title": "日期不对"}
    wrong = [{"field": "session.held_on", "message": "不能早于上一次"}]
    doors.room_refusal = (422, told | {"errors": wrong})
    mediator.send(path, **SESSION)
    assert (mediator.status, mediator.says("愿意鉴定。")) == (422, True)
    assert 'id="held_on-wrong"' in mediator.page.text
    doors.room_refusal = (409, {"type": "x:transition-refused", "title": "已结束"})
    doors.mediations = [mediation(state="failed")]
    mediator.send(path, **SESSION)
    assert (mediator.status, mediator.says("愿意鉴定。")) == (409, True)
    doors.room_refusal = (404, {"type": "x:case-not-found"})
    assert mediator.send(path, **SESSION).status == 404


def test_a23_each_state_offers_its_own_steps(mediator, doors):
    agreed = {"text": "平摊", "agreed_on": "2026-11-12", "perform_by": "2026-11-20"}
    offered = {
        "agreed": ("协议已履行", "平摊"),
        "performed": ("有人不满意，申请结案", "还没有问满不满意"),
        "checking": ("等待督查决定", "结案"),
        "closed": ("已结案", "开始调解"),
    }
    checks = [{"asks": "不肯", "asked_by": "wang.min", "granted": None, "reason": ""}]
    for state, words in offered.items():
        doors.mediations = [mediation(state=state, agreement=agreed, checks=checks)]
        mediator.get(ROOM)
        assert all(mediator.says(each) for each in words), state
    doors.mediations = [mediation(state="performed")]
    path = f"{ROOM}/{MEDIATION}/satisfaction"
    mediator.get(ROOM).send(path, label="楼下住户", satisfied="false")
    assert mediator.says("已记下这一方的话。")
    assert doors.acts == [
        ("satisfaction", {"label": "楼下住户", "satisfied": False}, "")
    ]
    mediator.send(f"{ROOM}/{MEDIATION}/check", granted="true", reason="好")
    assert mediator.status == 404


def test_a23_a_mediation_is_begun_with_two_parties_at_least(mediator, doors):
    doors.mediations = []
    mediator.get(ROOM).send(ROOM, **DISPUTE | {"label_2": "", "claim_3": "我也要"})
    assert mediator.status == 422
    assert mediator.says("请写称呼") and mediator.says("我也要")
    mediator.send(ROOM, **DISPUTE | {"label_3": "物业", "claim_3": "不归我管"})
    assert mediator.says("请选在哪里")
    mediator.send(ROOM, **DISPUTE)
    assert mediator.says("调解已开始。")
    [(_, told, _)] = doors.acts
    assert [each["label"] for each in told["parties"]] == ["楼上", "楼下"]
    doors.room_refusal = (409, {"type": "urn:x:key-reused", "title": "做过"})
    assert mediator.send(ROOM, **DISPUTE).says("调解已开始。")
    doors.mediations = [mediation()]
    doors.room_refusal = (409, {"type": "x:mediation-open", "title": "已在调解"})
    mediator.send(ROOM, **DISPUTE | {"claim_1": "与我家无关"})
    assert (mediator.status, mediator.says("与我家无关")) == (409, True)
    doors.mediations = []
    doors.room_refusal = (422, {"type": "x:wrong-parties", "title": "不写电话"})
    mediator.send(ROOM, **DISPUTE)
    assert (mediator.status, mediator.says("不写电话")) == (422, True)


def test_a23_a_case_that_was_answered_offers_no_mediation(mediator, doors):
    doors.mediations, doors.sheet = [], sheet(state="closed", may=["comment"])
    mediator.get(ROOM)
    assert mediator.says("这件事还没有调解。") and not mediator.says("开始调解")


def test_a23_a_clerk_reads_and_writes_nothing(colleague, doors):
    colleague.sign_in("li").get("/account").send("/account/role", role="clerk")
    assert colleague.get(ROOM).says("不是我家")
    assert not colleague.says("记一次调解")
    assert colleague.send(f"{ROOM}/{MEDIATION}/sessions", **SESSION).status == 403


# -- projects --------------------------------------------------------------------------


def test_d15_the_list_says_how_many_of_how_many_by_when_and_for_how_much(mediator):
    mediator.get("/desk/projects")
    for words in ("路灯专项", "200/800", "来自 2 件", "20000.00", "噪声扰民"):
        assert mediator.says(words), words


def test_d15_a_project_is_opened_once_out_of_cases_that_are_ticked_or_named(
    mediator, doors
):
    new = "/desk/projects/new"
    assert mediator.get("/desk/projects").page.text.count(new) == 2
    where = "category=lighting&division_code=510106040019"
    assert mediator.get(f"{new}?{where}").says(RECEIPT)
    chosen = {"category": "lighting", "division_code": "510106040019"}
    said = chosen | {"name": "路灯专项", "goal": "全亮"}
    mediator.send(new, **said)
    assert (mediator.status, mediator.says("请勾选或填写至少一件")) == (422, True)
    mediator.send(new, **said, others="MQ-2601-9999999")
    assert mediator.says("有编号查不到") and mediator.says("MQ-2601-9999999")
    both = {"festival": "spring-festival", "target_on": "2027-01-01"}
    mediator.send(new, **said, **both, others=RECEIPT)
    assert mediator.says("日期和节日只选一个") and doors.acts == []
    eve = {"festival": "spring-festival", "festival_year": "2027"}
    mediator.send(new, **said, **eve, others=RECEIPT, case=doors.sheet["petition_id"])
    assert mediator.says("专项已成立。")
    [(_, told, _)] = doors.acts
    assert told["petitions"] == [doors.sheet["petition_id"]]
    assert (told["festival"], told["festival_year"]) == ("spring-festival", 2027)
    doors.room_refusal = (422, {"type": "x:out-of-time", "title": "日期已过"})
    mediator.get(f"{new}?{where}").send(new, **said, others=RECEIPT)
    assert (mediator.status, mediator.says("日期已过")) == (422, True)


def test_d15_art30_a_project_names_the_cases_that_one_may_see(mediator, doors):
    mediator.get(ONE)
    for words in ("查了 5100，有问题 800", "还有 7 天", RECEIPT, "另有 1 件没有列出"):
        assert mediator.says(words), words
    doors.project = project(target=None, entries=[], budget=[], state="done")
    mediator.get(ONE)
    assert mediator.says("没有定日期") and mediator.says("还没有报过进展。")
    assert not mediator.says("更新进度")


def test_d15_progress_is_reported_once_and_moved_on_is_said(mediator, doors):
    said = {"on": "2026-11-19", "fixed": "40", "spent": "", "note": "换了西街。"}
    mediator.get(ONE).send(f"{ONE}/progress", revision="3", **said)
    assert mediator.says("进展已写下。")
    sent = {"on": "2026-11-19", "fixed": 40, "spent": "0", "note": "换了西街。"}
    assert doors.acts == [("progress", sent, "")]
    doors.project = project(revision=4)
    mediator.send(f"{ONE}/progress", revision="3", **said)
    assert mediator.status == 409
    assert mediator.says("有人更新过") and mediator.says("换了西街。")
    doors.project = project(revision=4, entries=[sent | {"spent": "0.00"}])
    assert mediator.send(f"{ONE}/progress", revision="3", **said).says("进展已写下。")
    dearer = said | {"spent": "500"}
    assert mediator.send(f"{ONE}/progress", revision="3", **dearer).status == 409
    assert len(doors.acts) == 1


def test_d15_counts_budget_and_end_are_written_down(mediator, doors):
    mediator.get(ONE).send(f"{ONE}/inventory", checked="10", found="x")
    assert (mediator.status, mediator.says("请写 0 以上的整数")) == (422, True)
    mediator.send(f"{ONE}/inventory", checked="10", found="5")
    mediator.send(f"{ONE}/budget", budget="灯具 | 90000")
    assert mediator.says("每行要有三项")
    mediator.send(f"{ONE}/budget", budget="灯具｜90000｜保障资金\n人工 | 5000.5 | 自筹")
    mediator.send(f"{ONE}/end", done="true")
    assert mediator.says("专项已结束。")
    assert [(verb, told) for verb, told, _ in doors.acts] == [
        ("inventory", {"checked": 10, "found": 5}),
        (
            "budget",
            {
                "budget": [
                    {"item": "灯具", "amount": "90000", "source": "保障资金"},
                    {"item": "人工", "amount": "5000.5", "source": "自筹"},
                ]
            },
        ),
        ("end", {"done": True}),
    ]
    wrong = [{"field": "found", "message": "比已完成的少"}]
    said = {"type": "x:wrong-inventory", "title": "数量不对", "errors": wrong}
    doors.room_refusal = (422, said)
    mediator.send(f"{ONE}/inventory", checked="10", found="5")
    assert mediator.says("比已完成的少")
    doors.room_refusal = (404, {"type": "x:project-not-found"})
    assert mediator.send(f"{ONE}/end", done="true").status == 404
    assert mediator.get(ONE).send(f"{ONE}/frame").status == 404
