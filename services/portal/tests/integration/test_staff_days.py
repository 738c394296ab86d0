"""A day at the desk: lists of one's own, drafts, going on, and the end of a session."""

import html
import re
from datetime import timedelta

import pytest

from portal.adapters import phrases
from services.portal.tests.door_stand_in import UNIT
from services.portal.tests.staff_rooms import CASE, Colleague, act
from services.portal.tests.stand_in import RECEIPT

pytestmark = pytest.mark.integration

REPLY = "灯具已下单，周三换好。"
DRAFT = {"act": "answer", "outcome": "resolved", "reply": REPLY, "note": "等物业"}
ANSWER = {"outcome": "resolved", "reply": "灯已换好。"}


@pytest.fixture
def parts(staff_site):
    staff_site[0].database.rows("truncate staff_drafts, staff_views")
    return staff_site[0]


def later(parts, **span):
    """Let all sessions have been quiet for so long."""
    sql = "update staff_sessions set seen_at = seen_at - cast(:w as interval)"
    parts.database.rows(sql, w=timedelta(**span))


# -- lists ---------------------------------------------------------------------------


def test_the_lists_of_the_day_stand_above_with_how_many_each_holds(colleague):
    colleague.sign_in("chen").get("/desk")
    for words in ("本单位 999+", "超期 3", "24小时内到期 5", "退单待审 1"):
        plain = re.sub(r"<[^>]+>", "", colleague.page.text)
        assert words in plain, words
    late = colleague.get("/desk?soon=1").page.text
    assert len(re.findall(r'th scope="row"><a href="/desk/cases/', late)) == 1


def test_the_inbox_stands_while_nobody_counts(colleague, staff_site, monkeypatch):
    monkeypatch.setattr(staff_site[1], "tally", None)
    colleague.sign_in().get("/desk")
    assert colleague.status == 200
    assert colleague.page.text.count('class="count"') == 1, "the calls alone"


def test_a_list_of_ones_own_is_kept_once_found_again_and_thrown_away(colleague, parts):
    colleague.sign_in().get("/desk?mine=1&category=noise")
    nonce = re.search(r'name="nonce" value="([^"]+)"', colleague.page.text).group(1)
    said = {"mine": "1", "category": "noise", "nonce": nonce}
    page = colleague.page
    colleague.send("/desk/views", name="", **said)
    assert colleague.says("请写名称")
    for _ in range(2):
        colleague.page = page
        colleague.send("/desk/views", name="我的噪声", **said)
    assert colleague.page.text.count(">我的噪声</a>") == 1
    sealed = parts.database.rows("select sealed from staff_views")
    assert "噪声" not in str(sealed)
    assert Colleague(colleague.url).sign_in("chen").says("我的噪声") is False
    [drop] = re.findall(r'action="(/desk/views/[^"]+/drop)"', colleague.page.text)
    stranger = Colleague(colleague.url).sign_in("chen")
    assert stranger.send(drop).status == 404
    assert not colleague.send(drop).says("我的噪声")


def test_nobody_keeps_more_lists_than_a_row_of_tabs_can_show(colleague, parts):
    colleague.sign_in()
    for at in range(13):
        colleague.get("/desk?late=1&mine=1")
        colleague.send("/desk/views", name=f"清单{at}", late="1", mine="1")
    assert colleague.says("最多存 12 个")
    assert parts.database.rows("select count(*) as n from staff_views")[0]["n"] == 12


# -- drafts --------------------------------------------------------------------------


def test_what_is_begun_stays_with_its_author_and_leaves_with_the_answer(
    colleague, parts
):
    colleague.sign_in().get(CASE).send(f"{CASE}/draft", **DRAFT)
    assert colleague.says("草稿，还没有提交")
    assert colleague.page.text.count(REPLY) == 1
    assert "灯具" not in str(parts.database.rows("select * from staff_drafts"))
    colleague.get(CASE)
    act(colleague, "remark", note="先记一笔")
    assert colleague.get(CASE).says(REPLY)
    act(colleague, "answer", **ANSWER)
    assert colleague.says("答复已提交")
    assert not colleague.get(CASE).says(REPLY)


