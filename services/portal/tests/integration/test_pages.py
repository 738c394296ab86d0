"""The pages over a real database: what is asked, kept, sent on, refused and hidden."""

import html
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import requests

from minqing_chassis.clock import steer
from portal.domain.kept import KeptState
from portal.entrypoints.web.app import POLICY, build_pages
from portal.entrypoints.web.table import pages_of
from portal.entrypoints.web.words import NAMES, words_in
from services.portal.tests.integration.test_keeping import everything
from services.portal.tests.rooms import house, pages
from services.portal.tests.scenes import ANSWERED, ASKED, LATE, fact, hear, hear_some
from services.portal.tests.stand_in import CODE, NOTICE_CODE, RECEIPT, matter

pytestmark = pytest.mark.integration

KEY = re.compile(r'name="key" value="([^"]+)"')
TEXT = "三号楼王大爷说灯不亮"
PASS = "Q8s-0lNw2vQ0zJmX4yW1aA"


@pytest.fixture(scope="module")
def site(tmp_path_factory, postgres):
    folder = tmp_path_factory.mktemp("pages")
    clock = folder / "clock.json"
    steer(clock, datetime(2026, 11, 21, 4, tzinfo=UTC))
    url = postgres.database("portal")
    with (
        house(folder, url, MINQING_CLOCK_FILE=str(clock)) as (parts, others),
        pages(parts) as address,
    ):
        yield parts, others, address


class Resident:
    """Fills in forms as a browser does, without any script."""

    def __init__(self, url, **headers):
        self.url = url
        self.session = requests.Session()
        self.session.headers.update({"Accept-Language": "zh-CN", **headers})
        self.page = None

    def get(self, path):
        self.page = self.session.get(self.url + path, timeout=10)
        return self

    def send(self, path, **said):
        key = KEY.search(self.page.text)
        form = {"key": key.group(1) if key else "", **said}
        self.page = self.session.post(self.url + path, data=form, timeout=10)
        return self

    @property
    def path(self):
        return self.page.url.removeprefix(self.url)

    @property
    def status(self):
        return self.page.status_code

    def says(self, words):
        return words in html.unescape(self.page.text)

    def tell(self, **last):
        self.get("/tell/1").send("/tell/1", text=TEXT)
        self.send("/tell/2", where="home", place="金科苑3栋")
        self.send("/tell/3", **(last or {"name": "王大爷", "telephone": "13800001234"}))
        return self

    def open(self):
        return self.get("/track").send("/track", number=RECEIPT, code=CODE)


@pytest.fixture
def resident(site):
    parts, others, url = site
    others.away, others.refusal, others.told = False, None, matter()
    others.petitions.clear()
    others.calls.clear()
    parts.database.rows("truncate kept_matters, drafts")
    return Resident(url)


def test_a_matter_is_told_in_three_steps_and_gets_its_number(resident, site):
    resident.tell()
    assert resident.path == "/receipt"
    assert resident.says(RECEIPT)
    assert resident.says(CODE)
    assert resident.says("<svg")
    (body,) = site[1].petitions.values()
    assert TEXT in body.decode()
    assert resident.get("/receipt").says(RECEIPT)
    assert resident.get("/tell/1").says(TEXT) is False


def test_the_number_can_be_opened_at_once_and_the_code_stands_in_no_address(resident):
    resident.tell().get(f"/track/{RECEIPT}")
    assert resident.says("9栋2单元楼道灯不亮")
    assert CODE not in resident.page.url


def test_what_is_wrong_is_said_and_what_was_typed_stays(resident):
    resident.get("/tell/1").send("/tell/1", text="灯" * 2_001)
    assert resident.status == 422
    assert resident.says("灯" * 2_001)
    assert resident.says("现在有 2001 字")
    assert resident.get("/tell/1").says("灯" * 2_001)


def test_nobody_skips_a_step(resident):
    assert resident.get("/tell/3").path == "/tell/1"
    resident.send("/tell/1", text=TEXT)
    assert resident.get("/tell/3").path == "/tell/2"
    assert resident.get("/tell/9").status == 404


