"""The inbox and the page of a case, without any script."""

import re

import pytest

from services.portal.tests.desk_stand_in import MAY, WORDS, sheet
from services.portal.tests.lead_stand_in import PUBLICATION
from services.portal.tests.staff_rooms import CASE, NONCE, act, forget_answers
from services.portal.tests.stand_in import NOON, RECEIPT

pytestmark = pytest.mark.integration


# -- the inbox -----------------------------------------------------------------------


def test_the_inbox_shows_what_is_due_first_first_and_goes_on_by_pages(colleague):
    colleague.sign_in()
    assert colleague.path == "/desk"
    found = re.findall(r"/desk/cases/(MQ-[0-9-]+)", colleague.page.text)
    assert found[0] == RECEIPT
    assert len(found) == 25
    assert colleague.says("超期 2 天")
    assert colleague.says("还剩 13 小时")
    assert colleague.says("金科苑社区")
    assert colleague.says("公共照明")
    colleague.get("/desk?after=25")
    assert len(re.findall(r"/desk/cases/(MQ-[0-9-]+)", colleague.page.text)) == 5


def test_filters_are_tags_that_can_be_taken_off(colleague):
    colleague.sign_in().get("/desk?mine=1&late=1")
    assert 'href="/desk?late=1"' in colleague.page.text
    assert 'href="/desk?mine=1"' in colleague.page.text
    assert colleague.get("/desk?state=suspended").says("没有符合筛选的事")
    assert colleague.get("/desk?state=nonsense&mine=2").says("再看 25 件")


def test_doors_are_asked_in_the_persons_own_name(colleague, staff_site):
    colleague.sign_in("chen").get("/desk")
    assert staff_site[1].tokens == {"Bearer token-of-chen.zhu"}


def test_the_inbox_stands_without_titles_while_intake_is_away(colleague, staff_site):
    staff_site[1].matters_away = True
    assert colleague.sign_in().says("（标题暂时看不到）")


def test_a_number_is_found_however_it_was_copied(colleague):
    colleague.sign_in().send("/desk/found", text="mq－2611－0000014")
    assert colleague.path == CASE


# -- the case ------------------------------------------------------------------------


def test_the_case_shows_words_clocks_history_and_a_masked_petitioner(colleague):
    colleague.sign_in().get(CASE)
    for words in (
        WORDS,
        "138****1234",
        "法定最迟",
        "《信访工作条例》第34条",
        "物业说周三到货",
    ):
        assert colleague.says(words), words
    assert "13800001234" not in colleague.page.text
    assert "Cache-Control" in colleague.page.headers
    assert colleague.page.headers["Cache-Control"] == "private, no-store"


def test_the_case_shows_its_ledgers_and_what_of_it_is_public(colleague, staff_site):
    colleague.sign_in().get(CASE)
    [told] = re.findall(r'aria-labelledby="ledgers".*?</section>', one_line(colleague))
    assert told.count("民情台账") == 2
    assert told.count("已销号") == 2
    assert told.count("没有公开") == 1
    assert f'href="/desk/publish/{PUBLICATION}"' in told
    staff_site[1].leads_away = ("/v1/ledger-items",)
    forget_answers(staff_site[0])
    assert 'aria-labelledby="ledgers"' not in one_line(colleague.get(CASE))


def one_line(colleague):
    return colleague.page.text.replace("\n", " ")


def test_the_history_is_narrowed_to_what_residents_read_or_to_the_rest(colleague):
    colleague.sign_in().get(CASE)
    lines = re.findall(r"told-(public|inner)\"", colleague.page.text)
    assert set(lines) == {"public", "inner"}
    for whose in ("public", "inner"):
        colleague.get(f"{CASE}?told={whose}")
        assert set(re.findall(r"told-(public|inner)\"", colleague.page.text)) == {whose}
    assert (
        len(re.findall(r"told-(?:p|i)", colleague.get(f"{CASE}?told=x").page.text)) >= 2
    )


def test_a_contact_is_shown_whole_for_a_purpose_once(colleague, staff_site):
    colleague.sign_in().get(CASE).send(f"{CASE}/petitioner")
    assert colleague.status == 422
    assert staff_site[1].looks == []
    colleague.send(f"{CASE}/petitioner", purpose="case-handling")
    assert colleague.says("13800001234")
    assert staff_site[1].looks == ["case-handling"]
    assert "13800001234" not in colleague.get(CASE).page.text