def test_a_colleague_takes_over_what_was_begun_and_nobody_elsewhere_sees_it(
    colleague, parts
):
    colleague.sign_in().get(CASE).send(f"{CASE}/draft", **DRAFT)
    other = Colleague(colleague.url).sign_in("li").get(CASE)
    assert other.says("王敏")
    assert not other.says(REPLY)
    [way] = re.findall(r'href="([^"#]+\?take=[^"#]+)', other.page.text)
    assert other.get(way).says(REPLY)
    other.send(f"{CASE}/draft", **DRAFT | {"reply": "我接着写。"})
    assert other.says("我接着写。")
    assert colleague.get(CASE).says(REPLY)
    parts.database.rows("update staff_drafts set organisation_id = 'elsewhere'")
    assert not other.get(way).says(REPLY)


def test_a_script_keeps_a_draft_in_silence_and_an_empty_one_is_none(colleague, parts):
    colleague.sign_in().get(CASE).send(f"{CASE}/draft", quiet="1", **DRAFT)
    assert colleague.page.json()["said"].startswith("草稿已存")
    colleague.get(CASE).send(f"{CASE}/draft", quiet="1", act="answer", reply="")
    assert parts.database.rows("select * from staff_drafts") == []
    assert colleague.get(CASE).send(f"{CASE}/draft", act="no-act").status == 404


def test_a_draft_is_thrown_away_by_hand_and_after_a_week(colleague, parts):
    colleague.sign_in().get(CASE).send(f"{CASE}/draft", **DRAFT)
    assert colleague.send(f"{CASE}/draft/drop").says("草稿已去掉")
    colleague.get(CASE).send(f"{CASE}/draft", **DRAFT)
    parts.own.drafts.sweep()
    assert colleague.get(CASE).says(REPLY)
    parts.database.rows("update staff_drafts set kept_at = now() - interval '8 days'")
    parts.own.drafts.sweep()
    assert not colleague.get(CASE).says(REPLY)


def test_a_draft_whose_step_is_gone_is_still_read(colleague, parts, staff_site):
    colleague.sign_in().get(CASE).send(f"{CASE}/draft", **DRAFT)
    staff_site[1].sheet["may"] = ["comment"]
    assert colleague.get(CASE).says("现在不能再提交这一步")
    assert colleague.says(REPLY)


# -- going on ------------------------------------------------------------------------


def test_after_an_act_a_desk_goes_where_it_chose_to(colleague, parts):
    colleague.sign_in().get("/then/next?back=/desk").get("/desk?mine=1")
    second = re.findall(r"/desk/cases/(MQ-[0-9-]+)", colleague.page.text)[1]
    colleague.get(CASE)
    page = colleague.page
    act(colleague, "answer", **ANSWER)
    assert colleague.path == f"/desk/cases/{second}?done=answer&of={RECEIPT}"
    colleague.page = page
    act(colleague, "remark", note="先记一笔")
    assert colleague.path == f"{CASE}?done=remark"
    colleague.get("/then/list?back=/privacy").get(CASE)
    act(colleague, "answer", **ANSWER)
    assert colleague.path == f"/desk?mine=1&done=answer&of={RECEIPT}"
    assert colleague.says("答复已提交")
    assert RECEIPT in colleague.page.text


def test_where_no_next_one_is_the_list_says_so(colleague, parts, staff_site):
    colleague.sign_in().get("/then/next?back=/desk").get(CASE)
    staff_site[1].rows = staff_site[1].rows[:1]
    act(colleague, "answer", **ANSWER)
    assert colleague.says("没有下一件了")