def test_the_same_form_sent_twice_is_one_matter(resident, site):
    resident.get("/tell/1").send("/tell/1", text=TEXT)
    resident.send("/tell/2", where="nowhere")
    twin = Resident(resident.url)
    twin.session.cookies.update(resident.session.cookies)
    twin.page = resident.page
    resident.send("/tell/3", anonymous="yes")
    assert twin.send("/tell/3", anonymous="yes").path == "/receipt"
    assert twin.says(RECEIPT)
    assert len(site[1].petitions) == 1
    assert TEXT not in everything(site[0])


def test_a_button_pressed_twice_while_the_first_is_on_its_way_is_one_matter(
    resident, site
):
    parts, others, _ = site
    resident.get("/tell/1").send("/tell/1", text=TEXT)
    resident.send("/tell/2", where="nowhere")
    twins = [Resident(resident.url) for _ in range(3)]
    for each in twins:
        each.session.cookies.update(resident.session.cookies)
        each.page = resident.page
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda each: each.send("/tell/3", anonymous="yes"), twins))
    assert [each.path for each in twins] == ["/receipt"] * 3
    assert len(others.petitions) == 1
    assert len(rows_of(parts, "kept_matters")) == 1


def test_a_page_of_a_matter_that_was_handed_in_begins_another(resident, site):
    resident.get("/tell/1").send("/tell/1", text=TEXT)
    resident.send("/tell/2", where="nowhere")
    late = Resident(resident.url)
    late.session.cookies.update(resident.session.cookies)
    late.page = resident.page
    resident.send("/tell/3", anonymous="yes")
    assert late.send("/tell/1", text="另一件").path == "/tell/2"
    assert late.get("/tell/1").says("另一件")


def test_while_intake_is_away_it_is_kept_and_said_so_and_opened_by_its_number(
    resident, site
):
    parts, others, url = site
    others.away = True
    resident.tell()
    assert resident.says("已经替您存好，还没有正式编号")
    number = re.search(r"ZC-2611-\w{6}", resident.page.text).group()
    code = re.search(r">(\w{4}-\w{4})<", resident.page.text).group(1)
    other = Resident(url).get("/track")
    assert other.send("/track", number=number, code="0000-0000").status == 422
    assert other.send("/track", number=number.lower(), code=code).says(number)
    others.away = False
    parts.database.rows("update kept_matters set next_at = now()")
    parts.carrier.carry_due()
    assert resident.get("/receipt").says(RECEIPT)
    assert other.get("/receipt").says(RECEIPT)
    assert len(others.petitions) == 1


def test_what_intake_refuses_is_told_at_once_and_can_be_told_anew(resident, site):
    site[1].refusal = 422
    resident.tell()
    assert resident.status == 422
    assert resident.says("换个说法")
    assert resident.says(TEXT)
    site[1].refusal = None
    resident.send("/tell/1", text=TEXT + "！")
    resident.get("/tell/3").send("/tell/3", anonymous="yes")
    assert resident.path == "/receipt"
    states = [row["state"] for row in rows_of(site[0], "kept_matters")]
    assert sorted(states) == [KeptState.HANDED_OVER, KeptState.TURNED_AWAY]


def rows_of(parts, table):
    return parts.database.rows(f"select * from {table}")


def test_nobodys_words_stand_in_a_table_while_intake_is_away(resident, site):
    site[1].away = True
    resident.tell()
    kept = everything(site[0])
    assert "ZC-2611" in kept
    assert not [word for word in (TEXT, "王大爷", "13800001234") if word in kept]


def test_nobodys_words_stand_in_a_log_or_a_metric(resident, site, caplog):
    caplog.set_level("DEBUG", logger="minqing_chassis")
    caplog.set_level("DEBUG", logger="portal")
    resident.tell().open()
    resident.get(f"/v1/follow-ups/{'0' * 8}-0000-0000-0000-{'0' * 12}?token={PASS}")
    told = caplog.text + site[0].metrics.render().decode()
    assert "/track/<number>" in told
    assert not [w for w in (TEXT, "王大爷", CODE, RECEIPT, PASS) if w in told]


@pytest.mark.parametrize("page", ["/track", "/rate", "/leave"])
def test_a_form_that_is_not_of_ours_changes_nothing(resident, site, page):
    resident.get("/tell/1")
    resident.page = requests.Response()
    resident.page._content = b""
    assert resident.send(page, text=TEXT).status == 403
    assert rows_of(site[0], "drafts") == []


