"""来访: written down before anything is decided; then a number, or a way elsewhere."""

import pytest

from services.portal.tests.staff_rooms import NONCE
from services.portal.tests.stand_in import CODE, RECEIPT
from services.portal.tests.window_stand_in import ARRIVAL, PAPER, arrival

pytestmark = pytest.mark.integration
LIST, WINDOW = "/desk/arrivals", "/desk/intake/window"
ONE = f"{LIST}/{ARRIVAL}"
ALIKE = {
    "receipt": "MQ-2611-0000001",
    "title": "8栋灯不亮",
    "state": "started",
    "category": "lighting",
    "received_at": "2026-11-02T01:00:00+00:00",
    "organisation_id": "jinkeyuan",
    "score": 31.0,
    "reasons": ["same-person"],
    "advice": "look",
    "yours": True,
}


@pytest.fixture
def clerk(colleague):
    return colleague.sign_in("chen")


@pytest.fixture
def doors(staff_site):
    return staff_site[1]


def test_d10_who_comes_is_kept_once_before_anything_is_decided(clerk, doors):
    form = clerk.get(LIST).page
    nonce = NONCE.search(form.text).group(1)
    for _ in range(2):
        clerk.page = form
        clerk.send(LIST, nonce=nonce, people="1", matter="养老金少了")
        assert clerk.says("到访已登记。")
    keys = [told for verb, told, _ in doors.acts if verb == "arrivals"]
    assert keys[0] == keys[1]
    assert keys[0] == {
        "organisation_id": "jinkeyuan",
        "people": 1,
        "matter": "养老金少了",
    }
    assert clerk.says("周*某") and not clerk.says("周某某")


def test_d10_a_faulty_arrival_keeps_what_was_typed(clerk, doors):
    clerk.get(LIST).send(LIST, people="0", matter="低保", telephone="abc")
    assert clerk.status == 422
    for words in ("人数请写 1 到 10000", "电话号码看不懂", "低保"):
        assert clerk.says(words), words
    assert doors.acts == []
    doors.window_problem = {
        "/v1/arrivals": (409, {"type": "x:reused", "title": "不同"})
    }
    clerk.send(LIST, people="2", matter="低保")
    assert (clerk.status, clerk.says("不同"), clerk.says("低保")) == (409, True, True)


def test_d10_the_list_of_a_day_counts_people_and_leads_on(clerk, doors):
    clerk.get(f"{LIST}?day=no-day")
    assert clerk.says("2 批，9 人次。")
    assert f"after={PAPER}" in clerk.page.text
    doors.arrival = arrival(own=False, matter="", contact=None)
    clerk.get(f"{LIST}?day=2026-11-18&after=x")
    assert clerk.says("下级单位的来访")
    assert clerk.get(ONE).says("只有该单位能看")
    doors.arrival = arrival(state="registered", matter="", contact=None)
    assert clerk.get(ONE).says("您无权查看它的编号")


def test_d10_the_form_is_there_while_the_list_is_away(clerk, doors):
    doors.away = True
    clerk.get(LIST)
    assert clerk.status == 200
    assert clerk.says("登记服务没有回应")
    clerk.send(LIST, people="3", matter="低保")
    assert (clerk.status, clerk.says("低保")) == (503, True)


def test_art20_more_than_five_choose_who_speaks_and_all_are_counted(clerk, doors):
    doors.arrival = arrival(people=12)
    assert clerk.get(ONE).says("来了 12 人：请他们推选不超过 5 名代表")
    clerk.get(f"{WINDOW}?arrival={ARRIVAL}")
    assert clerk.says("养老金少了") and clerk.says("138****8000")
    said = {"arrival": ARRIVAL, "people": "12", "text": "养老金少了"}
    clerk.send(WINDOW, **said)
    assert (clerk.status, clerk.says("来的人超过 5 个")) == (422, True)
    clerk.send(WINDOW, **said | {"people": "1"})
    assert (clerk.status, doors.visits) == (422, [])
    clerk.send(WINDOW, **said, representatives="5")
    assert clerk.says(RECEIPT) and clerk.says(CODE)
    [(body, _)] = doors.visits
    assert body["nature"] == {"flags": ["collective"], "representatives": 5}
    assert body["contact"] == {"name": "周某某", "telephone": "13800008000"}
    assert doors.arrival["receipt"] == RECEIPT
    assert doors.looks[-1] == f"/v1/arrivals/{ARRIVAL}/visitor"


def test_d10_straight_to_the_window_is_an_arrival_too(clerk, doors):
    doors.arrival = arrival(contact=None, matter="")
    clerk.get(WINDOW).send(
        WINDOW, people="1", text="灯不亮", name="周某某", place="9栋"
    )
    assert clerk.says(CODE)
    assert [verb for verb, _, _ in doors.acts] == ["arrivals", "register"]
    [(body, key)] = doors.visits
    assert body == {
        "organisation_id": "jinkeyuan",
        "text": "灯不亮",
        "place": "9栋",
        "contact": {"name": "周某某"},
    }
    assert key.endswith("-visit")


def test_d10_a_visit_that_is_refused_keeps_the_arrival_and_the_words(clerk, doors):
    refused = (422, {"type": "x:unknown-reference", "title": "没有这个类别"})
    doors.window_problem = {"/v1/window-visits": refused}
    clerk.get(WINDOW).send(WINDOW, people="1", text="灯不亮")
    assert (clerk.status, clerk.says("没有这个类别"), clerk.says("灯不亮")) == (
        422,
        True,
        True,
    )
    assert f'name="arrival" value="{ARRIVAL}"' in clerk.page.text
    assert clerk.get(WINDOW).send(WINDOW, people="1", text=" ").status == 422


