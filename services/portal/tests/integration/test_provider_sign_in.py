"""Signing in by an identity provider: a real one, and each way to deceive us."""

import re
import time

import pytest
import requests

from portal.adapters.identity_provider import LOGOUT, REST
from portal.domain.staff import MOST_FROM_ONE_PLACE
from portal.entrypoints.web.app import build_pages
from portal.entrypoints.web.desk.opening import Opening
from portal.entrypoints.web.table import pages_of
from services.portal.tests.provider_stand_in import (
    CLIENT,
    SECRET,
    a_provider,
    provided,
)
from services.portal.tests.residents import rows_of
from services.portal.tests.staff_rooms import CASE, Colleague
from services.portal.tests.stand_in import served

pytestmark = pytest.mark.integration

START = "/sign-in/provider"
ROOMS = re.compile("/(sign-|account|watch|desk/cases/|desk$)")
"""Who signs in comes to these alone; to route all pages takes a fifth of a second."""


@pytest.fixture(scope="module")
def portal(staff_site):
    """The staff's pages with a provider beside them."""
    parts = staff_site[0]
    with a_provider() as provider:
        pages = {}
        with served(lambda *asked: pages["all"](*asked)) as url:

            def anew():
                ours = provided(parts, provider, url)
                rooms = [page for page in pages_of(ours) if ROOMS.match(page.path)]
                pages["all"] = build_pages(ours, rooms).wsgi_app

            yield parts, provider, url, anew


@pytest.fixture
def provider(portal, colleague):
    parts, provider, _, anew = portal
    provider.fresh()
    anew()
    yield provider
    parts.database.rows("delete from accounts where name like 'sso:%'")


@pytest.fixture
def browser(portal, provider):
    return Colleague(portal[2])


def test_who_the_provider_names_comes_to_the_page_that_was_wanted(browser, portal):
    assert f'href="{START}"' in browser.get("/sign-in").page.text
    browser.get(f"{START}?back={CASE}")
    assert browser.path == CASE
    browser.get("/account")
    for words in ("陈主任", "sso:chen.zhu", "密码在统一身份平台修改"):
        assert browser.says(words), words
    assert 'name="old"' not in browser.page.text
    assert [each["staff_id"] for each in rows_of(portal[0], "accounts")].count(
        "chen.zhu"
    ) == 2


def test_the_way_back_leads_to_no_other_site(browser):
    assert browser.get(f"{START}?back=https://elsewhere.example/").path == "/watch"
    assert browser.get(f"{START}?back=//elsewhere.example/desk").path == "/watch"


@pytest.mark.parametrize(
    ("spoil", "header"),
    [
        ({"iss": "https://another.example"}, {}),
        ({"aud": "another-client"}, {}),
        ({"aud": [CLIENT, "another-client"]}, {}),
        ({"azp": "another-client"}, {}),
        ({"exp": 1_700_000_000}, {}),
        ({"exp": None}, {}),
        ({"iat": 4_000_000_000}, {}),
        ({"nonce": "of another browser"}, {}),
        ({"nonce": None}, {}),
        ({"sub": None}, {}),
        ({}, {"alg": "none"}),
        ({}, {"alg": "HS256"}),
        ({"staff_number": None}, {}),
        ({"staff_number": ["chen.zhu"]}, {}),
    ],
)
def test_a_token_that_is_not_sound_opens_nothing(
    browser, portal, provider, spoil, header
):
    provider.spoil, provider.header = spoil, header
    assert browser.get(START).status == 403
    assert browser.says("回答核对不上")
    assert rows_of(portal[0], "staff_sessions") == []


def test_the_log_names_the_claim_that_is_wrong_and_nothing_it_says(
    browser, provider, caplog
):
    provider.spoil = {"aud": "another-client"}
    browser.get(START)
    assert "token-InvalidClaimError-aud" in caplog.text
    assert "another-client" not in caplog.text


@pytest.mark.parametrize("issuer", ["", "https://another.example"])
def test_an_answer_of_another_issuer_is_refused_before_its_code_is_sent(
    browser, provider, issuer
):
    provider.answered = {"iss": issuer}
    assert browser.get(START).says("回答核对不上")
    assert "/token" not in provider.asked