@pytest.mark.parametrize("step", ["1", "2", "3"])
def test_a_form_that_is_too_old_keeps_what_was_typed_and_nothing_is_done(
    resident, site, step
):
    resident.get("/tell/1").send("/tell/1", text="别的").send(
        "/tell/2", where="nowhere"
    )
    resident.session.cookies.set("mq", "")
    said = {"text": TEXT, "place": TEXT, "name": TEXT, "key": "old"}
    resident.page = resident.session.post(f"{resident.url}/tell/{step}", data=said)
    assert resident.status == 422
    assert resident.says("页面过期了，请再交一次；您写的都还在")
    assert resident.says(TEXT)
    assert rows_of(site[0], "kept_matters") == []


def test_what_was_added_on_a_page_that_is_too_old_stays(resident, site):
    resident.get("/")
    address = f"{resident.url}/track/{RECEIPT}/supplement"
    resident.page = resident.session.post(address, data={"text": TEXT})
    assert resident.says(TEXT)
    assert site[1].calls == []


def test_every_page_that_writes_asks_for_the_key_of_the_visitor(site):
    rows = pages_of(site[0])
    app = build_pages(site[0], rows)
    client = app.test_client()
    for page in [row for row in rows if row.writes]:
        path = re.sub(r"<[^>]+>", "1", page.path)
        refused = 403 if page.again is None else 422
        assert client.post(path, data={"key": "x"}).status_code == refused, path


def test_nothing_outside_the_table_of_pages_can_be_reached(site):
    rows = pages_of(site[0])
    app = build_pages(site[0], rows)
    known = {(page.path, page.method) for page in rows}
    files = {("/static/<mark>/<path:name>", "GET"), ("/favicon.ico", "GET")}
    reached = {
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert reached == known | files


def test_the_first_page_is_light(resident):
    page = resident.get("/").page
    files = re.findall(r'(?:href|src)="(/static/[^"#]+)', page.text)
    sizes = [len(resident.get(path).page.content) for path in set(files)]
    assert len(page.content) + sum(sizes) < 150 * 1024


def test_every_answer_has_the_policy_and_only_files_may_be_kept(site):
    rows = pages_of(site[0])
    client = build_pages(site[0], rows).test_client()
    paths = [re.sub(r"<[^>]+>", "x", row.path) for row in rows if not row.writes]
    for path in [*paths, "/nothing", "/favicon.ico", "/static/x/portal.css"]:
        answer = client.get(path)
        assert answer.headers["Content-Security-Policy"] == POLICY, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        page = answer.mimetype == "text/html"
        assert (answer.headers["Cache-Control"] == "private, no-store") is page, path


def test_no_page_holds_a_script_or_a_style_of_its_own(resident):
    for path in ("/", "/tell/1", "/track", "/ledger", "/visit-days", "/rate"):
        text = resident.get(path).page.text
        assert not re.search(r"<script(?! src=)|style=|<style| on[a-z]+=", text), path
        assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")


def test_cookies_are_not_for_scripts_and_travel_by_https_where_there_is_https(
    tmp_path, database, resident
):
    cookie = resident.get("/tell/1").page.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    public = {"PORTAL_PUBLIC_URL": "https://minqing.example"}
    with house(tmp_path, database("portal"), **public) as (parts, _):
        answer = build_pages(parts, pages_of(parts)).test_client().get("/track")
    assert answer.headers["Set-Cookie"].startswith("__Host-mq=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" in answer.headers


def test_a_cookie_that_was_tampered_with_is_no_cookie(resident):
    resident.session.cookies.set("mq", "s1.00000000.AAAA")
    assert resident.get("/receipt").path == "/track"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (RECEIPT, "0000-0000"),
        ("MQ-2611-0000099", CODE),
        ("ZC-2611-000000", CODE),
        ("..", CODE),
        ("路灯", CODE),
    ],
)
def test_wrong_number_and_wrong_code_read_the_same(resident, number, code):
    resident.get("/track").send("/track", number=number, code=code)
    assert resident.status == 422
    assert resident.says("编号和查询码对不上")
    assert code not in resident.page.text


