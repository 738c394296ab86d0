"""个人信息保护法第46、47条 by the pages: asked in three presses, answered by two."""

import json

import pytest

from services.portal.tests.data_stand_in import (
    DATA_NUMBER,
    RIGHT,
    a_right,
    data_request,
    proposed,
)
from services.portal.tests.stand_in import CODE, RECEIPT

pytestmark = pytest.mark.integration
DATA = f"/track/{RECEIPT}/data"
LIST = "/desk/data-requests"
ONE = f"{LIST}/{DATA_NUMBER}"


def asked(others):
    return [
        json.loads(body)
        for _, path, body in others.calls
        if path.endswith("/data-requests")
    ]


def test_a_deletion_is_asked_in_three_presses_and_says_until_when(resident, site):
    resident.open().get(DATA)
    assert f'href="{DATA}/deletion"' in resident.page.text
    resident.get(f"{DATA}/deletion")
    assert resident.says("138****8000")
    assert resident.says("法律要求保存")
    said = {"part-telephone": "yes", "part-file": "yes", "statement": "别再打了"}
    resident.send(f"{DATA}/deletion", **said)
    assert resident.says("收到了，编号 GX-2611-0000176")
    assert resident.says("12月9日")
    [body] = asked(site[1])
    assert (body["parts"], body["values"]) == (["telephone", "file"], {})
    assert body["code"] == CODE


def test_a_correction_says_what_shall_stand_there(resident, site):
    resident.open().get(f"{DATA}/correction")
    resident.send(f"{DATA}/correction", **{"new-name": "张小山"})
    [body] = asked(site[1])
    assert (body["parts"], body["values"]) == (["name"], {"name": "张小山"})


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(resident, site):
    resident.open()
    for kind in ("correction", "deletion"):
        resident.get(f"{DATA}/{kind}").send(f"{DATA}/{kind}", statement="写过的话")
        assert (resident.status, resident.says("至少一项")) == (422, True)
        assert resident.says("写过的话")
    long = {"part-name": "yes", "statement": "删" * 1001}
    assert resident.send(f"{DATA}/deletion", **long).says("最多 1000 字")
    site[1].data_faults = {"values.telephone": "电话写得不对"}
    resident.send(f"{DATA}/correction", **{"new-telephone": "one"})
    assert 'id="new-telephone-wrong"' in resident.page.text
    site[1].data_faults = {"": ""}
    resident.send(f"{DATA}/correction", **{"new-telephone": "13900139000"})
    assert resident.says("三个请求在等答复")
    site[1].data_faults, site[1].data_away = None, True
    resident.send(f"{DATA}/correction", **{"new-telephone": "13900139000"})
    assert resident.says("您写的还在")
    assert resident.says("13900139000")


def test_without_the_code_nothing_is_shown_and_another_word_is_no_page(resident, site):
    assert resident.get(f"{DATA}/deletion").says("查询码")
    resident.send(f"{DATA}/deletion", **{"part-name": "yes"})
    assert resident.says("查询码")
    resident.open()
    assert resident.get(f"{DATA}/frame").status == 404
    site[1].away = True
    assert resident.get(f"{DATA}/deletion").status == 503
    site[1].away, site[1].refusal = False, 404
    assert resident.get(f"{DATA}/deletion").says("查询码")


def test_the_desk_lists_what_is_due_and_shows_words_once_for_the_asking(colleague):
    colleague.sign_in("chen")
    assert colleague.get(LIST).says("超期 1 件")
    assert colleague.says("12月9日")
    colleague.get(ONE)
    assert colleague.says("138****8000")
    assert not colleague.says("别再打电话了")
    colleague.send(f"{ONE}/words")
    assert colleague.says("别再打电话了")
    assert colleague.says("13800138000")
    assert not colleague.get(ONE).says("13800138000")


def test_a_deletion_is_proposed_by_one_and_agreed_to_by_another(colleague, staff_site):
    colleague.sign_in("chen")
    colleague.get(ONE)
    said = {"grant-telephone": "yes", "reason": "已核对", "law": "第47条第2款"}
    colleague.send(f"{ONE}/decide", **said, checked="not-yet")
    assert (colleague.status, colleague.says("先核对是不是本人")) == (422, True)
    colleague.send(f"{ONE}/decide", checked="called-back", reason=" ")
    assert colleague.says("写明理由")
    colleague.send(f"{ONE}/decide", **said, checked="called-back")
    assert colleague.says("等另一个人复核")
    assert colleague.says("这是您提的")
    assert f"{ONE}/agree" not in colleague.page.text
    staff_site[1].data_requests[0] = proposed()
    assert 'name="revision" value="2"' in colleague.get(ONE).page.text
    colleague.send(f"{ONE}/agree", revision="2")
    assert (colleague.says("同意的部分办了"), staff_site[1].data_seen) == (True, 2)


def test_what_intake_refuses_is_said_and_what_is_no_act_is_not_there(
    colleague, staff_site
):
    colleague.sign_in("chen")
    colleague.get(ONE).send(f"{ONE}/frame")
    assert colleague.status == 404
    staff_site[1].data_requests[0] = proposed()
    colleague.get(ONE)
    staff_site[1].data_no = "删除要由另一个人复核"
    colleague.send(f"{ONE}/agree")
    assert (colleague.status, colleague.says("由另一个人复核")) == (409, True)
    staff_site[1].data_no = None
    colleague.get(ONE).send(f"{ONE}/send-back")
    assert colleague.says("已退回")
    refused = {"reason": "法律要求保存", "law": "第47条", "checked": "not-yet"}
    colleague.send(f"{ONE}/decide", **refused)
    assert colleague.says("已答复：不同意")
    staff_site[1].data_requests = []
    assert colleague.get(LIST).says("没有等答复的请求")
    assert colleague.get(f"{LIST}?of=answered").says("还没有答复过")


def test_the_board_counts_what_is_overdue_and_a_handler_has_no_such_desk(
    colleague, staff_site
):
    colleague.sign_in("chen")
    assert colleague.get("/watch").says("超期未答复 1 件，等答复 2 件。")
    staff_site[1].data_requests = [data_request()]
    assert colleague.get("/watch").says("超期未答复 0 件，等答复 1 件。")
    colleague.sign_in("wang")
    assert colleague.get(LIST).status == 403


ARCHIVE = f"{LIST}/archive"


def test_requests_about_files_stand_beside_the_others_and_deletions_take_two(
    colleague, staff_site
):
    clerk, one = colleague.sign_in("chen", back=ARCHIVE), f"{ARCHIVE}/{RIGHT}"
    assert clerk.says("健康状况")
    assert clerk.says("超期")
    assert f"after={RIGHT}" in clerk.page.text
    assert clerk.get(one).says("张**")
    assert not clerk.says("病历不必留")
    assert clerk.send(f"{one}/words").says("病历不必留")
    assert clerk.send(f"{one}/decide", reason="属实").says("请选同意还是不同意")
    said = {"verdict": "grant", "reason": "属实"}
    assert clerk.send(f"{one}/decide", **said).path == f"{one}?done=proposed"
    assert "/agree" not in clerk.page.text
    staff_site[1].right = a_right("proposed")
    assert "/agree" in colleague.get(one).page.text
    assert colleague.send(f"{one}/burn").status == 404
    assert colleague.send(f"{one}/agree").path == f"{one}?done=granted"
    assert colleague.says("陈主任")
    staff_site[1].right = a_right("proposed")
    assert colleague.send(f"{one}/send-back").path == f"{one}?done=received"
    staff_site[1].data_no = "法律要求保存"
    assert colleague.send(f"{one}/decide", **said).says("法律要求保存")
