"""Sign-in, and the one table of roles and pages."""

import re
from argparse import ArgumentParser
from datetime import timedelta
from uuid import UUID

import pyotp
import pytest

from minqing_kernel.messages import Role
from portal.domain.staff import INSIDE
from portal.entrypoints.account_cli import NoSuchAccount, add_accounts
from portal.entrypoints.web.app import build_pages
from portal.entrypoints.web.table import pages_of
from services.portal.tests.residents import rows_of
from services.portal.tests.staff_rooms import CASE, PASSWORD, Colleague, act
from services.portal.tests.stand_in import RECEIPT

pytestmark = pytest.mark.integration


# -- sign-in -------------------------------------------------------------------------


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
    colleague, staff_site, account, password, code
):
    parts, _, _, _ = staff_site
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


def test_after_five_wrong_passwords_the_right_one_waits_too(colleague, staff_site):
    for _ in range(5):
        assert colleague.sign_in("wang", "wrong-horse-battery").status == 422
    assert colleague.sign_in("wang").says("试的次数太多了")
    assert colleague.sign_in("chen").status == 200
    staff_site[0].accounts.reset("wang", staff_site[0].accounts.find("chen").secret)
    assert colleague.sign_in("wang").path == "/account"
    staff_site[0].accounts.change_password(
        "wang", staff_site[0].accounts.find("chen").secret
    )


def test_a_code_of_the_clock_opens_once(colleague, staff_site):
    parts, key = staff_site[0], pyotp.random_base32()
    parts.accounts.add("twice", "wang.min", parts.accounts.find("wang").secret, None)
    parts.accounts.set_totp("twice", key)
    parts.database.rows("update accounts set must_change = false")
    code = pyotp.TOTP(key).now()
    assert colleague.sign_in("twice", code=f"{code[:3]} {code[3:]}").path == "/desk"
    assert colleague.sign_in("twice", code=code).status == 422


def test_the_table_holds_fingerprints_of_sessions_and_passwords_alone(
    colleague, staff_site
):
    colleague.sign_in()
    word = colleague.session.cookies["mq-staff"]
    everything = str(
        [
            rows_of(staff_site[0], t)
            for t in ("staff_sessions", "accounts", "sign_in_steps")
        ]
    )
    assert word not in everything
    assert PASSWORD not in everything
    assert "token-of" not in everything
    assert "$argon2id$" in everything


def test_signing_in_anew_changes_the_word_and_the_key_of_forms(colleague, staff_site):
    colleague.sign_in()
    first = colleague.session.cookies["mq-staff"]
    colleague.sign_in()
    assert colleague.session.cookies["mq-staff"] != first
    assert len(rows_of(staff_site[0], "staff_sessions")) == 1


@pytest.mark.parametrize("column", ["seen_at", "began_at"])
def test_a_session_ends_when_idle_and_when_old(colleague, staff_site, column):
    colleague.sign_in()
    limit = {"seen_at": timedelta(minutes=31), "began_at": timedelta(hours=12)}[column]
    sql = f"update staff_sessions set {column} = now() - :limit"
    staff_site[0].database.rows(sql, limit=limit)
    assert colleague.get("/desk").path.startswith("/sign-in")


def test_what_was_typed_is_shown_when_the_session_ended(colleague, staff_site):
    colleague.sign_in().get(CASE)
    staff_site[0].database.rows("truncate staff_sessions")
    act(colleague, "answer", outcome="resolved", reply="灯已换好。", note="内部")
    assert colleague.status == 401
    assert colleague.says("灯已换好。")


def test_signing_out_ends_the_session_and_clears_the_cache(colleague, staff_site):
    colleague.sign_in()
    word = colleague.session.cookies["mq-staff"]
    colleague.send("/sign-out")
    assert colleague.page.history[0].headers["Clear-Site-Data"] == '"cache"'
    colleague.session.cookies.set("mq-staff", word)
    assert colleague.get("/desk").path.startswith("/sign-in")


def test_who_no_longer_serves_is_out_when_the_pass_runs_out(colleague, staff_site):
    staff_site[2].seconds = 60
    colleague.sign_in()
    staff_site[2].gone.add("wang.min")
    assert colleague.get("/desk").path.startswith("/sign-in")
    assert rows_of(staff_site[0], "staff_sessions") == []


def test_while_registry_is_away_a_pass_serves_to_its_end_and_nobody_comes_in(
    colleague, staff_site
):
    staff_site[2].seconds = 60
    colleague.sign_in()
    staff_site[2].away = True
    assert colleague.get("/desk").status == 200
    staff_site[0].database.rows("update staff_sessions set token_until = now()")
    assert colleague.get("/desk").status == 503
    assert Colleague(staff_site[3]).sign_in().says("现在核对不了您的岗位")