def test_number_and_code_that_are_missing_are_asked_for(resident):
    resident.get("/track").send("/track")
    assert resident.says("请写编号")
    assert resident.says("请写查询码")


def test_a_matter_is_shown_to_nobody_without_its_code(resident):
    page = resident.get(f"/track/{RECEIPT}")
    assert not page.says("9栋2单元")
    assert page.says("查询码")


def test_leaving_a_shared_device_forgets_everything(resident):
    resident.tell().get("/receipt").send("/leave")
    assert resident.says("已经清除")
    assert resident.get("/receipt").path == "/track"
    assert not resident.get(f"/track/{RECEIPT}").says("9栋2单元")


def test_both_clocks_stand_with_their_weekday_and_what_they_rest_on(resident, site):
    resident.open()
    assert resident.says("2026年12月4日 周五")
    assert resident.says("法定：收到之日起 15 日内")
    site[1].told = LATE
    assert resident.get(f"/track/{RECEIPT}").says("超期 2 天")
    assert resident.says("承办单位的承诺")


def test_b05_what_is_missing_is_given_once_on_the_page(resident, site):
    site[1].told = ASKED
    resident.open()
    assert resident.says("楼道照片")
    assert resident.send(f"/track/{RECEIPT}/supplement", text=" ").status == 422
    resident.send(f"/track/{RECEIPT}/supplement", text="照片交到窗口了")
    assert resident.says("收到您补充的内容")
    sent = [body for _, path, body in site[1].calls if path.endswith("/answer")]
    assert [json.loads(body)["text"] for body in sent] == ["照片交到窗口了"]


def test_what_is_added_while_intake_is_away_stays_on_the_page(resident, site):
    site[1].told = ASKED
    resident.open()
    site[1].away = True
    resident.send(f"/track/{RECEIPT}/supplement", text="照片交到窗口了")
    assert resident.status == 503
    assert resident.says("照片交到窗口了")
    site[1].away, site[1].refusal = False, 409
    resident.open().send(f"/track/{RECEIPT}/supplement", text="又一次")
    assert resident.status == 409
    assert resident.says("不行。")


def test_while_intake_is_away_tracking_says_so(resident, site):
    site[1].away = True
    resident.get("/track").send("/track", number=RECEIPT, code=CODE)
    assert resident.status == 503
    assert resident.says("您的事照样在办")


def test_an_answer_is_rated_by_the_code_of_the_notice(resident, site):
    parts, others, _ = site
    others.told = ANSWERED
    hear(parts, fact())
    assert resident.open().says("给您的答复")
    resident.get(f"/rate?number={RECEIPT}")
    resident.send("/rate", number=RECEIPT, code=NOTICE_CODE, solved="yes")
    assert resident.says("请选满意不满意")
    said = {"number": RECEIPT, "code": NOTICE_CODE, "solved": "yes"}
    resident.send("/rate", **said, satisfied="no")
    assert resident.says("请写为什么")
    resident.send("/rate", **said, satisfied="no", reason="太慢")
    assert resident.says("收到您的评价")
    _, path, body = others.calls[-1]
    assert path.startswith("/v1/follow-ups/")
    assert '"satisfied": false' in body


def test_the_link_of_a_notice_leaves_no_code_in_the_address(resident, site):
    petition = "0" * 8 + "-0000-0000-0000-" + "0" * 12
    resident.get(f"/v1/follow-ups/{petition}?token={NOTICE_CODE}")
    assert resident.path == "/rate"
    assert NOTICE_CODE not in resident.page.text
    resident.send("/rate", solved="unknown", satisfied="yes")
    assert resident.says("收到您的评价")
    assert petition in site[1].calls[-1][1]


def test_a_code_from_the_window_rates_too_and_a_wrong_one_is_said(resident, site):
    said = {"code": PASS, "solved": "yes", "satisfied": "yes"}
    assert resident.get("/rate").send("/rate", **said).says("收到您的评价")
    assert site[1].calls[-1][1] == "/v1/passes/answer"
    site[1].refusal = 403
    assert resident.get("/rate").send("/rate", **said).says("评价码不对")
    site[1].refusal = 409
    assert resident.get("/rate").send("/rate", **said).says("不行。")
    site[1].refusal, site[1].away = None, True
    assert resident.get("/rate").send("/rate", **said).says("过几分钟再交")
    unknown = {**said, "number": "MQ-2611-0000999", "code": NOTICE_CODE}
    assert resident.get("/rate").send("/rate", **unknown).says("评价码不对")


