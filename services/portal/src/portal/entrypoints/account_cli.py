"""Operator commands for accounts: `cli account add|lock|unlock|reset|second|list`."""

import argparse
import sys
from collections.abc import Callable
from getpass import getuser
from typing import Any, Final
from uuid import uuid4

from portal.adapters.accounts import SqlAccounts
from portal.adapters.staff_secrets import (
    StaffSecrets,
    new_password,
    new_totp,
    totp_address,
)
from portal.application.administering import AccountAct, Asked
from portal.bootstrap import Parts
from portal.domain.staff import plain_account

FindParts = Callable[[], Parts]
LONGEST_BY: Final = 64


class NoSuchAccount(Exception):
    """There is none of that name, or there is one already; the message says which."""


def add_accounts(commands: Any, parts: FindParts) -> None:  # noqa: ANN401
    """Add `account` and what may be done to one."""
    parser = commands.add_parser("account", help="who may sign in at the pages")
    acts = parser.add_subparsers(
        required=True, metavar="add|lock|unlock|reset|second|list"
    )
    add = _about_one(acts, "add", "give somebody a way in; prints a password once")
    add.add_argument("--staff", required=True, help="the staff id, as registry has it")
    add.add_argument("--second", action="store_true", help="ask for a second step too")
    _lasting(add)
    add.set_defaults(run=lambda told: _add(parts(), told))
    for act in (AccountAct.LOCK, AccountAct.UNLOCK):
        one = _about_one(acts, act.value, f"{act} it; a locked one is out at once")
        one.set_defaults(run=lambda told, to=act: _lock(parts(), told, to))
    reset = _about_one(acts, "reset", "give out a new password, good for one sign-in")
    _lasting(reset)
    reset.set_defaults(run=lambda told: _reset(parts(), told))
    second = _about_one(acts, "second", "a new key for the second step, or none")
    second.add_argument("--off", action="store_true", help="ask for it no more")
    second.set_defaults(run=lambda told: _second(parts(), told))
    listed = acts.add_parser("list", help="every account, never a secret")
    listed.set_defaults(run=lambda _: _list(parts().accounts))


def _about_one(acts: Any, name: str, words: str) -> argparse.ArgumentParser:  # noqa: ANN401
    parser: argparse.ArgumentParser = acts.add_parser(name, help=words)
    parser.add_argument("name", type=plain_account)
    parser.add_argument("--why", default="", help="kept with the act, as who did it is")
    return parser


def _lasting(parser: argparse.ArgumentParser) -> None:
    words = "the password need not be changed: to try things out"
    parser.add_argument("--lasting", action="store_true", help=words)


def _add(parts: Parts, told: argparse.Namespace) -> None:
    password = new_password()
    secret = StaffSecrets().seal(password)
    asked = _asked(told, AccountAct.OPEN)
    if not told.name or not parts.account_desk.open(asked, told.staff, secret):
        raise NoSuchAccount(f"there is an account {told.name} already: 'account reset'")
    if told.lasting:
        parts.accounts.change_password(told.name, secret)
    _say(f"{told.name}  {password}")
    if told.second:
        totp = new_totp()
        parts.account_desk.set_second(_asked(told, AccountAct.SECOND), totp)
        _say(totp_address(totp, told.name))


def _lock(parts: Parts, told: argparse.Namespace, act: AccountAct) -> None:
    asked, desk = _asked(told, act), parts.account_desk
    locks = act is AccountAct.LOCK
    _must(desk.lock(asked, ()) if locks else desk.unlock(asked), told)
    _say(f"{told.name} is {'locked' if locks else 'open'}")


def _reset(parts: Parts, told: argparse.Namespace) -> None:
    password = new_password()
    secret = StaffSecrets().seal(password)
    asked = _asked(told, AccountAct.PASSWORD)
    _must(parts.account_desk.give_password(asked, secret), told)
    if told.lasting:
        parts.accounts.change_password(told.name, secret)
    _say(f"{told.name}  {password}")


def _second(parts: Parts, told: argparse.Namespace) -> None:
    totp = None if told.off else new_totp()
    asked = _asked(told, AccountAct.SECOND_OFF if told.off else AccountAct.SECOND)
    _must(parts.account_desk.set_second(asked, totp), told)
    _say(totp_address(totp, told.name) if totp else f"{told.name} needs no second step")


def _asked(told: argparse.Namespace, act: AccountAct) -> Asked:
    """Return the act with who did it: whoever sits at this machine."""
    by = f"cli:{getuser()}"[:LONGEST_BY]
    return Asked(act_id=uuid4(), account=told.name, act=act, by=by, reason=told.why)


def _list(accounts: SqlAccounts) -> None:
    for row in accounts.listed():
        last = f"{row['last']:%Y-%m-%d %H:%M}" if row["last"] else "never"
        marks = ("second step " if row["second"] else "") + (
            "locked" if row["locked_at"] else ""
        )
        _say(f"{row['name']:<24} {row['staff_id']:<24} last {last}  {marks}".rstrip())


def _must(done: bool, told: argparse.Namespace) -> None:
    if not done:
        raise NoSuchAccount(f"there is no account {told.name}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