def test_an_answer_goes_out_once_with_its_note_apart(colleague, staff_site):
    colleague.sign_in().get(CASE)
    said = {"outcome": "resolved", "reply": "灯已换好。", "note": "物业欠费，下月再催"}
    page = colleague.page
    act(colleague, "answer", **said)
    assert colleague.says("答复已提交")
    colleague.page = page
    act(colleague, "answer", **said)
    sent = staff_site[1].acts
    assert {key for _, _, key in sent[:2]} == {key for _, _, key in sent[2:]}
    answer, note = sent[:2]
    assert answer[0] == "resolve"
    assert answer[1] == {"outcome": "resolved", "reply": "灯已换好。"}
    assert note[0] == "remarks"
    assert answer[2] != note[2]


def test_a_preview_sends_nothing_and_keeps_both_boxes(colleague, staff_site):
    colleague.sign_in().get(CASE)
    act(
        colleague,
        "answer",
        outcome="explained",
        reply="政策如下。",
        note="甲",
        preview="1",
    )
    assert colleague.says("居民将看到")
    assert colleague.says("政策如下。")
    assert staff_site[1].acts == []


@pytest.mark.parametrize(
    ("name", "said", "words"),
    [
        ("answer", {}, "请写给居民看的答复"),
        ("answer", {"reply": "好", "outcome": "x"}, "请选办理结果"),
        ("return", {}, "请写理由"),
        ("extension", {"days": "31", "reason": "等"}, "1 到 30"),
        ("extension", {"days": "x", "reason": "等"}, "1 到 30"),
        ("remark", {"note": " "}, "请写备注"),
        ("remark", {"note": "长" * 2001}, "太长了"),
    ],
)
def test_a_form_with_faults_says_them_and_keeps_what_was_typed(
    colleague, staff_site, name, said, words
):
    act(colleague.sign_in().get(CASE), name, **said)
    assert colleague.status == 422
    assert colleague.says(words)
    assert staff_site[1].acts == []


def test_a_return_proposes_a_unit_and_an_extension_its_days(colleague, staff_site):
    act(
        colleague.sign_in().get(CASE),
        "return",
        reason="属街道",
        unit="金泉街道社会事务科",
    )
    act(colleague.get(CASE), "extension", days="7", reason="等灯具")
    (_, returned, _), (_, extended, _) = staff_site[1].acts
    assert returned == {"reason": "属街道\n建议承办单位：金泉街道社会事务科"}
    assert extended == {"days": 7, "reason": "等灯具"}


def test_a_case_that_moved_on_is_shown_with_what_changed_and_the_text_kept(
    colleague, staff_site
):
    colleague.sign_in().get(CASE)
    staff_site[1].sheet = sheet(revision=5, state="started")
    staff_site[1].sheet["remarks"].append(
        {
            "revision": 5,
            "text": "我先联系了住户",
            "by": "li.xiao",
            "organisation_id": "x",
            "at": NOON.isoformat(),
        }
    )
    act(colleague, "answer", outcome="resolved", reply="灯已换好。", note="")
    assert colleague.status == 409
    for words in ("有人先改了这件事", "我先联系了住户", "灯已换好。", "办理中"):
        assert colleague.says(words), words
    act(colleague, "answer", outcome="resolved", reply="灯已换好。", note="")
    assert [verb for verb, _, _ in staff_site[1].acts] == ["resolve"]


def test_a_note_that_was_not_taken_is_still_there(colleague, staff_site):
    colleague.sign_in().get(CASE)
    doors = staff_site[1]
    send = doors._done
    doors._done = lambda path, *more: (
        (409, {}) if path.endswith("remarks") else send(path, *more)
    )
    try:
        act(
            colleague, "answer", outcome="resolved", reply="灯已换好。", note="物业欠费"
        )
    finally:
        doors._done = send
    for words in ("答复已提交", "备注没有存上", "物业欠费"):
        assert colleague.says(words), words
    act(colleague, "remark", note="物业欠费")
    assert [verb for verb, _, _ in doors.acts] == ["resolve", "remarks"]


def test_a_form_with_faults_tells_too_that_the_case_moved_on(colleague, staff_site):
    colleague.sign_in().get(CASE)
    staff_site[1].sheet = sheet(revision=5, state="started")
    act(colleague, "answer", outcome="resolved", reply="")
    assert colleague.says("有人先改了这件事")
    assert colleague.says("请写给居民看的答复")


