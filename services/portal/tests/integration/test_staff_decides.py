"""One thing to decide on a screen: yes, no with a reason, next; without any script."""

import pytest

from services.portal.tests.desk_stand_in import case, due, sheet
from services.portal.tests.lead_stand_in import OBJECTION, PUBLICATION
from services.portal.tests.residents import KEY
from services.portal.tests.staff_rooms import forget_answers
from services.portal.tests.stand_in import RECEIPT

pytestmark = pytest.mark.integration

DECIDE = "/watch/decide"
ASKED = {"days": 10, "reason": "等配件", "by": "wang.min", "at": due(-1)}
RETURNED = {"reason": "物业的职责", "by": "wang.min", "at": due(-1)}


@pytest.fixture
def head(colleague, staff_site):
    doors = staff_site[1]
    doors.rows = [case(0)]
    doors.sheet = sheet(
        may=["decide-extension"], dossier={"extension": ASKED, "returns": [RETURNED]}
    )
    return colleague.sign_in("chen"), doors


def test_one_thing_stands_on_a_screen_with_what_is_asked_and_why(head):
    colleague, doors = head
    colleague.get("/watch")
    for words in ("待我决定", "逐件处理", "公示"):
        assert colleague.says(words), words
    colleague.get(DECIDE)
    for words in ("第 1 件，共 3 件", "等配件", "王敏", "希望尽快修好", "同意延期"):
        assert colleague.says(words), words
    assert f"{DECIDE}?at=objection:{OBJECTION}" in colleague.page.text
    assert doors.acts == []


def test_a_yes_goes_to_its_owner_with_what_was_seen_and_the_next_one_comes(head):
    colleague, doors = head
    colleague.get(DECIDE)
    said = {"answer": "agree", "revision": "3", "next": f"objection:{OBJECTION}"}
    colleague.send(f"{DECIDE}/extension/{RECEIPT}", **said)
    [(verb, body, key)] = doors.acts
    assert (verb, body) == ("extension/decision", {"granted": True, "reason": ""})
    assert key.startswith("desk-")
    assert colleague.says("延期：已同意")
    assert colleague.says("不满意件办结")
    doors.sheet = sheet(revision=9, dossier={"extension": ASKED}, may=["comment"])
    stale = colleague.send(f"{DECIDE}/extension/{RECEIPT}", **said)
    assert (stale.status, stale.says("由别的负责人决定")) == (409, True)


def test_a_no_needs_its_reason_and_what_was_typed_stays(head):
    colleague, doors = head
    colleague.get(DECIDE)
    path = f"{DECIDE}/extension/{RECEIPT}"
    assert colleague.send(path, answer="refuse").status == 422
    assert colleague.send(path, reason="x").status == 422
    assert colleague.send(path, answer="reopen", reason="x").status == 404
    assert doors.acts == []
    colleague.send(path, answer="refuse", reason="十天太长")
    assert doors.acts[-1][1] == {"granted": False, "reason": "十天太长"}


def test_who_is_not_satisfied_is_decided_about_with_a_reason_whatever_it_is(head):
    colleague, doors = head
    path = f"{DECIDE}/objection/{OBJECTION}"
    assert colleague.get(f"{DECIDE}?of=objection").says("灯还是不亮")
    assert colleague.send(path, answer="agree").status == 422
    for answer, step in (("agree", "approve"), ("reopen", "reopen")):
        colleague.send(path, answer=answer, reason="看过现场")
        done = (f"POST /v1/objections/{OBJECTION}/{step}", {"text": "看过现场"})
        assert doors.acts[-1][:2] == done
    doors.leads_problem = (409, "transition-refused")
    assert colleague.send(path, answer="agree", reason="好").status == 409
    assert colleague.says("有规定，不行。")
    assert colleague.send(f"{DECIDE}/objection/x", answer="agree").status == 422
    assert (
        colleague.send(f"{DECIDE}/objection/x", answer="agree", reason="x").status
        == 404
    )


def test_a17_what_others_wrote_is_approved_as_it_was_read_or_sent_back(head):
    colleague, doors = head
    path = f"{DECIDE}/publication/{PUBLICATION}"
    colleague.get(f"{DECIDE}?of=publication")
    assert colleague.says("楼道亮了")
    colleague.send(path, answer="agree", revision="4")
    agreed = {"approve": True, "revision": 4, "reason": ""}
    assert doors.acts[-1][1] == agreed
    assert colleague.send(path, answer="refuse").status == 422
    colleague.send(path, answer="refuse", revision="4", reason="写清楚")
    assert doors.acts[-1][1] == agreed | {"approve": False, "reason": "写清楚"}


def test_what_is_gone_or_away_is_told_and_the_rest_goes_on(head, staff_site):
    colleague, doors = head
    assert colleague.get(f"{DECIDE}?at=return:gone").says("这一件已经处理过")
    doors.leads_away = ("/v1/objections", "/v1/publications")
    forget_answers(staff_site[0])
    colleague.get(DECIDE)
    assert colleague.says("不满意件办结：服务没有回应")
    assert colleague.says("第 1 件，共 1 件")
    doors.leads_away, doors.rows = (), []
    assert colleague.get(f"{DECIDE}?of=return").says("已全部处理")
    assert colleague.says("看其他 2 件")
    assert colleague.get(f"{DECIDE}?of=x&at=%00").status == 200


def test_no_one_but_a_head_decides(head, staff_site):
    colleague, doors = head
    colleague.sign_in("li")
    assert colleague.get(DECIDE).status == 403
    colleague.get("/desk")
    said = {"answer": "agree", "key": KEY.search(colleague.page.text).group(1)}
    assert colleague.send(f"{DECIDE}/extension/{RECEIPT}", **said).status == 403
    assert doors.acts == []


def test_the_keys_are_listed_and_can_be_switched_off(head):
    colleague, _ = head
    assert 'data-hotkeys="on"' in colleague.get("/desk").page.text
    colleague.get("/keys/off?back=/desk")
    assert 'data-hotkeys="off"' in colleague.page.text
    assert colleague.get("/keys/loud").status == 404
