"""The press: a process waits for the next page; one that ended is no loss."""

import signal
import sys

import pytest

from minqing_chassis import press
from minqing_chassis.press import Ahead, HtmlPress

pytestmark = pytest.mark.unit

ECHO = (
    *(sys.executable, "-S", "-c"),
    "import os, sys; told = sys.stdin.buffer.read();"
    " sys.stdout.buffer.write(b'%PDF-' + str(os.getpid()).encode() + told)",
)


class NoPrint(Exception):
    """It cannot be printed."""


@pytest.fixture
def ahead(monkeypatch):
    made = Ahead()
    monkeypatch.setattr(press, "AHEAD", made)
    monkeypatch.setattr(press, "COMMAND", ECHO)
    yield made
    for _, child in made._waiting:
        child.kill()
        child.communicate()


def waiting(ahead):
    [(_, child)] = ahead._waiting
    return child


def test_the_next_page_goes_to_a_process_that_was_started_before(ahead):
    first = HtmlPress(NoPrint).print_html("<p>一</p>", sizes=(10.5, 7))
    assert first.decode().endswith("10.5 7\n<p>一</p>")
    ready = waiting(ahead)
    second = HtmlPress(NoPrint).print_html("<p>二</p>")
    assert second.startswith(f"%PDF-{ready.pid}\n".encode())
    assert waiting(ahead).pid != ready.pid


@pytest.mark.parametrize("meanwhile", ["ended", "in-between", "another"])
def test_a_process_that_is_of_no_use_is_not_taken(ahead, monkeypatch, meanwhile):
    HtmlPress(NoPrint).print_html("<p>一</p>")
    ready = waiting(ahead)
    if meanwhile == "another":
        monkeypatch.setattr(press, "COMMAND", (*ECHO, "more"))
    else:
        ready.send_signal(signal.SIGALRM)
    if meanwhile == "ended":
        ready.wait()
    printed = HtmlPress(NoPrint).print_html("<p>二</p>")
    assert printed.endswith("\n<p>二</p>".encode())
    assert ready.wait() < 0 and waiting(ahead).pid != ready.pid


def test_where_it_cannot_be_printed_no_process_waits(ahead, monkeypatch):
    monkeypatch.setattr(press, "COMMAND", (sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(NoPrint, match="it printed nothing"):
        HtmlPress(NoPrint).print_html("<p>一</p>")
    slow = (sys.executable, "-c", "import time; time.sleep(9)")
    monkeypatch.setattr(press, "COMMAND", slow)
    with pytest.raises(NoPrint, match=r"within 0.1 s"):
        HtmlPress(NoPrint, seconds=0.1).print_html("<p>一</p>")
    assert ahead._waiting == []
