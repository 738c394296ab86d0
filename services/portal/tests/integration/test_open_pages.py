"""What anybody may read, and what every answer holds to."""

import html
import re
from dataclasses import replace
from uuid import UUID

import pytest
import requests

from portal.entrypoints.web.app import POLICY, build_pages
from portal.entrypoints.web.table import pages_of
from portal.entrypoints.web.words import NAMES, words_in
from services.portal.tests.residents import KEY, TEXT, Resident, rows_of
from services.portal.tests.rooms import house
from services.portal.tests.scenes import hear_some

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("page", ["/track", "/rate", "/leave"])
def test_a_form_that_is_not_of_ours_changes_nothing(resident, site, page):
    resident.get("/tell/1")
    resident.page = requests.Response()
    resident.page._content = b""
    assert resident.send(page, text=TEXT).status == 403
    assert rows_of(site[0], "drafts") == []


def test_every_page_that_writes_asks_for_the_key_of_the_visitor(site):
    rows = pages_of(site[0])
    app = build_pages(site[0], rows)
    client = app.test_client()
    for page in [row for row in rows if row.writes]:
        path = re.sub(r"<uuid:[a-z_]+>", str(UUID(int=1)), page.path)
        path = re.sub(r"<[^>]+>", "1", path)
        refused = 403 if page.again is None else 422
        staff_first = page.roles and (page.largest or page.again is None)
        refused = 401 if staff_first else refused
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


def test_the_gallery_is_there_for_who_builds_pages_and_for_nobody_else(site, resident):
    assert resident.get("/_gallery").status == 404
    assert resident.says("没有这一页")
    settings = replace(site[0].settings, has_gallery=True)
    parts = replace(site[0], settings=settings)
    client = build_pages(parts, pages_of(parts)).test_client()
    for language in NAMES:
        client.set_cookie("lang", language)
        shown = client.get("/_gallery")
        assert shown.status_code == 200, language
        words = words_in(language)
        for key in ("clock.paused", "case.moved", "act.answer", "case.reveal-why"):
            assert words(key) in html.unescape(shown.text), key


def test_the_first_page_is_light(resident):
    page = resident.get("/").page
    files = re.findall(r'(?:href|src)="(/static/[^"#]+)', page.text)
    sizes = [len(resident.get(path).page.content) for path in set(files)]
    assert len(page.content) + sum(sizes) < 150 * 1024


def test_a_file_is_packed_for_who_takes_it_so(resident):
    [css] = re.findall(r'href="(/static/[^"]+portal.css)"', resident.get("/").page.text)
    plain, packed = (
        resident.session.get(resident.url + css, headers={"Accept-Encoding": way})
        for way in ("identity", "gzip")
    )
    assert plain.content == packed.content
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    sizes = [int(each.headers["Content-Length"]) for each in (packed, plain)]
    assert sizes[0] < sizes[1] / 2
    assert packed.headers["Vary"] == "Accept-Encoding"


def test_every_answer_has_the_policy_and_only_files_may_be_kept(site):
    rows = pages_of(site[0])
    client = build_pages(site[0], rows).test_client()
    paths = [re.sub(r"<[^>]+>", "x", row.path) for row in rows if not row.writes]
    for path in [*paths, "/nothing", "/favicon.ico", "/static/x/portal.css"]:
        answer = client.get(path)
        assert answer.headers["Content-Security-Policy"] == POLICY, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        if path == "/ledger":  # public, and kept for a minute: test_published_pages
            continue
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
