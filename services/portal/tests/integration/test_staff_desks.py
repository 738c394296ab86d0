"""The board, calls and operations, without any script."""

import re

import pytest

from services.portal.tests.lead_stand_in import NEAR
from services.portal.tests.residents import rows_of
from services.portal.tests.staff_rooms import CASE, NONCE, forget_answers
from services.portal.tests.stand_in import CODE, RECEIPT

pytestmark = pytest.mark.integration


# -- the board -----------------------------------------------------------------------


def test_the_board_shows_the_oldest_overdue_and_every_rate_with_its_numbers(colleague):
    assert colleague.sign_in("chen").path == "/watch"
    first = re.search(r"/desk/cases/(MQ-[0-9-]+)", colleague.page.text).group(1)
    assert first == RECEIPT
    for words in ("超期最久的", "93.2%", "没有基数", "金泉街道社会事务科"):
        assert colleague.says(words), words
    plain = re.sub(r"<[^>]+>", "", colleague.page.text)
    assert "41/44" in plain


def test_each_figure_opens_its_rows(colleague, staff_site):
    colleague.sign_in("chen")
    address = re.search(
        r'/watch/rows\?measure=in_time[^"]+', colleague.page.text
    ).group()
    colleague.get(address.replace("&amp;", "&"))
    assert colleague.says(RECEIPT)
    asked = staff_site[1].looks[-1]
    assert (asked["measure"], asked["from"], asked["to"]) == (
        "in_time",
        "2026-11-01",
        "2026-11-19",
    )


def test_the_board_stands_with_one_half_while_the_other_is_away(colleague, staff_site):
    doors = staff_site[1]
    colleague.sign_in("chen")
    forget_answers(staff_site[0])
    ask = doors._asked
    doors._asked = lambda path, query: (
        (503, {}) if "figures" in path else ask(path, query)
    )
    try:
        assert colleague.get("/watch").says("统计服务没有回应")
        assert colleague.says("超期最久的")
        forget_answers(staff_site[0])
        doors._asked = lambda path, query: (
            (503, {}) if "cases" in path else ask(path, query)
        )
        assert colleague.get("/watch").says("办件服务没有回应")
        assert colleague.says("93.2%")
    finally:
        doors._asked = ask
    doors.rows = []
    assert colleague.get("/watch").says("没有在办的事")


# -- taking a call -------------------------------------------------------------------


def test_a_call_is_written_down_once_and_its_number_read_out(colleague, staff_site):
    colleague.sign_in("li").get("/desk/intake/call")
    nonce = NONCE.search(colleague.page.text).group(1)
    form = colleague.page
    said = {"text": "老人摔倒，灯不亮", "place": "9栋", "telephone": "138 0000 1234"}
    for _ in range(2):
        colleague.page = form
        colleague.send("/desk/intake/call", nonce=nonce, **said)
        for words in (RECEIPT, CODE, "8栋灯不亮", "120"):
            assert colleague.says(words), words
    (_, first, key), (_, _, same) = staff_site[1].acts
    assert key == same
    assert first == {
        "text": "老人摔倒，灯不亮",
        "organisation_id": "jinkeyuan",
        "place": "9栋",
        "contact": {"telephone": "138 0000 1234"},
    }


def test_a_call_with_faults_keeps_what_was_typed(colleague, staff_site):
    colleague.sign_in("li").get("/desk/intake/call")
    colleague.send("/desk/intake/call", text=" ", telephone="abc", place="9栋")
    assert colleague.status == 422
    for words in ("请写来电人说的事", "电话号码看不懂", "9栋"):
        assert colleague.says(words), words
    staff_site[1].problem = (422, "unknown-reference")
    assert colleague.send("/desk/intake/call", text="灯不亮").says("有规定，不行。")
    assert staff_site[1].acts == []


def test_what_resembles_a_call_is_shown_before_it_is_written_down(
    colleague, staff_site
):
    doors = staff_site[1]
    doors.similar = [NEAR, NEAR | {"yours": False, "title": "街道的"}]
    colleague.sign_in("li").send("/account/role", role="clerk")
    colleague.get("/desk/intake/call").send("/desk/intake/call", text="灯不亮")
    for words in ("8栋楼道灯也不亮", "文字相近", "83", "就是这件", "请他们并单"):
        assert colleague.says(words), words
    assert (doors.acts, doors.looks[-1]) == ([], {"text": "灯不亮"})
    assert colleague.page.text.count('name="join"') == 1
    said = {"text": "灯不亮", "looked": "1"}
    assert colleague.send("/desk/intake/call", **said).says(CODE)
    assert [verb for verb, _, _ in doors.acts] == ["call"]