def test_a_draft_for_an_act_that_is_no_more_hides_no_case(colleague, parts):
    colleague.sign_in().get(CASE).send(f"{CASE}/draft", **DRAFT)
    [kept] = parts.own.drafts.of(RECEIPT, UNIT)
    about = (kept.staff_id, UNIT, RECEIPT)
    parts.own.drafts.keep(*about, "no-more", kept.said, kept.at)
    assert (colleague.get(CASE).status, colleague.says(REPLY)) == (200, False)


# -- the end of a session ------------------------------------------------------------


def test_a_press_keeps_a_session_and_a_page_says_when_it_ends(colleague, parts):
    colleague.sign_in().get("/desk")
    assert 'data-idle="1800" data-warn="120"' in colleague.page.text
    later(parts, minutes=29)
    assert colleague.get("/account/here").status == 204
    later(parts, minutes=29)
    assert colleague.get("/desk").path == "/desk"
    later(parts, minutes=31)
    assert colleague.get("/account/here").path.startswith("/sign-in")


def again(colleague):
    """Press the button that sends the same form once more."""
    shown = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', main(colleague))
    said = {name: html.unescape(value) for name, value in shown if name != "key"}
    return colleague.send(f"{CASE}/answer", **said)


def main(colleague):
    return colleague.page.text.partition("<main")[2].partition("</main>")[0]


def test_a_form_of_before_another_signing_in_goes_out_by_one_more_press(
    colleague, staff_site
):
    colleague.sign_in().get(CASE)
    old = colleague.page
    colleague.sign_in()
    colleague.page = old
    act(colleague, "answer", **ANSWER)
    assert (colleague.status, staff_site[1].acts) == (403, [])
    assert colleague.says("灯已换好。")
    assert f'href="{CASE}"' in colleague.page.text
    assert again(colleague).says("答复已提交")
    assert staff_site[1].acts[0][1] == {"outcome": "resolved", "reply": "灯已换好。"}


def test_a_form_that_came_after_the_end_goes_out_once_its_person_is_back(
    colleague, parts, staff_site
):
    colleague.sign_in().get(CASE)
    later(parts, minutes=31)
    act(colleague, "answer", **ANSWER)
    assert (colleague.status, colleague.says("再交一次")) == (401, True)
    kept = colleague.page
    colleague.sign_in()
    colleague.page = kept
    assert again(colleague).status == 403
    assert again(colleague).says("答复已提交")
    assert len(staff_site[1].acts) == 1


def test_a_form_of_somebody_else_says_in_whose_name_it_would_go_out(
    colleague, staff_site
):
    colleague.sign_in().get(CASE)
    old = colleague.page
    colleague.sign_in("li")
    colleague.page = old
    act(colleague, "answer", **ANSWER)
    assert (colleague.status, staff_site[1].acts) == (403, [])
    assert colleague.says("就以“李晓岚”的名义提交")


def test_a_page_that_keeps_its_draft_with_an_old_key_keeps_nobody_in(colleague, parts):
    colleague.sign_in().get(CASE)
    later(parts, minutes=29)
    colleague.send(f"{CASE}/draft", **DRAFT, key="old", quiet="1")
    assert colleague.status == 403
    later(parts, minutes=2)
    assert colleague.get(CASE).path.startswith("/sign-in")


def test_who_is_not_signed_in_is_offered_no_form_with_a_key(colleague, staff_site):
    stranger = Colleague(colleague.url).get("/sign-in")
    stranger.send(f"{CASE}/answer", key="x", **ANSWER)
    assert stranger.status == 401
    assert 'name="key"' not in main(stranger)
    assert staff_site[1].acts == []


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site", "Origin": "{url}"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "{url}"}, True),
        ({"Origin": "{url}"}, True),
    ],
)
def test_what_another_site_filled_in_is_offered_to_nobody(colleague, said, offered):
    stranger = Colleague(colleague.url)
    for each in (stranger, colleague.sign_in()):
        each.get("/sign-in")
        sent = {name: value.format(url=each.url) for name, value in said.items()}
        each.session.headers.update(sent)
        each.send(f"{CASE}/answer", key="x", **ANSWER)
        assert each.status in {401, 403}
        assert ('name="reply"' in main(each)) is offered


