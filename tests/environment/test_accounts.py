"""Accounts to try the pages with: made once, for who is in the demo, kept secret."""

import json
import stat
import subprocess

import pytest
from rich.console import Console

from minqing_local import screen
from minqing_local.accounts import ACCOUNTS, demo_accounts
from minqing_local.tokens import LOGINS

pytestmark = pytest.mark.unit


class Desk:
    """An agency of which only the folder and the portal's command are needed."""

    def __init__(self, folder, known=()):
        self.folder = folder
        self.known = set(known)
        self.asked = []

    def run_cli(self, service, *words):
        self.asked.append((service, *words))
        if words[1] == "add" and words[2] in self.known:
            raise subprocess.CalledProcessError(1, words)
        return f"{words[2]}  word-{len(self.asked)}\n"


def play(folder):
    logins = {
        "clerk": {"subject": "li.na", "organisation": "x"},
        "handler": {"subject": "wang", "organisation": "x"},
        "supervisor": {"subject": "li.na", "organisation": "x"},
        "resident": {"subject": "someone", "organisation": None},
    }
    (folder / LOGINS).write_text(json.dumps(logins), encoding="utf-8")


def test_before_the_demo_nobody_gets_an_account(tmp_path):
    desk = Desk(tmp_path)
    assert demo_accounts(desk) == {}
    assert desk.asked == []
    assert not (tmp_path / ACCOUNTS).exists()


def test_staff_of_the_demo_get_accounts_once_in_a_file_for_the_owner_alone(tmp_path):
    play(tmp_path)
    desk = Desk(tmp_path, known={"wang"})
    made = demo_accounts(desk)
    assert made == {
        "li.na": {"role": "clerk", "password": "word-1"},
        "wang": {"role": "handler", "password": "word-3"},
    }
    assert desk.asked[2][1:4] == ("account", "reset", "wang")
    assert stat.S_IMODE((tmp_path / ACCOUNTS).stat().st_mode) == 0o600
    assert demo_accounts(Desk(tmp_path)) == made


def test_the_screen_shows_where_and_as_whom_to_sign_in(tmp_path):
    made = {"li.na": {"role": "clerk", "password": "word-1"}}
    console = Console(record=True, width=100)
    console.print(screen.accounts(made, "http://x"))
    console.print(screen.accounts({}, "http://x"))
    shown = console.export_text()
    for words in ("http://x/sign-in", "li.na", "word-1", "clerk"):
        assert words in shown
