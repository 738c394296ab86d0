"""What printing needs is installed, or asked for; on a machine played by programs."""

import os
import shutil

import pytest

from minqing_local import browser, printing

pytestmark = pytest.mark.environment

ALL = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
NEEDED = [*ALL, printing.FONT]


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A bare machine whose apt-get writes down what it is asked."""
    programs = tmp_path / "bin"
    programs.mkdir()
    broken = f"[ -e {tmp_path}/broken ] && exit 100"
    _program(programs / "apt-get", f"echo $* >> {tmp_path}/asked\n{broken}\nexit 0")
    _program(programs / "fc-list", f"cat {tmp_path}/fonts 2>/dev/null")
    for name in ("sh", "cat", "false", "true"):
        (programs / name).symlink_to(shutil.which(name))
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(printing, "find_library", lambda _: None)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return tmp_path


def _program(file, script):
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def told():
    said = []
    printing.ensure(said.append)
    return said


def test_a_font_and_the_libraries_are_installed(machine):
    assert len(told()) == 1
    update, install = (machine / "asked").read_text().splitlines()
    assert update == "update -q"
    assert install.split()[-4:] == NEEDED


def test_what_is_there_is_not_installed(machine, monkeypatch):
    (machine / "fonts").write_text("WenQuanYi Micro Hei\n")
    monkeypatch.setattr(printing, "find_library", lambda _: "lib.so")
    assert told() == []
    assert not (machine / "asked").exists()


def test_without_fontconfig_it_is_installed_with_the_font(machine):
    (machine / "bin" / "fc-list").unlink()
    assert printing.missing() == [*ALL, "fontconfig", printing.FONT]


def test_without_root_it_is_said_plainly_and_the_agency_goes_on(machine, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    [words] = told()
    assert "documents cannot be printed" in words
    assert "fonts-wqy-microhei" in words
    assert not (machine / "asked").exists()


def test_sudo_is_used_where_it_may_be(machine, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    _program(machine / "bin" / "sudo", 'shift; "$@"')
    told()
    assert "install" in (machine / "asked").read_text()


def test_an_apt_that_fails_is_said_plainly(machine):
    (machine / "broken").touch()
    assert "failed" in told()[-1]


def test_without_apt_it_is_said_plainly(machine):
    (machine / "bin" / "apt-get").unlink()
    [words] = told()
    assert "apt-get install" in words


def test_a_browser_that_is_missing_is_installed_with_a_font(monkeypatch):
    asked = []
    monkeypatch.setattr(browser.shutil, "which", lambda _: None)
    monkeypatch.setattr(printing, "install", lambda *told: asked.append(told[0]))
    browser.ensure(print)
    assert asked == [[browser.PROGRAM, printing.FONT]]


def test_a_browser_that_is_there_is_left_alone(monkeypatch):
    monkeypatch.setattr(browser.shutil, "which", lambda _: "/usr/bin/chromium")
    monkeypatch.setattr(printing, "missing", lambda: ["libpango-1.0-0"])
    monkeypatch.setattr(printing, "install", lambda *_: pytest.fail("not asked for"))
    browser.ensure(print)