def test_one_key_joins_a_call_to_the_matter_it_is_about(colleague, staff_site):
    doors = staff_site[1]
    colleague.sign_in("li").send("/account/role", role="clerk")
    colleague.get("/desk/intake/call")
    said = {"text": "灯不亮", "looked": "1", "join": "MQ-2611-0000099"}
    assert colleague.send("/desk/intake/call", **said, category="noise").says("已并入")
    call, accept, merge = doors.acts
    assert call[1]["division_code"] == "510106040019"
    assert (accept[0], accept[1]) == ("accept", {"category": "noise"})
    assert (merge[0], merge[1]["lead"]) == ("merge", "MQ-2611-0000099")


def test_a_call_that_cannot_be_joined_is_written_down_all_the_same(
    colleague, staff_site
):
    doors = staff_site[1]
    doors.refusal = (409, {"type": "x:merge-refused", "title": "已答复，不能并单。"})
    colleague.sign_in("li").get("/desk/intake/call")
    said = {"text": "灯不亮", "looked": "1", "join": "MQ-2611-0000099"}
    colleague.send("/desk/intake/call", **said, category="noise")
    for words in (CODE, "没有并成", "已答复，不能并单。"):
        assert colleague.says(words), words
    doors.lead = "MQ-2611-0000099"
    colleague.get("/desk/intake/call")
    colleague.send("/desk/intake/call", **said, category="noise")
    assert colleague.says("已并入")


def test_odd_bytes_in_any_form_of_staff_break_nothing(colleague):
    assert colleague.sign_in("wang\x00", "\x00").status == 422
    colleague.sign_in().get(CASE)
    for name in ("answer", "remark", "no-such-act"):
        colleague.send(f"{CASE}/{name}", note="\x00", revision="9" * 99, nonce="\x00")
        assert colleague.status < 500, name
        colleague.get(CASE)
    colleague.sign_in("chen").get("/desk/policies/change")
    for amount in ("9" * 5_000, "٣", "\x00"):
        colleague.send("/desk/policies/change", amount=amount)
        assert colleague.status == 422, amount
    for path in ("/desk?after=%00", "/desk?state=%00", "/watch/rows?after=x"):
        assert colleague.get(path).status < 500, path


# -- operations ----------------------------------------------------------------------

KEEP = """
insert into dead_letters (event, reason, attempts, headers, body, fingerprint)
values ('intake.petition.accepted.v1', 'KeyError', 6, '{}', '{"secret": "张三"}', '7')
"""


def test_an_operator_sees_trouble_first_and_no_word_of_anybodys(colleague, staff_site):
    assert colleague.sign_in("ops").path == "/ops"
    for words in ("routing", "正常", "没有死信", "要看的", "磁盘", "从来没有"):
        assert colleague.says(words), words
    assert colleague.get("/ops/runbook").page.text.count('id="backupold"') == 1
    staff_site[1].away = True
    assert colleague.get("/ops").says("没有就绪")
    staff_site[0].database.rows(KEEP)
    assert colleague.get("/ops").says("intake.petition.accepted.v1")
    assert "/ops/runbook#deadlettersopen" in colleague.page.text
    assert not colleague.says("张三")


def test_a_dead_letter_is_settled_with_a_reason_by_a_name(colleague, staff_site):
    staff_site[0].database.rows("truncate dead_letters cascade")
    staff_site[0].database.rows(KEEP)
    number = rows_of(staff_site[0], "dead_letters")[0]["id"]
    colleague.sign_in("ops")
    assert colleague.send(f"/ops/dead/{number}/discard", reason=" ").status == 422
    assert colleague.send(f"/ops/dead/{number}/burn", reason="x").status == 404
    colleague.get("/ops").send(f"/ops/dead/{number}/replay", reason="规则已补")
    assert colleague.says("没有办成")
    assert colleague.send(f"/ops/dead/{number}/discard", reason="测试消息").says(
        "已作废"
    )
    act = rows_of(staff_site[0], "dead_letter_acts")[-1]
    assert (act["by"], act["reason"], act["act"]) == (
        "ops.one",
        "测试消息",
        "discarded",
    )
    assert colleague.send("/ops/dead/99999/discard", reason="x").status == 404