def test_the_public_ledger_shows_sums_with_their_base_and_no_small_rows(resident, site):
    parts = site[0]
    hear_some(parts)
    parts.figures._sums._known.clear()
    page = resident.get("/ledger?of=year")
    assert page.says("公共照明")
    assert page.says("7/11 = 63.6%")
    assert not page.says("water")
    assert page.says("截至2026年11月21日 周六 12:00")
    assert resident.get("/").says("今年办了多少")


def test_pages_stay_up_while_intake_is_away_and_say_that_they_are_old(resident, site):
    parts, others, _ = site
    assert resident.get("/visit-days").says("街道一楼接待室")
    others.away = True
    parts.channels._now = lambda: 10**9
    assert resident.get("/visit-days").says("上一次看到的内容")
    assert resident.says("街道一楼接待室")
    assert resident.get("/ledger").status == 200


def test_a_read_model_that_is_behind_says_how_far(resident, site):
    hear_some(site[0])
    site[0].lag.seconds = 18 * 60.0
    assert resident.get("/ledger?of=year").says("比实时晚 18 分钟")
    site[0].lag.seconds = 0.0


def test_language_size_and_colours_are_chosen_by_plain_links(resident):
    resident.get("/lang/en?back=/track")
    assert resident.path == "/track"
    assert resident.says("Where does it stand?")
    assert 'lang="en"' in resident.page.text
    assert 'data-size="elder"' in resident.get("/size/elder").page.text
    assert 'data-theme="hc"' in resident.get("/theme/hc").page.text
    assert resident.get("/lang/xx").status == 404


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil", "/a\nb", "路"]
)
def test_a_choice_leads_back_to_our_own_pages_alone(resident, back):
    resident.session.max_redirects = 1
    answer = resident.session.get(
        resident.url + "/lang/en", params={"back": back}, allow_redirects=False
    )
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(
    ("wish", "language"), [("zh-HK", "zh-TW"), ("en-GB", "en"), ("fr", "zh-CN")]
)
def test_who_chose_no_language_gets_the_browsers(site, wish, language):
    page = Resident(site[2], **{"Accept-Language": wish}).get("/").page.text
    assert f'<html lang="{language}"' in page
    assert NAMES[language] in page
    assert words_in(language)("home.title") in html.unescape(page)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/none", 404), ("PUT", "/track", 405), ("GET", "/static/x/no.css", 404)],
)
def test_errors_are_said_in_words_with_an_id(resident, method, path, status):
    answer = resident.session.request(method, resident.url + path)
    assert answer.status_code == status
    assert answer.headers["X-Correlation-Id"] in answer.text


def test_a_form_that_is_too_large_is_refused(resident):
    resident.get("/tell/1").send("/tell/1", text="灯" * 200_000)
    assert resident.status == 413


def test_while_the_database_is_away_pages_stay_up_and_forms_say_so(tmp_path):
    nowhere = "postgresql://nobody:none@127.0.0.1:9/none"
    with house(tmp_path, nowhere) as (parts, _):
        client = build_pages(parts, pages_of(parts)).test_client()
        assert client.get("/").status_code == 200
        key = KEY.search(client.get("/tell/1").text).group(1)
        answer = client.post("/tell/1", data={"key": key, "text": TEXT})
    assert answer.status_code == 503
    assert "过几分钟再试" in answer.text


def test_a12_a_resident_sees_the_state_and_the_reply_of_their_own_matter_alone(
    resident, site
):
    """A-12: what staff know of it is no part of the page, should it ever be told."""
    staff = {"text": "内部备注", "contact": {"name": "王*爷"}, "revision": 7}
    site[1].told = {**ANSWERED, "staff": staff, "petition_id": "x-1"}
    page = resident.open()
    assert page.says("灯已经换好")
    assert page.says("已答复")
    assert not [w for w in ("内部备注", "王*爷", "x-1") if page.says(w)]
    stranger = Resident(site[2]).get(f"/track/{RECEIPT}")
    assert not stranger.says("灯已经换好")