def test_whoever_signs_in_next_goes_on_with_no_list_of_who_was_here(colleague):
    colleague.sign_in().get("/desk?mine=1").send("/sign-out")
    colleague.get("/then/list?back=/sign-in").sign_in("li", back=CASE)
    act(colleague, "answer", **ANSWER)
    assert colleague.path == f"/desk?done=answer&of={RECEIPT}"


def test_no_form_with_a_password_is_offered_anew(colleague):
    colleague.sign_in().get("/account")
    said = {"old": "x", "new": "a better one 26", "again": "a better one 26"}
    colleague.send("/account", key="x", **said)
    assert "a better one 26" not in colleague.page.text


# -- 常用语 --------------------------------------------------------------------------


PHRASE = {"title": "路灯", "category": "lighting", "body": "{编号}{日期}前修好。"}


def kept(colleague, **more):
    """Keep a phrase; return the way to it."""
    colleague.get("/desk/phrases")
    nonce = re.search(r'name="nonce" value="([^"]+)"', colleague.page.text).group(1)
    colleague.send("/desk/phrases", nonce=nonce, **PHRASE | more)
    return f"/desk/phrases/{nonce}"


def test_a_phrase_comes_into_an_answer_and_does_not_go_out_with_a_slot_open(
    colleague, parts, staff_site
):
    parts.database.rows("truncate phrases")
    colleague.sign_in()
    way = kept(colleague)
    kept(colleague, title="停水\0", category="water")
    assert colleague.says("停水</a>")
    colleague.get(CASE)
    assert colleague.page.text.count("<option value=") > 1
    assert "停水" not in colleague.page.text
    said = ANSWER | {"phrase": way.rpartition("/")[2]}
    act(colleague, "answer", **said, fill="1")
    reply = f"灯已换好。\n{RECEIPT}{{日期}}前修好。"
    assert (colleague.status, colleague.says(reply)) == (200, True)
    act(colleague, "answer", **ANSWER | {"reply": reply})
    assert (colleague.status, colleague.says("还没有填")) == (422, True)
    assert staff_site[1].acts == []
    act(colleague, "answer", **ANSWER | {"phrase": "no-such"}, fill="1")
    assert colleague.says("灯已换好。</textarea>")


def test_a_unit_keeps_no_more_phrases_than_it_is_shown(colleague, parts, monkeypatch):
    parts.database.rows("truncate phrases")
    monkeypatch.setattr(phrases, "MOST", 1)
    kept(colleague.sign_in())
    kept(colleague, title="停水")
    assert (colleague.status, colleague.says("一个单位最多存")) == (422, True)
    assert colleague.says("停水")
    assert [each.title for each in parts.own.phrases.of(UNIT)] == ["路灯"]


def test_two_who_change_a_phrase_lose_no_word(colleague, parts):
    parts.database.rows("truncate phrases")
    way = kept(colleague.sign_in())
    other = Colleague(colleague.url).sign_in("li").get(way)
    colleague.get(way).send(way, revision="1", **PHRASE | {"body": "先改的。"})
    assert colleague.says("已改好")
    other.send(way, revision="1", **PHRASE | {"body": "后改的。"})
    assert other.status == 409
    assert other.says("先改的。")
    assert other.says("后改的。")
    assert other.send(way, revision="9" * 5_000, **PHRASE).status == 409
    other.send(way, revision="2", **PHRASE | {"title": ""})
    assert (other.status, other.says("请写名称")) == (422, True)
    assert other.send(f"{way}/drop").says("已去掉")
    assert other.get(way).status == 404


def test_a_unit_sees_no_phrase_of_another(colleague, parts):
    parts.database.rows("truncate phrases")
    way = kept(colleague.sign_in())
    parts.database.rows("update phrases set organisation_id = 'elsewhere'")
    assert colleague.get(way).status == 404
    assert colleague.get("/desk/phrases").says("还没有。")