def test_what_the_owner_refuses_is_told_in_its_words(colleague, staff_site):
    colleague.sign_in().get(CASE)
    doors = staff_site[1]
    send = doors._done
    doors._done = lambda *_: (
        409,
        {"type": "x:too-late-to-return", "title": "过了五日。"},
    )
    try:
        act(colleague, "return", reason="不属我单位")
    finally:
        doors._done = send
    assert colleague.status == 409
    assert colleague.says("过了五日。")
    assert colleague.says("不属我单位")


def test_while_routing_is_away_a_form_can_be_sent_again_under_its_key(
    colleague, staff_site
):
    colleague.sign_in().get(CASE)
    nonce = NONCE.search(colleague.page.text).group(1)
    staff_site[1].away = True
    act(colleague, "answer", outcome="resolved", reply="灯已换好。", note="")
    assert colleague.status == 503
    assert nonce in colleague.page.text
    assert colleague.says("灯已换好。")
    assert colleague.says("不会办两次")


def test_the_desk_and_a_case_stand_dated_while_routing_is_silent(colleague, staff_site):
    stale = "有的服务现在没有回应：这一页有些内容是 "
    colleague.sign_in().get("/desk")
    listed = colleague.page.text.count("MQ-2611")
    assert not colleague.get(CASE).says(stale)
    staff_site[1].away = True
    assert colleague.get("/desk").says(stale)
    assert (colleague.status, colleague.page.text.count("MQ-2611")) == (200, listed)
    assert colleague.says("还有些内容暂时看不到")
    assert colleague.page.text.count("有的服务现在没有回应") == 1
    assert colleague.get(CASE).says(stale)
    assert (colleague.status, NONCE.search(colleague.page.text) is None) == (200, False)
    assert not colleague.sign_in("li").get("/desk").says("MQ-2611")
    staff_site[1].away = False
    assert not colleague.sign_in().get("/desk").says(stale)
    colleague.get(CASE)
    act(colleague, "remark", note="已电话联系")
    staff_site[1].away = True
    assert not colleague.get("/desk").says(stale)


def test_only_what_routing_offers_can_be_clicked(colleague, staff_site):
    staff_site[1].sheet = sheet(may=["comment"])
    colleague.sign_in().get(CASE)
    assert colleague.says("可以看，可以写备注")
    assert f"{CASE}/answer" not in colleague.page.text
    assert f"{CASE}/remark" in colleague.page.text
    staff_site[1].sheet = sheet(
        may=[*MAY, "assign", "urge", "decide-return", "decide-extension"]
    )
    colleague.get(CASE)
    for name in ("assign", "urge", "return-decision", "extension-decision", "sign"):
        assert f"{CASE}/{name}" in colleague.page.text


def test_a_pass_that_a_door_no_longer_takes_leads_to_the_entrance(
    colleague, staff_site
):
    colleague.sign_in()
    staff_site[1].problem = (401, "token-expired")
    assert colleague.get("/desk").path.startswith("/sign-in")
    staff_site[1].problem = (403, "not-your-case")
    assert colleague.sign_in().get(CASE).status in {200, 403}


# -- the first word with the petitioner ----------------------------------------------


def test_a_first_contact_is_noted_with_what_was_said(colleague, staff_site):
    doors = staff_site[1]
    doors.sheet = sheet(may=[*MAY, "contact"])
    colleague.sign_in().get(CASE)
    assert act(colleague, "contact", outcome="reached").status == 422
    assert doors.acts == []
    assert act(colleague, "contact", outcome="reached", note="今晚来修").says("已记下")
    (verb, body, key), (noted, said, beside) = doors.acts
    assert (verb, body, noted) == ("contact", None, "remarks")
    assert said == {"text": "首次联系：已联系上。今晚来修"}
    assert beside == f"{key}-note"


def test_a_vain_contact_is_a_note_and_no_response(colleague, staff_site):
    staff_site[1].sheet = sheet(may=[*MAY, "contact"])
    colleague.sign_in().get(CASE)
    assert act(colleague, "contact", outcome="missed", note="无人接听").says("已记下")
    [(verb, said, _)] = staff_site[1].acts
    assert (verb, said) == ("remarks", {"text": "首次联系：未联系上。无人接听"})


def test_a_basis_stands_on_the_page_in_words(colleague, staff_site):
    told = sheet()
    told["deadlines"][0]["basis"] = "文新街道 C-20 [M]"
    staff_site[1].sheet = told
    assert colleague.sign_in().get(CASE).says("文新街道（本地规定）")
    assert not colleague.says("[M]")
