"""Sign-in, the table of rights, the inbox and the case page, without any script."""

import re
from datetime import timedelta

import pyotp
import pytest

from minqing_kernel.messages import Role
from portal.domain.staff import INSIDE
from portal.entrypoints.web.app import build_pages
from portal.entrypoints.web.table import pages_of
from services.portal.tests.desk_stand_in import MAY, WORDS, Registry, sheet
from services.portal.tests.residents import rows_of
from services.portal.tests.rooms import pages
from services.portal.tests.staff_rooms import PASSWORD, Colleague, staffed
from services.portal.tests.stand_in import CODE, NOON, RECEIPT

pytestmark = pytest.mark.integration

CASE = f"/desk/cases/{RECEIPT}"
NONCE = re.compile(r'name="nonce" value="([^"]+)"')
REVISION = re.compile(r'name="revision" value="([^"]+)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory, postgres):
    folder = tmp_path_factory.mktemp("staff")
    with (
        staffed(folder, postgres.database("portal")) as (parts, others, registry),
        pages(parts) as address,
    ):
        yield parts, others, registry, address


@pytest.fixture
def colleague(site):
    parts, others, registry, url = site
    others.fresh()
    registry.__dict__.update(Registry().__dict__)
    parts.database.rows("truncate sign_in_steps, staff_sessions")
    return Colleague(url)


def act(colleague, name, **said):
    """Send one of the forms of the case's page."""
    nonce = NONCE.search(colleague.page.text).group(1)
    revision = REVISION.search(colleague.page.text).group(1)
    return colleague.send(f"{CASE}/{name}", nonce=nonce, revision=revision, **said)


# -- sign-in ---------------------------------------------------------------------------


def test_who_signs_in_comes_to_the_page_that_was_wanted(colleague):
    assert colleague.get(CASE).path.startswith("/sign-in?back=")
    colleague.sign_in(back=CASE)
    assert colleague.path == CASE
    assert (
        colleague.sign_in("chen", back="https://elsewhere.example/desk").status == 200
    )
    assert colleague.path.startswith(("/watch", "/desk"))


@pytest.mark.parametrize(
    ("account", "password", "code"),
    [
        ("wang", "wrong-horse-battery", ""),
        ("nobody", PASSWORD, ""),
        ("locked", PASSWORD, ""),
        ("second", PASSWORD, ""),
        ("second", PASSWORD, "000000"),
        ("gone", PASSWORD, ""),
        ("' or 1=1 --", "x", "x"),
    ],
)
def test_whatever_is_wrong_the_answer_is_the_same(
    colleague, site, account, password, code
):
    parts, _, _, _ = site
    secret = parts.accounts.find("wang").secret
    for name, staff_id in (
        ("locked", "wang.min"),
        ("second", "wang.min"),
        ("gone", "x"),
    ):
        parts.accounts.add(name, staff_id, secret, None)
    parts.accounts.lock("locked", locked=True)
    parts.accounts.set_totp("second", pyotp.random_base32())
    colleague.sign_in(account, password, code=code)
    assert colleague.status == 422
    assert colleague.says("登录不成功。请检查账号、密码和动态码。")
    assert rows_of(parts, "staff_sessions") == []


def test_after_five_wrong_passwords_the_right_one_waits_too(colleague, site):
    for _ in range(5):
        assert colleague.sign_in("wang", "wrong-horse-battery").status == 422
    assert colleague.sign_in("wang").says("试的次数太多了")
    assert colleague.sign_in("chen").status == 200
    site[0].accounts.reset("wang", site[0].accounts.find("chen").secret)
    assert colleague.sign_in("wang").path == "/account"
    site[0].accounts.change_password("wang", site[0].accounts.find("chen").secret)


def test_a_code_of_the_clock_opens_once(colleague, site):
    parts, key = site[0], pyotp.random_base32()
    parts.accounts.add("twice", "wang.min", parts.accounts.find("wang").secret, None)
    parts.accounts.set_totp("twice", key)
    parts.database.rows("update accounts set must_change = false")
    code = pyotp.TOTP(key).now()
    assert colleague.sign_in("twice", code=f"{code[:3]} {code[3:]}").path == "/desk"
    assert colleague.sign_in("twice", code=code).status == 422


def test_the_table_holds_fingerprints_of_sessions_and_passwords_alone(colleague, site):
    colleague.sign_in()
    word = colleague.session.cookies["mq-staff"]
    everything = str(
        [rows_of(site[0], t) for t in ("staff_sessions", "accounts", "sign_in_steps")]
    )
    assert word not in everything
    assert PASSWORD not in everything
    assert "token-of" not in everything
    assert "$argon2id$" in everything


def test_signing_in_anew_changes_the_word_and_the_key_of_forms(colleague, site):
    colleague.sign_in()
    first = colleague.session.cookies["mq-staff"]
    colleague.sign_in()
    assert colleague.session.cookies["mq-staff"] != first
    assert len(rows_of(site[0], "staff_sessions")) == 1


@pytest.mark.parametrize("column", ["seen_at", "began_at"])
def test_a_session_ends_when_idle_and_when_old(colleague, site, column):
    colleague.sign_in()
    limit = {"seen_at": timedelta(minutes=31), "began_at": timedelta(hours=12)}[column]
    sql = f"update staff_sessions set {column} = now() - :limit"
    site[0].database.rows(sql, limit=limit)
    assert colleague.get("/desk").path.startswith("/sign-in")


def test_what_was_typed_is_shown_when_the_session_ended(colleague, site):
    colleague.sign_in().get(CASE)
    site[0].database.rows("truncate staff_sessions")
    act(colleague, "answer", outcome="resolved", reply="灯已换好。", note="内部")
    assert colleague.status == 401
    assert colleague.says("灯已换好。")


def test_signing_out_ends_the_session_and_clears_the_cache(colleague, site):
    colleague.sign_in()
    word = colleague.session.cookies["mq-staff"]
    colleague.send("/sign-out")
    assert colleague.page.history[0].headers["Clear-Site-Data"] == '"cache"'
    colleague.session.cookies.set("mq-staff", word)
    assert colleague.get("/desk").path.startswith("/sign-in")


def test_who_no_longer_serves_is_out_when_the_pass_runs_out(colleague, site):
    site[2].seconds = 60
    colleague.sign_in()
    site[2].gone.add("wang.min")
    assert colleague.get("/desk").path.startswith("/sign-in")
    assert rows_of(site[0], "staff_sessions") == []


def test_while_registry_is_away_a_pass_serves_to_its_end_and_nobody_comes_in(
    colleague, site
):
    site[2].seconds = 60
    colleague.sign_in()
    site[2].away = True
    assert colleague.get("/desk").status == 200
    site[0].database.rows("update staff_sessions set token_until = now()")
    assert colleague.get("/desk").status == 503
    assert Colleague(site[3]).sign_in().says("现在核对不了您的岗位")


def test_a_password_that_was_given_out_is_changed_first(colleague, site):
    parts = site[0]
    parts.accounts.reset("li", parts.accounts.find("wang").secret)
    assert colleague.sign_in("li").path == "/account"
    assert colleague.get("/desk").path == "/account"
    for new, again, words in [
        ("short", "short", "至少 12 个字"),
        ("li-is-my-name-2026", "x", "不要含账号"),
        ("a new long one", "another one 12", "两遍写的不一样"),
        (PASSWORD, PASSWORD, "要和现在的不同"),
    ]:
        colleague.send("/account", old=PASSWORD, new=new, again=again)
        assert colleague.says(words), new
    assert colleague.send("/account", old="no", new="x", again="x").says(
        "现在的密码不对"
    )
    colleague.send(
        "/account", old=PASSWORD, new="a new long one", again="a new long one"
    )
    assert colleague.says("密码已换好")
    assert colleague.sign_in("li", "a new long one").path == "/desk"
    parts.accounts.change_password("li", parts.accounts.find("wang").secret)


def test_one_acts_in_a_role_that_one_holds_and_in_no_other(colleague):
    assert colleague.sign_in("li").get("/account").says("以受理员办事")
    colleague.send("/account/role", role="clerk")
    assert colleague.get("/account").says("以承办人办事")
    colleague.send("/account/role", role="supervisor")
    assert not colleague.get("/account").says("以负责人办事")


# -- one table: role × route -----------------------------------------------------------


def test_every_page_of_staff_is_closed_to_who_is_not_signed_in(site):
    client = build_pages(site[0], pages_of(site[0])).test_client()
    for page in pages_of(site[0]):
        if page.roles is None or page.writes:
            continue
        answer = client.get(re.sub(r"<[^>]+>", "1", page.path))
        assert answer.status_code == 303, page.path
        assert answer.headers["Location"].startswith("/sign-in"), page.path


@pytest.mark.parametrize(
    ("account", "role"),
    [
        ("li", Role.CLERK),
        ("wang", Role.HANDLER),
        ("chen", Role.SUPERVISOR),
        ("ops", Role.OPS),
    ],
)
def test_each_role_reaches_what_the_table_says_and_nothing_else(
    colleague, site, account, role
):
    colleague.sign_in(account)
    if role is Role.CLERK:
        colleague.get("/account").send("/account/role", role="clerk")
    for page in pages_of(site[0]):
        if page.roles is None or page.name == "sign-out":
            continue
        path = re.sub(r"<number>", RECEIPT, page.path).replace("<act>", "sign")
        colleague.get("/account")
        found = colleague.send(path) if page.writes else colleague.get(path)
        assert (found.status == 403) is (role not in page.roles), page.path


def test_pages_of_staff_name_their_roles_and_those_of_residents_none(site):
    for page in pages_of(site[0]):
        staffs = page.path.startswith(
            ("/desk", "/watch", "/ops", "/account", "/sign-out")
        )
        assert (page.roles is not None) is staffs, page.path
        assert page.roles is None or page.roles <= INSIDE


# -- the inbox -------------------------------------------------------------------------


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


def test_doors_are_asked_in_the_persons_own_name(colleague, site):
    colleague.sign_in("chen").get("/desk")
    assert site[1].tokens == {"Bearer token-of-chen.zhu"}


def test_the_inbox_stands_without_titles_while_intake_is_away(colleague, site):
    site[1].matters_away = True
    assert colleague.sign_in().says("（标题暂时看不到）")


def test_a_number_is_found_however_it_was_copied(colleague):
    colleague.sign_in().get("/desk/find?number=mq－2611－0000014")
    assert colleague.path == CASE
    assert colleague.get("/desk/find?number=/../x?%23").status == 404
    assert colleague.get("/desk/find?number=").path == "/desk"


# -- the case --------------------------------------------------------------------------


def test_the_case_shows_words_clocks_history_and_a_masked_petitioner(colleague):
    colleague.sign_in().get(CASE)
    for words in (
        WORDS,
        "138****1234",
        "法定最迟",
        "信访工作条例第34条",
        "物业说周三到货",
    ):
        assert colleague.says(words), words
    assert "13800001234" not in colleague.page.text
    assert "Cache-Control" in colleague.page.headers
    assert colleague.page.headers["Cache-Control"] == "private, no-store"


def test_a_contact_is_shown_whole_for_a_purpose_once(colleague, site):
    colleague.sign_in().get(CASE).send(f"{CASE}/petitioner")
    assert colleague.status == 422
    assert site[1].looks == []
    colleague.send(f"{CASE}/petitioner", purpose="case-handling")
    assert colleague.says("13800001234")
    assert site[1].looks == ["case-handling"]
    assert "13800001234" not in colleague.get(CASE).page.text


def test_an_answer_goes_out_once_with_its_note_apart(colleague, site):
    colleague.sign_in().get(CASE)
    said = {"outcome": "resolved", "reply": "灯已换好。", "note": "物业欠费，下月再催"}
    page = colleague.page
    act(colleague, "answer", **said)
    assert colleague.says("答复已提交")
    colleague.page = page
    act(colleague, "answer", **said)
    sent = site[1].acts
    assert {key for _, _, key in sent[:2]} == {key for _, _, key in sent[2:]}
    answer, note = sent[:2]
    assert answer[0] == "resolve"
    assert answer[1] == {"outcome": "resolved", "reply": "灯已换好。"}
    assert note[0] == "remarks"
    assert answer[2] != note[2]


def test_a_preview_sends_nothing_and_keeps_both_boxes(colleague, site):
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
    assert site[1].acts == []


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
    colleague, site, name, said, words
):
    act(colleague.sign_in().get(CASE), name, **said)
    assert colleague.status == 422
    assert colleague.says(words)
    assert site[1].acts == []