def test_a_provider_that_speaks_for_another_is_none(browser, provider):
    provider.about = {"issuer": "https://another.example"}
    assert browser.get(START).status == 503


def test_clocks_may_differ_by_a_minute(browser, provider):
    provider.spoil = {"exp": int(time.time()) - 30, "iat": int(time.time()) + 30}
    assert browser.get(START).path == "/watch"


def test_a_new_key_of_the_provider_is_fetched_when_a_token_names_it(browser, provider):
    assert browser.get(START).path == "/watch"
    provider.rotate()
    assert browser.get(START).status == 403
    assert provider.asked.count("/keys") == 1
    provider.later = REST + 1
    assert browser.get(START).path == "/watch"
    assert provider.asked.count("/keys") == 2


def test_another_browsers_answer_signs_nobody_in(browser, portal, provider):
    stranger = Colleague(portal[2])
    gone = stranger.session.get(portal[2] + START, allow_redirects=False)
    answer = stranger.session.get(gone.headers["Location"], allow_redirects=False)
    lure = answer.headers["Location"].removeprefix(portal[2])
    assert browser.get(lure).says("已经过期或用过")
    sent = browser.session.get(portal[2] + START, allow_redirects=False)
    assert sent.status_code == 303
    assert browser.get(lure).says("已经过期或用过")
    assert "/token" not in provider.asked
    assert stranger.get(lure).path == "/watch"


def test_an_answer_opens_once_even_with_its_browsers_cookie(browser, portal, provider):
    sent = browser.session.get(portal[2] + START, allow_redirects=False)
    kept = browser.session.cookies["mq-provider"]
    answer = browser.session.get(sent.headers["Location"], allow_redirects=False)
    back = answer.headers["Location"].removeprefix(portal[2])
    assert browser.get(back).path == "/watch"
    assert "mq-provider" not in browser.session.cookies
    browser.session.cookies.set("mq-provider", kept)
    assert browser.get(back).status == 403
    assert len(rows_of(portal[0], "staff_sessions")) == 1


@pytest.mark.parametrize("person", ["nobody.here", "x" * 80, " chen.zhu", "a\u0000b"])
def test_who_registry_does_not_know_is_refused_whatever_the_name_shown(
    browser, portal, provider, person
):
    provider.person, provider.name = person, "陈主任"
    assert browser.get(START).says("没有与它对应的在岗人员")
    assert not any(each["secret"] == "" for each in rows_of(portal[0], "accounts"))


def test_a_lock_on_any_account_of_a_person_shuts_the_provider_too(
    browser, portal, provider
):
    assert browser.get(START).path == "/watch"
    accounts = portal[0].accounts
    accounts.lock("chen", locked=True)
    try:
        assert browser.get("/desk").path.startswith("/sign-in")
        assert browser.get(START).says("没有与它对应的在岗人员")
    finally:
        accounts.lock("chen", locked=False)
    assert browser.get(START).path == "/watch"
    accounts.lock("sso:chen.zhu", locked=True)
    assert browser.get("/desk").path.startswith("/sign-in")
    assert browser.get(START).says("没有与它对应的在岗人员")


def test_no_password_opens_an_account_of_the_provider(browser, portal):
    browser.get(START)
    accounts = portal[0].accounts
    assert not accounts.reset("sso:chen.zhu", "$argon2id$whatever")
    assert not accounts.set_totp("sso:chen.zhu", "JBSWY3DPEHPK3PXP")
    stranger = Colleague(portal[2])
    for password in ("", "x"):
        assert stranger.sign_in("sso:chen.zhu", password).status == 422


def test_while_the_provider_is_away_the_page_says_so_and_a_local_account_opens(
    browser, provider
):
    provider.away = True
    assert browser.get(START).status == 503
    assert browser.says("统一身份平台现在没有回应")
    assert browser.sign_in("chen").path == "/watch"


def test_who_turns_back_at_the_provider_is_told_so(browser, provider):
    provider.deny = True
    assert browser.get(START).says("没有完成登录")


def test_a_place_that_tried_too_often_waits_at_this_door_too(portal, provider):
    parts, place = portal[0], "198.41.0.4"
    for each in range(MOST_FROM_ONE_PLACE):
        parts.accounts.try_once(f"guess-{each}", place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Opening, "place", lambda _: place)
        assert Colleague(portal[2]).get(START).says("试的次数太多了")
    assert "/token" not in provider.asked