def test_a_password_that_was_given_out_is_changed_first(colleague, staff_site):
    parts = staff_site[0]
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


# -- one table: role × route ---------------------------------------------------------


def address_of(page):
    """A page's address with something in every place of it."""
    path = page.path.replace("<int:number>", "1").replace("<number>", RECEIPT)
    path = path.replace("<act>", "sign").replace("<form>", "pdf")
    path = re.sub(r"<uuid:[a-z_]+>", str(UUID(int=1)), path)
    return re.sub(r"<[a-z0-9]+>", "weekly", path)


def test_every_page_of_staff_is_closed_to_who_is_not_signed_in(staff_site):
    client = build_pages(staff_site[0], pages_of(staff_site[0])).test_client()
    for page in pages_of(staff_site[0]):
        if page.roles is None or page.writes:
            continue
        answer = client.get(address_of(page))
        assert answer.status_code == 303, page.path
        assert answer.headers["Location"].startswith("/sign-in"), page.path


@pytest.mark.untraced
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
    colleague, staff_site, account, role
):
    def choose_role():
        colleague.get("/account")
        if role is Role.CLERK:
            colleague.send("/account/role", role="clerk").get("/account")

    colleague.sign_in(account)
    choose_role()
    for page in pages_of(staff_site[0]):
        if page.roles is None or page.name in {"sign-out", "account-sessions"}:
            continue
        if page.writes:
            choose_role()
        path = address_of(page)
        found = colleague.send(path) if page.writes else colleague.get(path)
        assert (found.status == 403) is (role not in page.roles), page.path
        if page.name == "account-role":
            choose_role()


OF_DEVICES = ("/field/who", "/field/pack", "/field/sync", "/field/photos")
"""What devices ask and bring; the shell beside it holds nobody's data."""


def test_pages_of_staff_name_their_roles_and_those_of_residents_none(staff_site):
    for page in pages_of(staff_site[0]):
        staffs = page.path.startswith(
            (
                *("/desk", "/watch", "/lead", "/ops", "/admin", "/account"),
                *("/sign-out", *OF_DEVICES),
            )
        )
        assert (page.roles is not None) is staffs, page.path
        assert page.roles is None or page.roles <= INSIDE


# -- what an operator does -------------------------------------------------------------


def run(staff_site, capsys, *words):
    """Run one of the account commands; return what it printed."""
    parser = ArgumentParser()
    add_accounts(parser.add_subparsers(), lambda: staff_site[0])
    told = parser.parse_args(["account", *words])
    told.run(told)
    return capsys.readouterr().out


def test_an_operator_gives_takes_and_mends_ways_in(colleague, staff_site, capsys):
    name, password = run(
        staff_site, capsys, "add", " Zhao ", "--staff", "wang.min"
    ).split()
    assert name == "zhao"
    assert colleague.sign_in("ZHAO", password).path == "/account"
    with pytest.raises(NoSuchAccount, match="already"):
        run(staff_site, capsys, "add", "zhao", "--staff", "wang.min")
    run(staff_site, capsys, "lock", "zhao", "--why", "调查")
    assert colleague.get("/account").path.startswith("/sign-in")
    assert "locked" in run(staff_site, capsys, "list")
    run(staff_site, capsys, "unlock", "zhao")
    _, fresh = run(staff_site, capsys, "reset", "zhao", "--lasting").split()
    assert colleague.sign_in("zhao", password).status == 422
    assert colleague.sign_in("zhao", fresh).path == "/desk"
    assert "otpauth://" in run(staff_site, capsys, "second", "zhao")
    assert colleague.sign_in("zhao", fresh).status == 422
    assert "no second" in run(staff_site, capsys, "second", "zhao", "--off")
    added = run(
        staff_site, capsys, "add", "qian", "--staff", "x", "--second", "--lasting"
    )
    assert "otpauth://" in added
    listed = run(staff_site, capsys, "list")
    assert "second step" in listed
    assert fresh not in listed
    for verb in ("lock", "reset", "second"):
        with pytest.raises(NoSuchAccount, match="no account"):
            run(staff_site, capsys, verb, "nobody")
    kept = rows_of(staff_site[0], "account_acts")
    did = [each["act"] for each in kept if each["account"] == "zhao"]
    assert did == ["open", "lock", "unlock", "password", "second", "second-off"]
    assert "调查" in {each["reason"] for each in kept}
    assert {each["by"].partition(":")[0] for each in kept} == {"cli"}


def test_what_is_old_is_swept(colleague, staff_site):
    colleague.sign_in()
    parts = staff_site[0]
    parts.database.rows("update staff_sessions set seen_at = now() - interval '1 day'")
    parts.database.rows("update sign_in_steps set at = now() - interval '200 days'")
    parts.sessions.sweep()
    assert rows_of(parts, "staff_sessions") == []
    assert rows_of(parts, "sign_in_steps") == []