def test_a_return_proposes_a_unit_and_an_extension_its_days(colleague, site):
    act(
        colleague.sign_in().get(CASE),
        "return",
        reason="属街道",
        unit="金泉街道社会事务科",
    )
    act(colleague.get(CASE), "extension", days="7", reason="等灯具")
    (_, returned, _), (_, extended, _) = site[1].acts
    assert returned == {"reason": "属街道\n建议承办单位：金泉街道社会事务科"}
    assert extended == {"days": 7, "reason": "等灯具"}


def test_a_case_that_moved_on_is_shown_with_what_changed_and_the_text_kept(
    colleague, site
):
    colleague.sign_in().get(CASE)
    site[1].sheet = sheet(revision=5, state="started")
    site[1].sheet["remarks"].append(
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
    assert [verb for verb, _, _ in site[1].acts] == ["resolve"]


def test_what_the_owner_refuses_is_told_in_its_words(colleague, site):
    colleague.sign_in().get(CASE)
    doors = site[1]
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


def test_while_routing_is_away_a_form_can_be_sent_again_under_its_key(colleague, site):
    colleague.sign_in().get(CASE)
    nonce = NONCE.search(colleague.page.text).group(1)
    site[1].away = True
    act(colleague, "answer", outcome="resolved", reply="灯已换好。", note="")
    assert colleague.status == 503
    assert nonce in colleague.page.text
    assert colleague.says("灯已换好。")


def test_only_what_routing_offers_can_be_clicked(colleague, site):
    site[1].sheet = sheet(may=["comment"])
    colleague.sign_in().get(CASE)
    assert colleague.says("可以看，可以写备注")
    assert f"{CASE}/answer" not in colleague.page.text
    assert f"{CASE}/remark" in colleague.page.text
    site[1].sheet = sheet(
        may=[*MAY, "assign", "urge", "decide-return", "decide-extension"]
    )
    colleague.get(CASE)
    for name in ("assign", "urge", "return-decision", "extension-decision", "sign"):
        assert f"{CASE}/{name}" in colleague.page.text


def test_a_pass_that_a_door_no_longer_takes_leads_to_the_entrance(colleague, site):
    colleague.sign_in()
    site[1].problem = (401, "token-expired")
    assert colleague.get("/desk").path.startswith("/sign-in")
    site[1].problem = (403, "not-your-case")
    assert colleague.sign_in().get(CASE).status in {200, 403}


# -- the board -------------------------------------------------------------------------


def test_the_board_shows_the_oldest_overdue_and_every_rate_with_its_numbers(colleague):
    assert colleague.sign_in("chen").path == "/watch"
    first = re.search(r"/desk/cases/(MQ-[0-9-]+)", colleague.page.text).group(1)
    assert first == RECEIPT
    for words in ("超期最久的", "93.2%", "没有基数", "金泉街道社会事务科"):
        assert colleague.says(words), words
    plain = re.sub(r"<[^>]+>", "", colleague.page.text)
    assert "41/44" in plain


def test_each_figure_opens_its_rows(colleague, site):
    colleague.sign_in("chen")
    address = re.search(
        r'/watch/rows\?measure=in_time[^"]+', colleague.page.text
    ).group()
    colleague.get(address.replace("&amp;", "&"))
    assert colleague.says(RECEIPT)
    asked = site[1].looks[-1]
    assert (asked["measure"], asked["from"], asked["to"]) == (
        "in_time",
        "2026-11-01",
        "2026-11-19",
    )


def test_the_board_stands_with_one_half_while_the_other_is_away(colleague, site):
    doors = site[1]
    colleague.sign_in("chen")
    ask = doors._asked
    doors._asked = lambda path, query: (
        (503, {}) if "figures" in path else ask(path, query)
    )
    try:
        assert colleague.get("/watch").says("统计服务没有回应")
        assert colleague.says("超期最久的")
        doors._asked = lambda path, query: (
            (503, {}) if "cases" in path else ask(path, query)
        )
        assert colleague.get("/watch").says("办件服务没有回应")
        assert colleague.says("93.2%")
    finally:
        doors._asked = ask
    doors.rows = []
    assert colleague.get("/watch").says("没有在办的事")


# -- taking a call ---------------------------------------------------------------------


def test_a_call_is_written_down_once_and_its_number_read_out(colleague, site):
    colleague.sign_in("li").get("/desk/intake/call")
    nonce = NONCE.search(colleague.page.text).group(1)
    form = colleague.page
    said = {"text": "老人摔倒，灯不亮", "place": "9栋", "telephone": "138 0000 1234"}
    for _ in range(2):
        colleague.page = form
        colleague.send("/desk/intake/call", nonce=nonce, **said)
        for words in (RECEIPT, CODE, "8栋灯不亮", "120"):
            assert colleague.says(words), words
    (_, first, key), (_, _, same) = site[1].acts
    assert key == same
    assert first == {
        "text": "老人摔倒，灯不亮",
        "organisation_id": "jinkeyuan",
        "place": "9栋",
        "contact": {"telephone": "138 0000 1234"},
    }


def test_a_call_with_faults_keeps_what_was_typed(colleague, site):
    colleague.sign_in("li").get("/desk/intake/call")
    colleague.send("/desk/intake/call", text=" ", telephone="abc", place="9栋")
    assert colleague.status == 422
    for words in ("请写来电人说的事", "电话号码看不懂", "9栋"):
        assert colleague.says(words), words
    site[1].problem = (422, "unknown-reference")
    assert colleague.send("/desk/intake/call", text="灯不亮").says("有规定，不行。")
    assert site[1].acts == []


def test_odd_bytes_in_any_form_of_staff_break_nothing(colleague):
    assert colleague.sign_in("wang\x00", "\x00").status == 422
    colleague.sign_in().get(CASE)
    for name in ("answer", "remark", "no-such-act"):
        colleague.send(f"{CASE}/{name}", note="\x00", revision="9" * 99, nonce="\x00")
        assert colleague.status < 500, name
        colleague.get(CASE)
    for path in ("/desk?after=%00", "/desk?state=%00", "/watch/rows?after=x"):
        assert colleague.get(path).status < 500, path