def test_d10_what_the_visitor_told_before_is_shown_once_before_it_is_registered(
    clerk, doors
):
    doors.similar = [ALIKE]
    said = {"people": "1", "text": "灯不亮", "telephone": "13800008000"}
    clerk.get(WINDOW).send(WINDOW, **said)
    for words in ("8栋灯不亮", "同一电话来过", "不是同一件，登记", "灯不亮"):
        assert clerk.says(words), words
    assert doors.looks[-1]["telephone"] == "13800008000"
    assert doors.visits == [] and doors.acts == []
    clerk.send(WINDOW, **said, looked="1")
    assert clerk.says(CODE) and len(doors.visits) == 1
    doors.similar = []
    clerk.get(WINDOW).send(WINDOW, **said, look="1")
    assert clerk.says("没有找到") and len(doors.visits) == 1


def test_d10_a_number_that_cannot_be_linked_is_said_and_can_be_tried_again(
    clerk, doors
):
    path = f"/v1/arrivals/{ARRIVAL}/register"
    doors.window_problem = {path: (503, {})}
    clerk.get(WINDOW).send(WINDOW, people="1", text="灯不亮")
    assert clerk.says(CODE) and clerk.says("还没有挂到这次到访上")
    doors.window_problem = {path: (409, {"type": "x:y", "title": "不行"})}
    clerk.get(WINDOW).send(WINDOW, people="1", text="灯不亮")
    assert clerk.says("还没有挂到这次到访上")
    doors.window_problem = None
    clerk.send(f"{ONE}/register", receipt=RECEIPT)
    assert clerk.says("这次到访已转为诉求。")
    clerk.send(f"{ONE}/register", receipt=RECEIPT)
    assert clerk.says("这次到访已转为诉求。")
    clerk.get(WINDOW)
    clerk.send(WINDOW, arrival=ARRIVAL, people="1", text="灯不亮")
    assert clerk.says("这次到访已转为诉求。")


def test_d10_nobody_is_turned_away_without_ground_and_words(clerk, doors):
    clerk.get(ONE).send(f"{ONE}/turn", ground="not-here")
    assert clerk.status == 422
    for words in ("请选怎么处理", "请写告诉来访人的话"):
        assert clerk.says(words), words
    said = {"outcome": "redirected", "ground": "not-here", "words": "请到区信访局。"}
    assert clerk.send(f"{ONE}/turn", **said).says("已记下处理和理由。")
    assert clerk.says("应向有权处理的本级或上一级机关提出")
    assert clerk.send(f"{ONE}/turn", **said).says("已记下处理和理由。")
    clerk.send(f"{ONE}/turn", **said | {"outcome": "refused"})
    assert clerk.status == 409
    assert clerk.says("请到区信访局。") and clerk.says("已有人处理")
    assert clerk.get(ONE).send(f"{ONE}/frame").status == 404


def test_art26_conduct_is_noted_beside_the_arrival(clerk, doors):
    clerk.get(ONE).send(f"{ONE}/conduct", words=" ")
    assert clerk.says("请选哪一项") and clerk.says("请写看到了什么")
    said = {"kind": "staying", "words": "不肯离开，经劝离开。", "warned": "true"}
    clerk.send(f"{ONE}/conduct", **said)
    assert clerk.says("不肯离开，经劝离开。") and clerk.says("已劝阻")


def test_pipl51_who_came_is_whole_for_a_purpose_once(clerk, doors):
    clerk.get(ONE).send(f"{ONE}/visitor")
    assert clerk.status == 422
    clerk.send(f"{ONE}/visitor", purpose="case-handling")
    assert clerk.says("周某某") and clerk.says("13800008000")
    assert doors.looks == [f"/v1/arrivals/{ARRIVAL}/visitor"]
    assert not clerk.get(ONE).says("周某某")


def test_b05_all_that_is_missing_is_handed_out_on_one_sheet(clerk, doors):
    notice = f"/desk/door/{RECEIPT}/notice"
    assert clerk.get(notice).status == 404
    asked = {"items": ["身份证复印件", "合同"], "answer_by": None}
    doors.told = doors.told | {"missing": asked}
    clerk.get(notice)
    for words in ("补充材料一次性告知单", "身份证复印件", "合同", RECEIPT):
        assert clerk.says(words), words
    assert clerk.says("还在印制")
    assert clerk.get(f"{notice}/pdf").status == 404
    paper = {"document_id": PAPER, "kind": "supplement-notice", "sha256": "ab"}
    doors.papers = [paper | {"sha256": None}, paper]
    assert clerk.get(notice).says("下载公文（PDF）")
    given = clerk.get(f"{notice}/pdf").page
    assert "a print" in given.text
    assert given.headers["Content-Type"] == "application/pdf"
    assert f'filename="{RECEIPT}.pdf"' in given.headers["Content-Disposition"]


def test_a_page_that_is_too_old_shows_what_was_typed(clerk):
    for path in (LIST, WINDOW):
        clerk.get(path)
        clerk.send(path, key="old", text="灯不亮")
        assert (clerk.status, clerk.says("灯不亮")) == (422, True)


def test_a_handler_has_no_window(colleague):
    colleague.sign_in("wang")
    assert colleague.get(LIST).status == 403
    assert colleague.get(WINDOW).status == 403
