"""What strangers, and moments that come together, do not open at the staff's door."""

from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network

import pytest

from portal.domain.staff import MOST_FROM_ONE_PLACE
from portal.entrypoints.web.app import build_pages
from portal.entrypoints.web.table import pages_of
from services.portal.tests.staff_rooms import PASSWORD, Colleague

pytestmark = pytest.mark.integration

PROXY, ATTACKER, OFFICE = "10.0.0.2", "198.41.0.4", "203.0.112.7"


@pytest.fixture
def parts(staff_site):
    return staff_site[0]


def steps(parts):
    sql = "select count(*) as n from sign_in_steps where step = 'tried'"
    return parts.database.rows(sql)[0]["n"]


def behind_a_proxy(parts):
    trusted = (ip_network("10.0.0.0/8"),)
    settings = replace(parts.settings, trusted_proxies=trusted)
    behind = replace(parts, settings=settings)
    return build_pages(behind, pages_of(behind)).test_client()


def attempt(browser, account, site):
    about = {
        "environ_base": {"REMOTE_ADDR": PROXY},
        "headers": {"X-Forwarded-For": site},
    }
    key = browser.get("/sign-in", **about).text.partition('name="key" value="')[2]
    said = {"account": account, "password": PASSWORD, "key": key.partition('"')[0]}
    return browser.post("/sign-in", data=said, **about)


def test_behind_a_named_proxy_one_stranger_is_held_up_and_no_office(colleague, parts):
    site = parts.accounts
    for each in range(MOST_FROM_ONE_PLACE):
        site.try_once(f"guess-{each}", ATTACKER)
    browser = behind_a_proxy(parts)
    assert "试的次数太多了" in attempt(browser, "wang", ATTACKER).text
    assert attempt(browser, "chen", OFFICE).status_code == 303


def test_who_is_held_up_fills_no_table_and_does_not_wait_longer(colleague, parts):
    for _ in range(20):
        parts.accounts.try_once("wang", "")
    assert steps(parts) == 6
    for each in range(MOST_FROM_ONE_PLACE + 9):
        parts.accounts.try_once(f"guess-{each}", ATTACKER)
    assert steps(parts) == 6 + MOST_FROM_ONE_PLACE + 1
    parts.database.rows(
        "update sign_in_steps set at = at - cast(:w as interval)",
        w=timedelta(minutes=15),
    )
    assert colleague.sign_in("wang").status == 200


def test_who_guesses_elsewhere_does_not_shut_out_a_browser_that_was_right_before(
    colleague, staff_site
):
    assert colleague.sign_in().path == "/desk"
    stranger = Colleague(staff_site[3])
    for _ in range(6):
        stranger.sign_in(password="wrong-horse-battery")
    assert stranger.sign_in().says("试的次数太多了")
    assert colleague.sign_in().path == "/desk"
    for _ in range(5):
        colleague.sign_in(password="wrong-horse-battery")
    assert colleague.sign_in().says("试的次数太多了")


def test_a_mark_of_a_browser_is_for_one_account_and_from_us(colleague, staff_site):
    colleague.sign_in("chen")
    stranger = Colleague(staff_site[3])
    for _ in range(6):
        stranger.sign_in(password="wrong-horse-battery")
    assert colleague.sign_in("wang").says("试的次数太多了")
    jar = colleague.session.cookies
    jar.set("mq-device", "made-up", path="/sign-in", domain="127.0.0.1")
    assert colleague.sign_in("chen").path in {"/watch", "/desk"}


def test_a_lock_ends_also_a_session_that_began_beside_it(colleague, parts):
    colleague.sign_in()
    parts.database.rows("update accounts set locked_at = now() where name = 'wang'")
    assert colleague.get("/desk").path.startswith("/sign-in")
    parts.accounts.lock("wang", locked=False)


def test_no_page_repeats_a_password(colleague, staff_site):
    colleague.sign_in()
    colleague.get("/account")
    staff_site[2].away = True
    staff_site[0].database.rows("update staff_sessions set token_until = now()")
    said = {"old": PASSWORD, "new": "a better one 26", "again": "a better one 26"}
    assert colleague.send("/account", **said).status == 503
    assert PASSWORD not in colleague.page.text
    assert "a better one 26" not in colleague.page.text
    assert Colleague(staff_site[3]).sign_in().says("现在核对不了您的岗位")