def test_signing_out_offers_the_providers_own_way_out(browser, provider):
    browser.get(START)
    browser.send("/sign-out")
    assert browser.path == "/sign-in?out=provider"
    assert f'href="{START}/out"' in browser.page.text
    assert browser.get("/desk").path.startswith("/sign-in")
    assert browser.get(f"{START}/out").page.text == "signed out"
    assert "post_logout_redirect_uri" in browser.page.url


def test_secrets_of_the_provider_stand_in_no_table_and_no_page(browser, portal):
    browser.get(START)
    tables = ("accounts", "staff_sessions", "sign_in_steps", "provider_answers")
    everything = str([rows_of(portal[0], each) for each in tables])
    for said in (SECRET, "subject of", "session-1", "eyJ"):
        assert said not in everything


# -- back-channel logout -------------------------------------------------------------

NOTICE = f"{START}/backchannel-logout"


def notify(portal, token):
    """Knock as the provider does: from its own server, without a browser."""
    return requests.post(portal[2] + NOTICE, data={"logout_token": token}, timeout=30)


def test_who_is_signed_out_at_the_provider_is_signed_out_here(
    browser, portal, provider
):
    browser.get(START)
    other = Colleague(portal[2])
    provider.session = "session-2"
    other.get(START)
    local = Colleague(portal[2])
    local.sign_in("chen")
    told = notify(portal, provider.logout_token())
    assert (told.status_code, told.headers["Cache-Control"]) == (200, "no-store")
    assert other.get("/desk").path.startswith("/sign-in")
    assert browser.get("/desk").path == "/desk"
    notify(portal, provider.logout_token(sid=None))
    assert browser.get("/desk").path.startswith("/sign-in")
    assert local.get("/desk").path == "/desk"


def test_a_notice_ends_sessions_once_and_none_of_another_person(
    browser, portal, provider
):
    browser.get(START)
    another = provider.logout_token(sub="subject of li.xiao", sid="session-9")
    assert notify(portal, another).status_code == 200
    assert browser.get("/desk").path == "/desk"
    notice = provider.logout_token()
    assert notify(portal, notice).status_code == 200
    browser.get(START)
    assert notify(portal, notice).status_code == 400
    assert browser.get("/desk").path == "/desk"


def test_a_session_that_the_provider_gave_no_id_ends_with_its_person(
    browser, portal, provider
):
    provider.session = None
    browser.get(START)
    notify(portal, provider.logout_token(sid="session-of-which-nobody-told"))
    assert browser.get("/desk").path.startswith("/sign-in")


@pytest.mark.parametrize(
    ("spoil", "header"),
    [
        ({"iss": "https://another.example"}, {}),
        ({"aud": "another-client"}, {}),
        ({"exp": 1_700_000_000}, {}),
        ({"exp": None}, {}),
        ({"iat": None}, {}),
        ({"iat": int(time.time()) - 13 * 3600}, {}),
        ({"jti": None}, {}),
        ({"jti": 7}, {}),
        ({"events": None}, {}),
        ({"events": {"https://another.example/event": {}}}, {}),
        ({"events": {LOGOUT: "yes"}}, {}),
        ({"sub": None, "sid": None}, {}),
        ({"sub": ["subject of chen.zhu"]}, {}),
        ({"nonce": "an identity token, sent again"}, {}),
        ({}, {"alg": "none"}),
        ({}, {"alg": "HS256"}),
    ],
)
def test_a_notice_that_is_not_sound_ends_nothing(
    browser, portal, provider, spoil, header
):
    browser.get(START)
    provider.header = header
    assert notify(portal, provider.logout_token(**spoil)).status_code == 400
    assert browser.get("/desk").path == "/desk"


def test_no_identity_token_and_no_words_at_all_end_a_session(browser, portal, provider):
    browser.get(START)
    for said in (provider.token("nonce"), "", "a.b.c"):
        assert notify(portal, said).status_code == 400
    assert requests.post(portal[2] + NOTICE, timeout=30).status_code == 400
    assert browser.get("/desk").path == "/desk"
    provider.rotate()
    provider.away, provider.later = True, 4000
    assert notify(portal, provider.logout_token()).json() == {
        "error": "temporarily_unavailable"
    }
