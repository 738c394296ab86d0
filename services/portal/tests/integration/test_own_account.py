"""One's own account: recovery codes, and the browsers that are signed in."""

import re

import pyotp
import pytest

from services.portal.tests.residents import rows_of
from services.portal.tests.staff_rooms import PASSWORD, Colleague

pytestmark = pytest.mark.integration

CODE = re.compile(r"<code>([a-z0-9-]+)</code>")


@pytest.fixture
def second(colleague, staff_site):
    """Somebody who signed in with a second step, and its key."""
    accounts, key = staff_site[0].accounts, pyotp.random_base32()
    accounts.set_totp("chen", key)
    code = pyotp.TOTP(key).now()
    yield colleague.sign_in("chen", code=code).get("/account")
    accounts.set_totp("chen", None)


def steps(staff_site):
    rows = rows_of(staff_site[0], "sign_in_steps")
    return [each["step"] for each in rows if each["step"].startswith("recovery")]


def test_ten_codes_are_shown_once_and_kept_as_fingerprints(second, staff_site):
    assert second.says("还能用的恢复码：0 个")
    assert second.send("/account/codes", old="wrong-horse-battery").status == 422
    assert CODE.findall(second.page.text) == []
    codes = CODE.findall(second.send("/account/codes", old=PASSWORD).page.text)
    assert len(codes) == 10
    assert second.get("/account").says("还能用的恢复码：10 个")
    assert CODE.findall(second.page.text) == []
    kept = str([rows_of(staff_site[0], t) for t in ("accounts", "sign_in_steps")])
    assert not any(each in kept or each.replace("-", "") in kept for each in codes)
    assert steps(staff_site) == ["recovery-made"]


def test_a_code_opens_once_and_new_ones_end_the_old(second, staff_site):
    first = CODE.findall(second.send("/account/codes", old=PASSWORD).page.text)
    other = Colleague(staff_site[3])
    assert other.sign_in("chen", code=f" {first[0].upper()} ").path == "/watch"
    assert other.sign_in("chen", code=first[0]).status == 422
    assert other.sign_in("chen", "wrong-horse-battery", code=first[1]).status == 422
    assert other.sign_in("wang", code=first[1]).path == "/desk"
    assert second.get("/account").says("还能用的恢复码：9 个")
    fresh = CODE.findall(second.send("/account/codes", old=PASSWORD).page.text)
    assert other.sign_in("chen", code=first[1]).status == 422
    assert other.sign_in("chen", code=fresh[1].replace("-", "")).path == "/watch"
    assert steps(staff_site) == ["recovery-made", "recovery-used"] * 2
    staff_site[0].accounts.set_totp("chen", pyotp.random_base32())
    assert other.sign_in("chen", code=fresh[2]).status == 422


def test_without_a_second_step_there_are_no_codes(colleague):
    colleague.sign_in().get("/account")
    assert "/account/codes" not in colleague.page.text
    assert colleague.send("/account/codes", old=PASSWORD).status == 422


def test_guesses_at_the_password_are_counted_where_codes_are_made(second):
    for _ in range(5):
        second.send("/account/codes", old="wrong-horse-battery")
    assert second.send("/account/codes", old=PASSWORD).says("试的次数太多了")


def test_ones_own_browsers_are_listed_and_all_signed_out(colleague, staff_site):
    other = Colleague(staff_site[3])
    other.sign_in("wang")
    stranger = Colleague(staff_site[3])
    stranger.sign_in("chen")
    colleague.sign_in("wang").get("/account")
    assert colleague.page.text.count("<li>2026") == 2
    assert colleague.page.text.count("（就是这里）") == 1
    assert colleague.send("/account/sessions").says("登录都已结束")
    for each in (colleague, other):
        assert each.get("/desk").path.startswith("/sign-in")
    assert stranger.get("/watch").status == 200
